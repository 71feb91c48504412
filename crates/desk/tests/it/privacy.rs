//! Personal data: masked everywhere, revealed for a reason that is written down first, unreadable without the key, and
//! gone from the ledger when a consumer is erased.

use crate::common::Shop;
use serde_json::{Value, json};

const SAMPLE: &[u8] = include_bytes!("../../../exchange/samples/taobao_orders_gbk.csv");

/// Everything the desk says about a shop, as one text.
fn everything(shop: &Shop) -> String {
    let mut all = String::new();
    for kind in ["consumer", "sales_order", "order_line", "quality_case", "note", "import_batch"] {
        all += &shop.ok("records.list", json!({ "kind": kind })).to_string();
    }
    all += &shop.ok("cases.list", json!({ "which": "all" })).to_string();
    all += &shop.ok("ledger.list", json!({})).to_string();
    all += &shop.ok("search", json!({ "text": "1990000" })).to_string();
    all
}

fn consumer(shop: &Shop) -> (String, String, String) {
    let open = shop.bench.shop().unwrap();
    let row = open
        .store
        .read(|tx| tx.row("SELECT id, name, phone FROM consumer WHERE phone LIKE '199%' AND masked = 0 LIMIT 1", &[]))
        .unwrap()
        .unwrap();
    let text = |name: &str| row[name].as_str().unwrap().to_owned();
    (text("id"), text("name"), text("phone"))
}

#[test]
fn no_surface_shows_a_name_or_a_phone_in_the_clear() {
    let shop = Shop::new();
    shop.import("taobao_orders_gbk.csv", SAMPLE);
    let (_, name, phone) = consumer(&shop);
    let all = everything(&shop) + &shop.open_file("again.csv", SAMPLE).unwrap().to_string();
    assert!(!all.contains(&phone), "a phone in the clear");
    assert!(!all.contains(&format!("\"{name}\"")), "a name in the clear");
}

#[test]
fn columns_that_nobody_knows_and_numbers_in_free_words_are_masked_too() {
    let shop = Shop::new();
    let file = "订单编号,买家会员名,订单状态,收货人姓名,买家支付宝账号,宝贝标题\n11,buyer_1,交易成功,王小明,wang@example.invalid,吸尘器\n";
    shop.import("a.csv", file.as_bytes());
    let case = shop.case();
    shop.act(&case, "note", json!({ "words": "回电 19900001234，请她周一再打" })).unwrap();
    let all = everything(&shop) + &shop.ok("cases.show", json!({ "id": case })).to_string();
    assert!(all.contains("买家支付宝账号") && !all.contains("wang@example.invalid"));
    assert!(all.contains("199****1234") && !all.contains("19900001234"), "{all}");
    let order = shop.ok("records.list", json!({ "kind": "sales_order" }))["rows"][0]["id"].clone();
    let revealed = shop.ok("records.reveal", json!({ "kind": "sales_order", "id": order, "field": "more", "reason": "核对支付账号" }));
    assert!(revealed["value"].as_str().unwrap().contains("wang@example.invalid"));
}

#[test]
fn a_reveal_is_in_the_ledger_before_the_value_is_given_and_needs_a_reason() {
    let shop = Shop::new();
    shop.import("taobao_orders_gbk.csv", SAMPLE);
    let (id, _, phone) = consumer(&shop);
    let ask = |reason: &str| shop.call("records.reveal", json!({ "kind": "consumer", "id": id, "field": "phone", "reason": reason }));
    assert_eq!(ask(" ").unwrap_err().field.as_deref(), Some("reason"));
    assert_eq!(ask("回电确认地址").unwrap()["value"], json!(phone));
    let ledger = shop.ok("ledger.list", json!({ "record": id }));
    assert_eq!(ledger["items"][0]["event"], "reveal");
    assert!(ledger["items"][0].to_string().contains("回电确认地址"));
    shop.person("jishi", "technician");
    shop.sign_in("jishi");
    assert_eq!(ask("想看看").unwrap_err().code, "not_allowed");
}

#[test]
fn without_the_key_the_files_yield_nothing() {
    let shop = Shop::new();
    shop.import("taobao_orders_gbk.csv", SAMPLE);
    let (_, name, phone) = consumer(&shop);
    let order = shop.ok("records.list", json!({ "kind": "sales_order" }))["rows"][0]["values"]["order_no"].as_str().unwrap().to_owned();
    let mut read = 0;
    for file in std::fs::read_dir(shop.dir.path().join("shop")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        read += bytes.len();
        for secret in [name.as_str(), &phone, &order, "晨光电器", "林店主"] {
            let utf16: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let found = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
            assert!(!found(secret.as_bytes()) && !found(&utf16), "{secret} in the files");
        }
    }
    assert!(read > 100_000, "the files were really read");
}

#[test]
fn an_erased_consumer_leaves_a_whole_chain_and_nothing_readable() {
    let shop = Shop::new();
    shop.import("taobao_orders_gbk.csv", SAMPLE);
    let (id, name, phone) = consumer(&shop);
    let words = "隔壁李奶奶代收，门铃坏了请敲门";
    let order =
        shop.bench.shop().unwrap().store.read(|tx| tx.value("SELECT id FROM sales_order WHERE consumer_id = ?1", &[json!(id)])).unwrap();
    let case = shop
        .ok("records.do", json!({ "kind": "quality_case", "event": "register", "input": { "order_id": order, "fault_text": words } }))["id"]
        .as_str()
        .unwrap()
        .to_owned();
    shop.act(&case, "note", json!({ "words": words })).unwrap();
    assert_eq!(shop.call("records.do", json!({ "kind": "consumer", "id": id, "event": "erase" })).unwrap_err().code, "guard");
    shop.act(&case, "cancel", json!({ "reason": words })).unwrap();
    shop.ok("records.do", json!({ "kind": "consumer", "id": id, "event": "erase" }));
    let verdict = shop.ok("ledger.verify", json!({}));
    assert_eq!(verdict["sound"], true, "{verdict}");
    let open = shop.bench.shop().unwrap();
    let entries = open
        .store
        .read(|tx| tx.entries("record = ?1 OR case_id = ?2 OR changes LIKE '%' || ?1 || '%'", &[json!(id), json!(case)]))
        .unwrap();
    assert!(!entries.is_empty());
    let readable: Vec<Value> = open
        .store
        .read(|tx| {
            entries
                .iter()
                .flat_map(|entry| &entry.body.changes)
                .flat_map(|change| &change.fields)
                .flat_map(|field| [&field.old, &field.new])
                .map(|value| tx.open_sealed(value))
                .collect::<Result<_, _>>()
        })
        .unwrap();
    let text = json!(readable).to_string();
    let asked =
        json!(entries.iter().map(|entry| open.store.read(|tx| tx.open_sealed(&entry.body.asked["words"])).unwrap()).collect::<Vec<_>>())
            .to_string();
    for secret in [name.as_str(), &phone, words] {
        assert!(!text.contains(secret) && !asked.contains(secret), "{secret} in {text}");
        assert!(!everything(&shop).contains(secret), "{secret} on a screen");
    }
    assert!(shop.ok("search", json!({ "text": phone })).as_array().unwrap().is_empty());
    // The same file again does not bring the person back.
    shop.import("taobao_orders_gbk.csv", SAMPLE);
    assert!(shop.ok("search", json!({ "text": phone })).as_array().unwrap().is_empty());
}

#[test]
fn exports_are_masked_and_written_down() {
    use base64::Engine;
    let shop = Shop::new();
    shop.import("taobao_orders_gbk.csv", SAMPLE);
    let (_, name, phone) = consumer(&shop);
    let no = shop.call("exports.table", json!({ "kind": "consumer", "format": "csv", "purpose": "" })).unwrap_err();
    assert_eq!(no.field.as_deref(), Some("purpose"));
    let file = shop.ok("exports.table", json!({ "kind": "consumer", "format": "csv", "purpose": "月度盘点" }));
    let bytes = base64::engine::general_purpose::STANDARD.decode(file["bytes"].as_str().unwrap()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with('\u{feff}') && text.contains("199****"), "{text}");
    assert!(!text.contains(&phone) && !text.contains(&format!(",{name},")));
    assert_eq!(shop.ok("ledger.list", json!({}))["items"][0]["event"], "export");
}

/// Every value of every table as it lies in the decrypted file, the search engine's own tables among them.
fn raw(shop: &Shop) -> Vec<u8> {
    let open = shop.bench.shop().unwrap();
    let reader = open.with_vault(|vault| vault.open_reader()).unwrap();
    let mut tables = reader.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut all = Vec::new();
    for name in names {
        let mut statement = reader.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                all.extend(row.get_ref(column).unwrap().as_bytes_or_null().ok().flatten().unwrap_or_default());
                all.push(0);
            }
        }
    }
    all
}

/// A text in the forms in which it may lie somewhere.
fn forms(text: &str) -> [Vec<u8>; 4] {
    use base64::Engine;
    let escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    [
        text.as_bytes().to_vec(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        escaped.into_bytes(),
        base64::engine::general_purpose::STANDARD_NO_PAD.encode(text).into_bytes(),
    ]
}

/// How many of the forms of these texts lie in the bytes.
fn left(all: &[u8], texts: &[&str]) -> usize {
    let found = |needle: &Vec<u8>| all.windows(needle.len()).any(|window| window == needle.as_slice());
    texts.iter().flat_map(|text| forms(text)).filter(found).count()
}

/// Pieces of a text as the search engine keeps them: it leaves out what a word shares with the one before it.
fn pieces(all: &[u8], text: &str) -> usize {
    let characters: Vec<char> = text.chars().collect();
    let tails = characters.windows(2).map(|pair| pair.iter().collect::<String>().into_bytes()[2..].to_vec());
    tails.filter(|tail| all.windows(tail.len()).any(|window| window == tail.as_slice())).count()
}

#[test]
fn nothing_of_an_erased_person_lies_in_the_decrypted_file() {
    let shop = Shop::new();
    shop.import("taobao_orders_gbk.csv", SAMPLE);
    let (id, _, phone) = consumer(&shop);
    // A name that nobody else has.
    let name = "麤羴犇";
    shop.ok("records.do", json!({ "kind": "consumer", "id": id, "event": "correct", "input": { "name": name, "phone": phone } }));
    let words = "龘靐薲蠶虪齉爩鱻";
    let order =
        shop.bench.shop().unwrap().store.read(|tx| tx.value("SELECT id FROM sales_order WHERE consumer_id = ?1", &[json!(id)])).unwrap();
    let case = shop
        .ok("records.do", json!({ "kind": "quality_case", "event": "register", "input": { "order_id": order, "fault_text": words } }))["id"]
        .as_str()
        .unwrap()
        .to_owned();
    shop.act(&case, "note", json!({ "words": words })).unwrap();
    shop.ok("records.reveal", json!({ "kind": "consumer", "id": id, "field": "phone", "reason": words }));
    shop.ok("records.reveal", json!({ "kind": "sales_order", "id": order, "field": "memo", "reason": words }));
    shop.ok("drafts.save", json!({ "name": format!("note/{case}"), "value": { "words": "再问一次" } }));
    shop.ok("drafts.save", json!({ "name": "note/other", "value": { "words": format!("转告{phone}") } }));
    shop.ok("drafts.save", json!({ "name": "note/unrelated", "value": { "words": "别人的事" } }));
    let texts = [name, &phone, words];
    assert!(left(&raw(&shop), &texts) >= 3, "before, each of them lies there");
    assert!(pieces(&raw(&shop), words) >= 5, "and the search knows the words");
    shop.act(&case, "cancel", json!({ "reason": words })).unwrap();
    shop.ok("records.do", json!({ "kind": "consumer", "id": id, "event": "erase" }));
    // The search engine only marks what was taken out; by the next minute it is written anew.
    shop.ok("shop.tick", json!({}));
    let all = raw(&shop);
    assert!(all.len() > 100_000, "the tables were really read");
    assert_eq!(left(&all, &texts), 0);
    assert_eq!(pieces(&all, words), 0, "pieces of the words in the search");
    let open = shop.bench.shop().unwrap();
    let drafts = open.store.read(|tx| tx.count("SELECT count(*) FROM local WHERE name LIKE 'draft:%'", &[])).unwrap();
    assert_eq!(drafts, 1, "only the draft that has nothing to do with the person is left");
    assert_eq!(open.store.read(|tx| tx.erased_subjects()).unwrap(), [id]);
    let reasons = open.store.read(|tx| {
        let entries = tx.entries("event = 'reveal'", &[])?;
        entries.iter().map(|entry| tx.open_sealed(&entry.body.asked["reason"])).collect::<Result<Vec<_>, _>>()
    });
    assert_eq!(reasons.unwrap(), [Value::Null, Value::Null], "why somebody looked is about the person too");
    // The chain and what was signed before hold as they did.
    open.signed_head(shop.now()).unwrap();
    let verdict = shop.ok("ledger.verify", json!({}));
    assert_eq!((&verdict["sound"], verdict["details"]["bad_signatures"].as_array().map(Vec::len)), (&json!(true), Some(0)), "{verdict}");
}
