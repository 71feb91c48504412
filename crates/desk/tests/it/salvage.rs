//! A damaged shop goes on working around the damage, says which records it cannot read, and what can be read comes over into
//! a new folder.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use shounuo_desk::kernel::verify::verify;
use shounuo_desk::salvage::{Damaged, Salvaged};
use shounuo_desk::workbench::{Freshness, Workbench};
use shounuo_store::vault::{open_reader, unlock_with_code};

use crate::common::{PASSWORD, Shop, host};

const PAGE: usize = 4096;
const LONG: &str = "长";

/// A shop at rest with cases, papers, and an entry too long for one page.
struct Fixture {
    shop: Shop,
    cases: Vec<String>,
    good: Vec<u8>,
}

impl Fixture {
    fn new() -> Fixture {
        let shop = Shop::new();
        let cases: Vec<String> = (0..30).map(|_| shop.case()).collect();
        for case in &cases[..3] {
            shop.act(case, "rule", json!({})).unwrap();
            shop.act(case, "tell", json!({})).unwrap();
        }
        let words = LONG.repeat(1_900);
        shop.ok("records.do", json!({ "kind": "note", "event": "write", "input": { "case_id": cases[5], "words": words } }));
        shop.bench.close();
        let good = fs::read(shop.dir.path().join("shop/shounuo.db")).unwrap();
        Fixture { shop, cases, good }
    }

    fn folder(&self) -> PathBuf {
        self.shop.dir.path().join("shop")
    }

    /// The pages of one table or index by kind: `leaf`, `internal`, `overflow`.
    fn pages(&self, name: &str, kind: &str) -> Vec<usize> {
        let vault = unlock_with_code(&self.folder(), &self.shop.code).unwrap();
        let reader = open_reader(&self.folder(), vault.data_key()).unwrap();
        let mut read = reader.prepare("SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = ?2 ORDER BY path").unwrap();
        let pages = read.query_map([name, kind], |row| row.get::<_, i64>(0)).unwrap().map(|page| usize::try_from(page.unwrap()).unwrap());
        pages.collect()
    }

    fn damage(&self, pages: &[usize], byte: u8) {
        let mut bytes = self.good.clone();
        for page in pages {
            bytes[(page - 1) * PAGE..page * PAGE].fill(byte);
        }
        fs::write(self.folder().join("shounuo.db"), bytes).unwrap();
    }

    fn salvage(&self, name: &str) -> (PathBuf, Salvaged) {
        let vault = unlock_with_code(&self.folder(), &self.shop.code).unwrap();
        let to = self.shop.dir.path().join(name);
        let salvaged = Damaged::of(&vault).unwrap().salvage(&to, self.shop.now()).unwrap();
        (to, salvaged)
    }

    fn open(&self, dir: &std::path::Path) -> Workbench {
        let bench = Workbench::new(host(dir, &self.shop.told));
        bench.open(Some(&self.shop.code)).unwrap();
        bench.sign_in("owner", PASSWORD, self.shop.now()).unwrap();
        bench
    }

    fn show(&self, bench: &Workbench, case: &str) -> Result<Value, shounuo_desk::kernel::Refusal> {
        bench.call("cases.show", json!({ "id": case }), None, self.shop.now())
    }
}

#[test]
fn a_value_on_a_damaged_page_is_refused_and_never_shown_as_blanks() {
    let fixture = Fixture::new();
    for byte in [0x00, 0x41] {
        fixture.damage(&fixture.pages("note", "overflow"), byte);
        let bench = fixture.open(&fixture.folder());
        assert_eq!(fixture.show(&bench, &fixture.cases[5]).unwrap_err().code, "page_damaged", "{byte}");
        let found = verify(&bench.shop().unwrap()).unwrap();
        assert!(!found.sound() && !found.altered_pages.is_empty());
        // The connection that met the page is gone: the next call has a fresh one.
        fixture.show(&bench, &fixture.cases[6]).unwrap();
    }
}

#[test]
fn around_a_damaged_page_work_goes_on() {
    let fixture = Fixture::new();
    let leaf = fixture.pages("quality_case", "leaf")[0];
    fixture.damage(&[leaf], 0x41);
    let bench = fixture.open(&fixture.folder());
    let shown: Vec<bool> = fixture.cases.iter().map(|case| fixture.show(&bench, case).is_ok()).collect();
    assert!(shown.contains(&false) && shown.contains(&true), "{shown:?}");
    // The ones that cannot be read are named, and no others.
    let found = verify(&bench.shop().unwrap()).unwrap();
    let cases: Vec<_> = found.unreadable.iter().filter(|unread| unread.label == "售后单").collect();
    assert_eq!((found.unreadable.len(), cases[0].lost_count), (1, shown.iter().filter(|shown| !**shown).count()), "{found:?}");
    assert!(found.findings().iter().any(|finding| finding.contains("SH-") && finding.contains("读不出来")), "{:?}", found.findings());
    let readable = shown.iter().rposition(|shown| *shown).unwrap();
    let now = fixture.shop.now();
    let input = json!({ "kind": "quality_case", "id": fixture.cases[readable], "event": "accept", "input": {} });
    bench.call("records.do", input, None, now).unwrap();
    let lost = shown.iter().position(|shown| !*shown).unwrap();
    let input = json!({ "kind": "quality_case", "id": fixture.cases[lost], "event": "accept", "input": {} });
    assert_eq!(bench.call("records.do", input, None, now).unwrap_err().code, "page_damaged");
    fixture.show(&bench, &fixture.cases[readable]).unwrap();
}

#[test]
fn a_shop_that_does_not_open_is_salvaged_by_whoever_has_its_key() {
    let fixture = Fixture::new();
    fixture.damage(&fixture.pages("note", "leaf"), 0x41);
    let bench = Workbench::new(host(&fixture.folder(), &fixture.shop.told));
    let (now, line) = (fixture.shop.now(), fixture.shop.code.line().to_string());
    assert!(bench.call("shop.salvage", json!({ "code": null }), None, now).is_err(), "no keychain here");
    let other = shounuo_store::vault::RecoveryCode::generate().unwrap().line().to_string();
    assert_eq!(bench.call("shop.salvage", json!({ "code": other }), None, now).unwrap_err().code, "wrong_code");
    let salvaged = bench.call("shop.salvage", json!({ "code": line }), None, now).unwrap();
    let folder = salvaged["folder"].as_str().unwrap();
    assert!(folder.contains("shop-抢救-"), "{folder}");
    fixture.open(std::path::Path::new(folder));
    // In an open shop it is the owner's, with the password again.
    bench.open(Some(&fixture.shop.code)).unwrap();
    assert_eq!(bench.call("shop.salvage", json!({ "code": line }), None, now).unwrap_err().code, "shop_open");
    bench.sign_in("owner", PASSWORD, now).unwrap();
    bench.call("session.step_up", json!({ "password": PASSWORD }), None, now).unwrap();
    let again = bench.call("keys.salvage", json!({}), None, now + jiff::SignedDuration::from_secs(5)).unwrap();
    assert_ne!(again["folder"], salvaged["folder"]);
}

#[test]
fn damage_that_was_met_is_told_with_the_way_out() {
    let fixture = Fixture::new();
    fixture.damage(&fixture.pages("note", "overflow"), 0x41);
    let bench = fixture.open(&fixture.folder());
    let told = || -> Vec<Value> {
        let notes = bench.call("shop.health", json!({}), None, fixture.shop.now()).unwrap();
        notes.as_array().unwrap().iter().filter(|note| note["code"] == "damaged").cloned().collect()
    };
    assert!(told().is_empty(), "nobody has come upon it");
    fixture.show(&bench, &fixture.cases[5]).unwrap_err();
    assert_eq!((told()[0]["route"].as_str(), told()[0]["remedy"].as_str()), (Some("/settings/recovery"), Some("keys.salvage")));
    bench.close();
    bench.open(Some(&fixture.shop.code)).unwrap();
    bench.sign_in("owner", PASSWORD, fixture.shop.now()).unwrap();
    assert!(told().is_empty());
    bench.call("ledger.verify", json!({}), None, fixture.shop.now()).unwrap();
    assert_eq!(told().len(), 1, "the verification comes upon it");
}

#[test]
fn a_shop_that_lets_nobody_in_is_closed_and_says_why() {
    let fixture = Fixture::new();
    let line = fixture.shop.code.line().to_string();
    for table in ["shop", "account"] {
        fixture.damage(&fixture.pages(table, "leaf"), 0x41);
        let bench = Workbench::new(host(&fixture.folder(), &fixture.shop.told));
        let call = |name: &str, input: Value| bench.call(name, input, None, fixture.shop.now());
        assert_eq!(call("shop.open", json!({ "code": line })).unwrap_err().code, "page_damaged", "{table}");
        bench.open(Some(&fixture.shop.code)).unwrap();
        let status = call("shop.status", json!({})).unwrap();
        assert_eq!((&status["state"], &status["why"]["code"]), (&json!("locked"), &json!("page_damaged")), "{table}");
        let salvaged = call("shop.salvage", json!({ "code": line })).unwrap();
        let folder = PathBuf::from(salvaged["folder"].as_str().unwrap());
        fixture.open(&folder);
        fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn records_whose_page_is_gone_come_back_out_of_the_ledger() {
    let fixture = Fixture::new();
    let leaf = fixture.pages("quality_case", "leaf")[0];
    fixture.damage(&[leaf], 0x41);
    let before = fs::read(fixture.folder().join("shounuo.db")).unwrap();
    let (to, salvaged) = fixture.salvage("saved");
    assert_eq!(fs::read(fixture.folder().join("shounuo.db")).unwrap(), before);
    let cases = salvaged.tables.iter().find(|table| table.table == "quality_case").unwrap();
    assert!(salvaged.whole && !cases.retold.is_empty() && cases.lost.is_empty(), "{salvaged:?}");
    assert!(cases.retold.iter().all(|number| number.starts_with("SH-")), "{cases:?}");
    let bench = fixture.open(&to);
    for case in &fixture.cases {
        fixture.show(&bench, case).unwrap();
    }
    let found = verify(&bench.shop().unwrap()).unwrap();
    assert!(found.sound(), "{:?}", found.findings());
    assert_eq!(bench.shop().unwrap().freshness(), Freshness::Current);
    let hits = bench.call("search", json!({ "text": "小天鹅" }), None, fixture.shop.now()).unwrap();
    assert!(!hits.as_array().unwrap().is_empty(), "{hits}");
}

#[test]
fn entries_whose_page_is_gone_are_named_and_the_records_stay() {
    let fixture = Fixture::new();
    let leaf = fixture.pages("ledger_entry", "leaf")[1];
    fixture.damage(&[leaf], 0x41);
    let (to, salvaged) = fixture.salvage("saved");
    let ledger = salvaged.tables.iter().find(|table| table.table == "ledger_entry").unwrap();
    assert!(!salvaged.whole && ledger.lost_count > 0 && salvaged.findings[0].contains("台账"), "{salvaged:?}");
    let bench = fixture.open(&to);
    fixture.cases.iter().for_each(|case| drop(fixture.show(&bench, case).unwrap()));
    // The gap stays a gap: nothing pretends to be whole.
    assert!(verify(&bench.shop().unwrap()).unwrap().findings().iter().any(|finding| finding.contains("缺失")));
    // New entries begin a new epoch; no number is used twice.
    bench
        .call(
            "records.do",
            json!({ "kind": "quality_case", "id": fixture.cases[9], "event": "accept", "input": {} }),
            None,
            fixture.shop.now(),
        )
        .unwrap();
    assert!(bench.shop().unwrap().seat.epoch > 1);
}

#[test]
fn whatever_page_is_gone_the_rest_comes_over() {
    let fixture = Fixture::new();
    let total = fixture.good.len() / PAGE;
    let sorts = [
        ("blob", "overflow"),
        ("account", "leaf"),
        ("shop", "leaf"),
        ("subject_key", "leaf"),
        ("local", "leaf"),
        ("ledger_entry", "internal"),
    ];
    let indexes = ["sqlite_autoindex_quality_case_1", "ledger_by_time", "search_doc", "case_index"];
    let chosen = sorts.iter().map(|(name, kind)| (*name, *kind)).chain(indexes.iter().map(|name| (*name, "leaf")));
    let mut salvaged_of = Vec::new();
    for (at, (name, kind)) in chosen.enumerate() {
        let pages = fixture.pages(name, kind);
        assert!(!pages.is_empty(), "{name} {kind}");
        fixture.damage(&pages[..1], 0x41);
        let (to, salvaged) = fixture.salvage(&format!("saved{at}"));
        let bench = Workbench::new(host(&to, &fixture.shop.told));
        bench.open(Some(&fixture.shop.code)).unwrap();
        bench.sign_in("owner", PASSWORD, fixture.shop.now()).unwrap();
        let readable = fixture.cases.iter().filter(|case| fixture.show(&bench, case).is_ok()).count();
        assert_eq!(readable, fixture.cases.len(), "{name} {kind}: {salvaged:?}");
        salvaged_of.push((name, kind, salvaged.whole, salvaged.findings.len()));
        fixture.damage(&[], 0);
    }
    println!("{total} pages; salvaged with one page gone: {salvaged_of:?}");
    // An index or derived page takes nothing with it.
    assert!(salvaged_of[6..].iter().all(|(_, _, whole, _)| *whole), "{salvaged_of:?}");
    assert!(salvaged_of[1].2 && salvaged_of[2].2, "records without a number come back out of the ledger too: {salvaged_of:?}");
    assert!(!salvaged_of[0].2, "a paper that is gone is said to be gone");
}

#[test]
fn a_file_cut_short_gives_what_is_left() {
    let fixture = Fixture::new();
    let pages = fixture.good.len() / PAGE;
    fs::write(fixture.folder().join("shounuo.db"), &fixture.good[..(pages - 20) * PAGE + 100]).unwrap();
    let (to, salvaged) = fixture.salvage("saved");
    assert!(!salvaged.whole && salvaged.read > 100, "{salvaged:?}");
    let bench = fixture.open(&to);
    assert!(fixture.cases.iter().filter(|case| fixture.show(&bench, case).is_ok()).count() > 25);
}

#[test]
fn a_sound_shop_comes_over_whole_and_a_lost_first_page_is_said() {
    let fixture = Fixture::new();
    let (to, salvaged) = fixture.salvage("saved");
    assert!(salvaged.whole && salvaged.tables.is_empty() && salvaged.findings.is_empty(), "{salvaged:?}");
    assert!(verify(&fixture.open(&to).shop().unwrap()).unwrap().sound());
    fixture.damage(&[1], 0x41);
    let vault = unlock_with_code(&fixture.folder(), &fixture.shop.code).unwrap();
    let damaged = Damaged::of(&vault).unwrap();
    let to = fixture.shop.dir.path().join("saved2");
    assert_eq!(damaged.salvage(&to, fixture.shop.now()).unwrap_err().code, "database_damaged");
    assert!(!to.exists());
    for taken in [fixture.folder(), fixture.folder().join("inside"), fixture.shop.dir.path().join("saved")] {
        assert_eq!(damaged.salvage(&taken, fixture.shop.now()).unwrap_err().code, "shop_exists");
    }
}
