//! 附件 on a real shop: kept without their place, sealed, told when missing or altered, gone with the consumer, and in the backup.

use std::fs;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use shounuo_desk::capabilities::attachment;
use shounuo_desk::kernel::Refusal;
use shounuo_store::sha256_hex;

use crate::backups::{checked, restored};
use crate::common::Shop;

const PLACE: &[u8] = b"N30.2741,E120.1551";

/// A photo as a phone gives it, assembled by hand: turned by 90 degrees (Exif), with its place in GPS and XMP.
fn photo(width: u16, height: u16) -> Vec<u8> {
    let segment = |marker: u8, body: &[u8]| [&[0xFF, marker][..], &(body.len() as u16 + 2).to_be_bytes(), body].concat();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    let first = [&2_u16.to_le_bytes()[..], &entry(0x0112, 3, 1, 6), &entry(0x8825, 4, 1, 38), &[0; 4]].concat();
    let place = [&1_u16.to_le_bytes()[..], &entry(0x001D, 2, PLACE.len() as u32, 56), &[0; 4], PLACE].concat();
    let exif = [b"Exif\0\0II*\0\x08\0\0\0", &first[..], &place].concat();
    let frame = [&[8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]].concat();
    [
        &[0xFF, 0xD8][..],
        &segment(0xE1, &exif),
        &segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", PLACE].concat()),
        &segment(0xDB, &[0; 65]),
        &segment(0xC0, &frame),
        &segment(0xC4, &[0; 20]),
        &segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        &[0x12, 0x34, 0xFF, 0xD9],
    ]
    .concat()
}

fn video(len: usize) -> Vec<u8> {
    let part = |name: &[u8; 4], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat();
    let drawn: Vec<u8> = (0..len).map(|at| (at % 253) as u8).collect();
    [part(b"ftyp", b"mp42\0\0\0\0"), part(b"moov", &part(b"mvhd", &[0; 100])), part(b"mdat", &drawn)].concat()
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

impl Shop {
    /// A photo with any record; its id.
    pub fn photo_of(&self, kind: &str, id: &str, role: &str) -> String {
        let input = json!({ "case_id": id, "of_kind": kind, "role": role, "name": "开箱.jpg" });
        self.send("attachments.add", input, &photo(40, 30)).unwrap()["id"].as_str().unwrap().to_owned()
    }

    fn attach(&self, case: &str, role: &str, name: &str, bytes: &[u8]) -> Result<Value, Refusal> {
        self.send("attachments.add", json!({ "case_id": case, "of_kind": "quality_case", "role": role, "name": name }), bytes)
    }

    fn attached(&self, case: &str, role: &str, name: &str, bytes: &[u8]) -> String {
        self.attach(case, role, name, bytes).unwrap()["id"].as_str().unwrap().to_owned()
    }

    fn attachments(&self, case: &str) -> Vec<Value> {
        self.ok("attachments.list", json!({ "case_id": case, "of_kind": "quality_case" }))["items"].as_array().unwrap().clone()
    }

    fn read_attachment(&self, id: &str) -> Result<Vec<u8>, Refusal> {
        let first = self.call("attachments.bytes", json!({ "id": id }))?;
        let mut all = decoded(&first);
        for part in 1..first["parts"].as_u64().unwrap() {
            all.extend(decoded(&self.call("attachments.bytes", json!({ "id": id, "part": part }))?));
        }
        assert_eq!(first["size"], all.len());
        Ok(all)
    }

    fn withdraw(&self, id: &str) -> Result<Value, Refusal> {
        self.call("records.do", json!({ "kind": "attachment", "id": id, "event": "withdraw", "input": { "reason": "传错了" } }))
    }

    fn file_paths(&self) -> Vec<PathBuf> {
        let found = fs::read_dir(self.dir.path().join("shop/files")).into_iter().flatten();
        let mut paths: Vec<PathBuf> = found.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    }

    fn path_of(&self, id: &str, field: &str) -> PathBuf {
        let sql = format!("SELECT {field} FROM attachment WHERE id = ?1");
        let name = self.bench.shop().unwrap().store.read(|tx| tx.value(&sql, &[json!(id)])).unwrap();
        self.dir.path().join("shop/files").join(name.as_str().unwrap())
    }

    fn opened(&self, id: &str) -> usize {
        let entries = self.ok("ledger.list", json!({ "record": id }))["items"].as_array().unwrap().clone();
        entries.iter().filter(|entry| entry["event"] == "open").count()
    }
}

fn decoded(part: &Value) -> Vec<u8> {
    BASE64.decode(part["bytes"].as_str().unwrap()).unwrap()
}

#[test]
fn a_photo_is_kept_without_its_place_sealed_and_hashed_as_it_came() {
    let shop = Shop::new();
    let case = shop.case();
    let original = photo(4032, 3024);
    let view = shop.attach(&case, "intake", "C:\\相机\\张三 19900001234.jpeg", &original).unwrap();
    assert_eq!((&view["media"], &view["width"], &view["height"]), (&json!("image/jpeg"), &json!(4032), &json!(3024)));
    assert_eq!(view["sha256"], json!(sha256_hex(&original)));
    assert_eq!(view["name"], "张三 199****1234.jpg");
    assert_eq!((&view["content"], &view["role_label"], &view["added_by"]), (&json!("ready"), &json!("接修照片"), &json!("林店主")));

    let id = view["id"].as_str().unwrap();
    let kept = shop.read_attachment(id).unwrap();
    assert!(holds(&original, PLACE) && !holds(&kept, PLACE), "the place is gone");
    assert!(holds(&kept, b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"), "the turn is kept");
    let row = shop.bench.shop().unwrap().store.read(|tx| tx.row("SELECT * FROM attachment WHERE id = ?1", &[json!(id)])).unwrap().unwrap();
    assert_eq!(row["kept_sha256"], json!(sha256_hex(&kept)));
    assert_eq!(shop.opened(id), 1, "that it was opened is in the ledger");

    let files = shop.file_paths();
    assert_eq!(files, [shop.path_of(id, "file")]);
    let sealed = fs::read(&files[0]).unwrap();
    assert!(!holds(&sealed, &kept[..40]) && !holds(&sealed, PLACE) && !files[0].to_string_lossy().contains("张三"));
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true, "told again, the tables are the same");
    let key = row["file_key"].as_str().unwrap();
    let told =
        shop.ok("ledger.list", json!({})).to_string() + &shop.ok("records.show", json!({ "kind": "attachment", "id": id })).to_string();
    assert!(!told.contains(key) && !told.contains("19900001234"), "no key and no number on any screen");
}

#[test]
fn files_that_are_not_kept_are_refused_by_their_content_and_leave_nothing() {
    let shop = Shop::new();
    let case = shop.case();
    for (name, bytes, words) in [
        ("a.jpg", b"<html><script>alert(1)</script>".to_vec(), "看的是内容"),
        ("b.jpg", b"MZ\x90\0 program".to_vec(), "看的是内容"),
        ("c.heic", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "兼容性最佳"),
        ("d.docx", b"PK\x03\x04 office".to_vec(), "导出为 PDF"),
        ("e.jpg", photo(60_000, 60_000), "太大"),
        ("f.jpg", photo(40, 30)[..100].to_vec(), "不完整"),
        ("g.jpg", Vec::new(), "空的"),
    ] {
        let no = shop.attach(&case, "proof", name, &bytes).unwrap_err();
        assert!(no.code == "bad_file" && no.message.contains(words), "{name}: {no}");
    }
    let no = shop.call("attachments.add", json!({ "case_id": case, "of_kind": "quality_case", "role": "proof", "name": "x" })).unwrap_err();
    assert_eq!(no.code, "bad_input", "no bytes");
    assert_eq!(shop.attach(&case, "selfie", "x.jpg", &photo(40, 30)).unwrap_err().field.as_deref(), Some("role"));
    assert!(shop.file_paths().is_empty() && shop.attachments(&case).is_empty());
}

#[test]
fn the_same_file_sent_again_is_kept_once() {
    let shop = Shop::new();
    let case = shop.case();
    let one = shop.attached(&case, "intake", "a.jpg", &photo(40, 30));
    assert_eq!(shop.attached(&case, "intake", "b.jpg", &photo(40, 30)), one);
    assert_ne!(shop.attached(&case, "proof", "a.jpg", &photo(40, 30)), one, "for another purpose it is another one");
    assert_eq!((shop.attachments(&case).len(), shop.file_paths().len()), (2, 2));
    shop.withdraw(&one).unwrap();
    assert_ne!(shop.attached(&case, "intake", "a.jpg", &photo(40, 30)), one, "a withdrawn one can be added anew");
}

#[test]
fn who_may_add_see_and_withdraw() {
    let shop = Shop::new();
    for (login, role) in [("kefu", "after_sales"), ("jishi", "technician"), ("manager", "manager")] {
        shop.person(login, role);
    }
    let case = shop.case();
    shop.sign_in("jishi");
    let id = shop.attached(&case, "intake", "a.jpg", &photo(40, 30));
    let other = shop.attached(&case, "intake", "b.jpg", &photo(41, 30));
    shop.sign_in("kefu");
    assert!(shop.read_attachment(&id).is_ok());
    let no = shop.withdraw(&id).unwrap_err();
    assert_eq!(no.guard.as_deref(), Some("own_or_decider"));
    assert_eq!(shop.attachments(&case)[0]["withdraw"]["enabled"], false);
    // Of a record that the person may not know, nothing is told: as of one that does not exist.
    let account = shop.bench.shop().unwrap().store.read(|tx| tx.value("SELECT id FROM account LIMIT 1", &[])).unwrap();
    let ask = |kind: &str, id: &Value| shop.call("attachments.list", json!({ "case_id": id, "of_kind": kind })).unwrap_err();
    assert_eq!(ask("account", &account), ask("quality_case", &json!("nobody")));
    assert_eq!(ask("attachment", &json!(id)), ask("no_such_kind", &json!("x")));
    assert_eq!(shop.call("attachments.bytes", json!({ "id": "nobody" })).unwrap_err().code, "not_found");
    for event in ["add", "thumbnail"] {
        let no = shop.call("records.do", json!({ "kind": "attachment", "id": id, "event": event })).unwrap_err();
        assert_eq!(no.code, "not_here", "a record without bytes cannot be made");
    }
    shop.sign_in("jishi");
    shop.withdraw(&other).unwrap();
    shop.sign_in("manager");
    shop.withdraw(&id).unwrap();
    let items = shop.attachments(&case);
    assert_eq!((&items[0]["content"], &items[0]["reason"], &items[0]["withdraw"]), (&json!("withdrawn"), &json!("传错了"), &Value::Null));
    assert_eq!(shop.read_attachment(&id).unwrap_err().code, "withdrawn");
    assert_eq!(shop.file_paths().len(), 2, "the bytes stay until their time has come");
    shop.bench.sign_out();
    assert_eq!(shop.call("attachments.bytes", json!({ "id": id })).unwrap_err().code, "signed_out");
    assert_eq!(shop.attach(&case, "intake", "c.jpg", &photo(40, 30)).unwrap_err().code, "signed_out");
}

#[test]
fn a_large_video_is_given_in_parts_and_only_after_it_was_opened() {
    let shop = Shop::new();
    let case = shop.case();
    let film = video(9 * 1024 * 1024);
    let id = shop.attached(&case, "video", "开箱.mp4", &film);
    let part = |part: u32| shop.call("attachments.bytes", json!({ "id": id, "part": part }));
    assert_eq!(part(1).unwrap_err().code, "not_opened");
    assert_eq!(shop.read_attachment(&id).unwrap(), film);
    assert_eq!(shop.opened(&id), 1, "one entry for all parts");
    assert_eq!(decoded(&part(9).unwrap()), b"", "behind the end there is nothing");
    *shop.now.lock().unwrap() += jiff::SignedDuration::from_mins(4);
    part(2).unwrap();
    shop.person("kefu", "after_sales");
    shop.sign_in("kefu");
    assert_eq!(part(2).unwrap_err().code, "not_opened", "opened by somebody else");
}

#[test]
fn a_thumbnail_is_small_comes_from_who_added_and_is_seen_without_an_entry() {
    let shop = Shop::new();
    shop.person("kefu", "after_sales");
    let case = shop.case();
    let id = shop.attached(&case, "intake", "a.jpg", &photo(4032, 3024));
    let send = |bytes: &[u8]| shop.send("attachments.thumbnail", json!({ "id": id }), bytes);
    let seen = || shop.call("attachments.bytes", json!({ "id": id, "thumbnail": true }));
    assert_eq!(seen().unwrap_err().code, "not_found");
    assert_eq!(send(&photo(400, 300)).unwrap_err().code, "bad_file");
    assert_eq!(send(b"%PDF-1.4").unwrap_err().code, "bad_file");
    shop.sign_in("kefu");
    assert_eq!(send(&photo(32, 24)).unwrap_err().guard.as_deref(), Some("own_attachment"));
    shop.sign_in("owner");
    assert_eq!(shop.file_paths().len(), 1, "refused ones leave nothing");
    send(&photo(320, 240)).unwrap();
    assert_eq!(send(&photo(32, 24)).unwrap_err().guard.as_deref(), Some("no_thumbnail"));
    assert_eq!((shop.file_paths().len(), shop.attachments(&case)[0]["has_thumbnail"].clone()), (2, json!(true)));
    let thumbnail = seen().unwrap();
    assert!(!holds(&decoded(&thumbnail), PLACE) && thumbnail["media"] == "image/jpeg" && thumbnail["parts"] == 1);
    assert_eq!(shop.opened(&id), 0);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn missing_and_altered_files_are_told_apart_and_the_rest_is_readable() {
    let shop = Shop::new();
    let case = shop.case();
    let [gone, bent, whole] = [41, 42, 43].map(|width| shop.attached(&case, "proof", "a.jpg", &photo(width, 30)));
    fs::remove_file(shop.path_of(&gone, "file")).unwrap();
    let path = shop.path_of(&bent, "file");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();

    let no = shop.read_attachment(&gone).unwrap_err();
    assert!(no.code == "file_missing" && no.message.contains("不见了") && no.message.contains("其他记录不受影响"), "{no}");
    let no = shop.read_attachment(&bent).unwrap_err();
    assert!(no.code == "file_altered" && no.message.contains("损坏或被改动"), "{no}");
    assert!(shop.read_attachment(&whole).is_ok());
    let contents: Vec<Value> = shop.attachments(&case).iter().map(|item| item["content"].clone()).collect();
    assert_eq!(contents, ["missing", "ready", "ready"]);

    let verdict = shop.ok("ledger.verify", json!({}));
    assert_eq!((&verdict["sound"], &verdict["details"]["replayed"]), (&json!(false), &json!(true)));
    assert_eq!((&verdict["details"]["missing_files"], &verdict["details"]["altered_files"]), (&json!([gone]), &json!([bent])));
    assert_eq!(verdict["findings"].as_array().unwrap().len(), 2, "{verdict}");
}

#[test]
fn another_attachments_file_under_this_ones_name_is_not_shown() {
    let shop = Shop::new();
    let case = shop.case();
    let one = shop.attached(&case, "proof", "a.jpg", &photo(41, 30));
    let other = shop.attached(&case, "proof", "b.jpg", &photo(42, 30));
    fs::copy(shop.path_of(&one, "file"), shop.path_of(&other, "file")).unwrap();
    assert_eq!(shop.read_attachment(&other).unwrap_err().code, "file_altered");
}

/// A case of a consumer, with a photo, and both of their ids.
fn case_of_a_consumer(shop: &Shop) -> (String, String, String) {
    let input = json!({ "platform": "other", "name": "张三丰", "phone": "19900001234" });
    let consumer = shop.ok("records.do", json!({ "kind": "consumer", "event": "meet", "input": input }))["id"].as_str().unwrap().to_owned();
    let input = json!({ "goods_title": "洗衣机", "claim": "quality", "fault_text": "异响", "consumer_id": consumer });
    let case =
        shop.ok("records.do", json!({ "kind": "quality_case", "event": "register", "input": input }))["id"].as_str().unwrap().to_owned();
    let id = shop.attached(&case, "chat", "张三丰聊天.jpg", &photo(40, 30));
    (consumer, case, id)
}

#[test]
fn an_erased_consumers_files_can_never_be_read_again() {
    let shop = Shop::new();
    let (consumer, case, id) = case_of_a_consumer(&shop);
    let strangers = shop.attached(&shop.case(), "chat", "别人.jpg", &photo(40, 30));
    shop.send("attachments.thumbnail", json!({ "id": id }), &photo(32, 24)).unwrap();
    let open = shop.bench.shop().unwrap();
    let key = open.store.read(|tx| tx.value("SELECT file_key FROM attachment WHERE id = ?1", &[json!(id)])).unwrap();
    let (file, thumb) = (shop.path_of(&id, "file"), shop.path_of(&id, "thumb"));
    shop.act(&case, "cancel", json!({ "reason": "不再需要" })).unwrap();
    shop.ok("records.do", json!({ "kind": "consumer", "id": consumer, "event": "erase" }));

    let item = shop.attachments(&case)[0].clone();
    assert_eq!((&item["content"], &item["name"]), (&json!("erased"), &json!("")));
    for thumbnail in [true, false] {
        let no = shop.call("attachments.bytes", json!({ "id": id, "thumbnail": thumbnail })).unwrap_err();
        assert_eq!(no.code, "erased");
    }
    // Neither the tables nor what can still be opened of the ledger holds the key or the name.
    let held = open
        .store
        .read(|tx| {
            let entries = tx.entries("record = ?1 OR record = ?2", &[json!(id), json!(consumer)])?;
            let fields = entries.iter().flat_map(|entry| &entry.body.changes).flat_map(|change| &change.fields);
            let values: Vec<Value> =
                fields.flat_map(|field| [&field.old, &field.new]).map(|value| tx.open_sealed(value)).collect::<Result<_, _>>()?;
            Ok::<_, shounuo_store::StoreError>(json!([values, tx.rows("SELECT * FROM attachment", &[])?]).to_string())
        })
        .unwrap();
    assert!(!held.contains(key.as_str().unwrap()) && !held.contains("张三丰"));
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
    drop(open);
    shop.reopen();
    assert!(!file.exists() && !thumb.exists(), "and what nobody can open is taken away");
    assert!(shop.read_attachment(&strangers).is_ok());
}

#[test]
fn what_a_crash_left_is_taken_away_at_the_next_opening_and_nothing_else() {
    let shop = Shop::new();
    let case = shop.case();
    let id = shop.attached(&case, "intake", "a.jpg", &photo(40, 30));
    let named = shop.path_of(&id, "file");
    // Killed between the file and its record, and while another one was being written.
    let orphan = named.with_file_name("0123456789abcdef0123456789abcdef");
    let unfinished = named.with_file_name(".fedcba9876543210fedcba9876543210.tmp");
    fs::copy(&named, &orphan).unwrap();
    fs::write(&unfinished, b"half").unwrap();
    shop.reopen();
    assert!(named.exists() && !orphan.exists() && !unfinished.exists());
    assert!(shop.read_attachment(&id).is_ok());
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn a_backup_holds_the_files_and_brings_them_back() {
    let shop = Shop::new();
    let case = shop.case();
    let id = shop.attached(&case, "proof", "a.jpg", &photo(40, 30));
    let film = shop.attached(&case, "video", "b.mp4", &video(300_000));
    shop.send("attachments.thumbnail", json!({ "id": id }), &photo(32, 24)).unwrap();
    let file = shop.back_up("a.shounuo");
    let made = checked(&file, &shop.code).unwrap();
    assert!(made.sound() && made.manifest.files.len() == 3, "{made:?}");

    let kept = (shop.read_attachment(&id).unwrap(), shop.read_attachment(&film).unwrap());
    shop.bench.close();
    let dir = shop.dir.path().join("shop");
    fs::rename(&dir, shop.dir.path().join("lost")).unwrap();
    assert!(restored(&file, &dir, &shop.code).unwrap().sound());
    shop.reopen();
    assert_eq!((shop.read_attachment(&id).unwrap(), shop.read_attachment(&film).unwrap()), kept);
    assert_eq!(shop.file_paths().len(), 3);
}

#[test]
fn a_lost_attachment_does_not_stop_the_backup_of_the_rest() {
    let shop = Shop::new();
    let case = shop.case();
    let [gone, bent, whole] = [41, 42, 43].map(|width| shop.attached(&case, "proof", "a.jpg", &photo(width, 30)));
    fs::remove_file(shop.path_of(&gone, "file")).unwrap();
    let mut bytes = fs::read(shop.path_of(&bent, "file")).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(shop.path_of(&bent, "file"), bytes).unwrap();
    let file = shop.back_up("a.shounuo");
    let made = checked(&file, &shop.code).unwrap();
    assert!(made.record_sound() && !made.sound() && made.findings().len() == 2, "{:?}", made.findings());
    let new = shop.dir.path().join("new");
    let found = restored(&file, &new, &shop.code).unwrap().verification;
    assert_eq!((found.missing_files, found.altered_files), (vec![gone], vec![bent]));
    assert_eq!(fs::read_dir(new.join("files")).unwrap().count(), 2);
    assert!(shop.read_attachment(&whole).is_ok());
}

#[test]
fn guards_of_other_kinds_can_ask_for_an_attachment() {
    let shop = Shop::new();
    let case = shop.case();
    let has = |role: &str| shop.bench.shop().unwrap().store.read(|tx| attachment::has(tx, &case, role)).unwrap();
    assert!(!has("inspection"));
    let id = shop.attached(&case, "inspection", "a.jpg", &photo(40, 30));
    assert!(has("inspection") && !has("intake"));
    shop.withdraw(&id).unwrap();
    assert!(!has("inspection"), "a withdrawn one does not count");
}

#[test]
fn any_record_has_attachments_and_they_follow_its_consumer() {
    let shop = Shop::new();
    let file = "订单编号,买家会员名,订单状态,收货人姓名,宝贝标题\n11,buyer_1,交易成功,王小明,吸尘器\n";
    shop.import("a.csv", file.as_bytes());
    let open = shop.bench.shop().unwrap();
    let one = |sql: &str| open.store.read(|tx| tx.value(sql, &[])).unwrap();
    let consumer = one("SELECT id FROM consumer");
    for (kind, sql) in [
        ("sales_order", "SELECT id FROM sales_order"),
        ("order_line", "SELECT id FROM order_line"),
        ("consumer", "SELECT id FROM consumer"),
    ] {
        let input = json!({ "case_id": one(sql), "of_kind": kind, "role": "proof", "name": "a.jpg" });
        let id = shop.send("attachments.add", input, &photo(40, 30)).unwrap()["id"].clone();
        let whose = open.store.read(|tx| tx.value("SELECT consumer_id FROM attachment WHERE id = ?1", &[id])).unwrap();
        assert_eq!(whose, consumer, "{kind}");
    }
}
