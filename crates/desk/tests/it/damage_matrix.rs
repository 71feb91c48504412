//! Every kind of page of a real shop's file, damaged in every way: found, or proven harmless; and what stands on other pages
//! is read to the last row.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use shounuo_desk::kernel::verify::verify;
use shounuo_desk::workbench::{Freshness, Workbench};
use shounuo_store::salvage::{Copy, unreadable};
use shounuo_store::vault::{DataKey, RecoveryCode, integrity, unlock_with_key};

use crate::common::{Shop, host};

const PAGE: usize = 4096;
/// Tables that the ledger does not tell: an old page of theirs is no evidence of anything. Search is made from the records.
const NO_EVIDENCE: [&str; 4] = ["local", "search_", "anchor", "signed_head"];

/// A page as the engine knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Page {
    number: usize,
    table: String,
    path: String,
    /// `leaf`, `internal`, `overflow`, `free`.
    kind: String,
    cells: u64,
    of_table: bool,
}

impl Page {
    /// What the report calls it.
    fn sort(&self) -> String {
        let what = match (self.number, self.table.as_str()) {
            (1, _) => return "first page".into(),
            _ if self.kind == "free" => return "free page".into(),
            (_, name) if name.starts_with("search_text") => "search text",
            _ if self.of_table => "table",
            _ => "index",
        };
        format!("{what}, {}", self.kind)
    }
}

/// A shop at rest, some hours ago and now, with its pages.
struct Subject {
    dir: tempfile::TempDir,
    told: std::sync::Arc<std::sync::Mutex<Vec<String>>>,
    code: RecoveryCode,
    key: DataKey,
    old: Vec<u8>,
    good: Vec<u8>,
    pages: Vec<Page>,
    digest: BTreeMap<String, String>,
}

fn orders(count: u32) -> String {
    let mut csv =
        String::from("订单编号,买家会员名,买家应付货款,买家实际支付金额,订单状态,订单创建时间,订单付款时间,宝贝标题,宝贝总数量\n");
    for n in 0..count {
        csv.push_str(&format!(
            "26{n:016},买家{n},199.00,199.00,交易成功,2026-11-0{} 10:00:00,2026-11-0{} 10:01:00,小天鹅滚筒洗衣机 {n} 号,1\n",
            n % 9 + 1,
            n % 9 + 1
        ));
    }
    csv
}

impl Subject {
    fn new() -> Subject {
        let shop = Shop::new();
        shop.import("订单.csv", orders(120).as_bytes());
        let cases: Vec<String> = (0..6).map(|_| shop.case()).collect();
        shop.ok("drafts.save", json!({ "name": "long", "value": "稿".repeat(20_000) }));
        cases.iter().take(3).for_each(|case| drop(shop.act(case, "rule", json!({})).unwrap()));
        shop.bench.close();
        let file = shop.dir.path().join("shop/shounuo.db");
        let old = fs::read(&file).unwrap();
        shop.reopen();
        // Changes records, adds papers with pages of their own, and frees the pages of the draft.
        cases.iter().take(3).for_each(|case| drop(shop.act(case, "tell", json!({})).unwrap()));
        cases.iter().skip(3).for_each(|case| drop(shop.act(case, "accept", json!({})).unwrap()));
        shop.ok("drafts.save", json!({ "name": "long", "value": null }));
        let (key, pages, digest) =
            shop.bench.shop().unwrap().with_vault(|vault| {
                (vault.data_key().clone(), pages(vault.dir(), vault.data_key()), digest(vault.dir(), vault.data_key()))
            });
        shop.bench.close();
        let good = fs::read(&file).unwrap();
        let (code, dir, told) = (shop.code, shop.dir, shop.told);
        Subject { dir, told, code, key, old, good, pages, digest }
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("shop")
    }

    /// Puts these bytes in the database's place, nothing beside it.
    fn put(&self, bytes: &[u8]) {
        for beside in ["shounuo.db-wal", "shounuo.db-shm"] {
            let _ = fs::remove_file(self.folder().join(beside));
        }
        fs::write(self.folder().join("shounuo.db"), bytes).unwrap();
    }

    fn page<'b>(&self, bytes: &'b [u8], number: usize) -> Option<&'b [u8]> {
        bytes.get((number - 1) * PAGE..number * PAGE)
    }

    fn with_page(&self, number: usize, page: &[u8]) -> Vec<u8> {
        let mut bytes = self.good.clone();
        bytes[(number - 1) * PAGE..number * PAGE].copy_from_slice(page);
        bytes
    }

    /// The pages below and with this one.
    fn below(&self, page: &Page) -> Vec<&Page> {
        let under = |other: &&Page| other.table == page.table && other.path.starts_with(&page.path);
        self.pages.iter().filter(under).collect()
    }
}

fn pages(dir: &Path, key: &DataKey) -> Vec<Page> {
    let reader = shounuo_store::vault::open_reader(dir, key).unwrap();
    let sql = "SELECT d.pageno, d.name, d.path, d.pagetype, d.ncell, s.type = 'table' FROM dbstat d JOIN sqlite_schema s USING (name)
               UNION ALL SELECT pageno, name, path, pagetype, ncell, 1 FROM dbstat WHERE name = 'sqlite_schema'";
    let mut read = reader.prepare(sql).unwrap();
    let page = read.query_map([], |row| {
        Ok(Page {
            number: usize::try_from(row.get::<_, i64>(0)?).unwrap(),
            table: row.get(1)?,
            path: row.get(2)?,
            kind: row.get(3)?,
            cells: u64::try_from(row.get::<_, i64>(4)?).unwrap(),
            of_table: row.get(5)?,
        })
    });
    let mut pages: Vec<Page> = page.unwrap().map(Result::unwrap).collect();
    let count: i64 = reader.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let used: BTreeSet<usize> = pages.iter().map(|page| page.number).collect();
    let free = (1..=usize::try_from(count).unwrap()).filter(|number| !used.contains(number));
    pages.extend(free.map(|number| Page {
        number,
        table: String::new(),
        path: format!("free{number}"),
        kind: "free".into(),
        cells: 0,
        of_table: false,
    }));
    pages.sort_by_key(|page| page.number);
    pages
}

/// Everything that is evidence, table by table.
pub fn digest(dir: &Path, key: &DataKey) -> BTreeMap<String, String> {
    let reader = shounuo_store::vault::open_reader(dir, key).unwrap();
    let mut names = reader.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let evidence = names.into_iter().filter(|name| !NO_EVIDENCE.iter().any(|other| name.starts_with(other)));
    let of = |name: &String| {
        let mut read = reader.prepare(&format!("SELECT * FROM \"{name}\" NOT INDEXED")).ok()?;
        let width = read.column_count();
        let mut rows = read.query([]).ok()?;
        let mut all = String::new();
        while let Some(row) = rows.next().ok()? {
            (0..width).for_each(|at| all.push_str(&format!("{:?}|", row.get_ref(at).unwrap())));
        }
        Some(shounuo_store::sha256_hex(all.as_bytes()))
    };
    evidence.map(|name| (name.clone(), of(&name).unwrap_or_default())).collect()
}

type Change = fn(&Subject, &Page) -> Option<Vec<u8>>;

/// The damages of a page.
const CHANGES: [(&str, Change); 6] = [
    ("bit flipped", |subject, page| {
        let mut bytes = subject.page(&subject.good, page.number)?.to_vec();
        bytes[(page.number * 613) % PAGE] ^= 1 << (page.number % 8);
        Some(subject.with_page(page.number, &bytes))
    }),
    ("emptied", |subject, page| Some(subject.with_page(page.number, &[0; PAGE]))),
    ("swapped", |subject, page| {
        let other = page.number % subject.pages.len() + 1;
        let (one, two) = (subject.page(&subject.good, page.number)?, subject.page(&subject.good, other)?);
        let mut bytes = subject.with_page(page.number, two);
        bytes[(other - 1) * PAGE..other * PAGE].copy_from_slice(one);
        Some(bytes)
    }),
    ("another's", |subject, page| {
        let other = page.number % subject.pages.len() + 1;
        Some(subject.with_page(page.number, subject.page(&subject.good, other)?))
    }),
    ("half written", |subject, page| {
        let old = subject.page(&subject.old, page.number).filter(|old| Some(*old) != subject.page(&subject.good, page.number));
        let mut bytes = subject.page(&subject.good, page.number)?.to_vec();
        bytes[..512].copy_from_slice(&old.unwrap_or(&[7; PAGE])[..512]);
        Some(subject.with_page(page.number, &bytes))
    }),
    ("file cut here", |subject, page| Some(subject.good[..(page.number - 1) * PAGE].to_vec())),
];

#[derive(Default)]
struct Row {
    tried: u32,
    found: u32,
    harmless: u32,
    missed: Vec<String>,
}

fn print(title: &str, rows: &BTreeMap<String, Row>) -> u32 {
    println!("{title}\n{:<28}{:>8}{:>8}{:>10}{:>8}", "page", "tried", "found", "harmless", "missed");
    for (sort, row) in rows {
        println!("{sort:<28}{:>8}{:>8}{:>10}{:>8}", row.tried, row.found, row.harmless, row.missed.len());
    }
    let sum = |count: fn(&Row) -> u32| -> u32 { rows.values().map(count).sum() };
    let (all, found, harmless) = (sum(|row| row.tried), sum(|row| row.found), sum(|row| row.harmless));
    figure!("{title}: {all} tried, {found} found, {harmless} harmless, {} missed", all - found - harmless);
    assert!(rows.values().all(|row| row.missed.is_empty()), "{:#?}", rows.values().flat_map(|row| &row.missed).collect::<Vec<_>>());
    all
}

/// Whether the checks of the file alone find something.
fn is_found(subject: &Subject) -> bool {
    let vault = unlock_with_key(&subject.folder(), &subject.key).unwrap();
    match vault.open_reader() {
        Err(no) => no.code() == "database_damaged",
        Ok(reader) => integrity(&reader).is_ok_and(|found| !found.altered_pages.is_empty() || !found.structure.is_empty()),
    }
}

fn matrix(subject: &Subject, wanted: impl Fn(usize, usize) -> bool) -> u32 {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (at, page) in subject.pages.iter().enumerate() {
        for (_, (words, change)) in CHANGES.iter().enumerate().filter(|(which, _)| wanted(at, *which)) {
            let Some(bytes) = change(subject, page).filter(|bytes| *bytes != subject.good) else { continue };
            subject.put(&bytes);
            let row = rows.entry(page.sort()).or_default();
            row.tried += 1;
            if is_found(subject) {
                row.found += 1;
            } else if digest(&subject.folder(), &subject.key) == subject.digest {
                row.harmless += 1;
            } else {
                row.missed.push(format!("{words}: {page:?}"));
            }
            let now = fs::read(subject.folder().join("shounuo.db")).unwrap();
            assert!(now == bytes, "looking changes nothing: {words} {page:?}");
        }
    }
    print("damaged pages", &rows)
}

#[test]
fn a_damaged_page_of_any_kind_is_found_or_harmless() {
    let subject = Subject::new();
    assert_eq!(subject.pages.len() * PAGE, subject.good.len());
    let sorts: BTreeSet<String> = subject.pages.iter().map(Page::sort).collect();
    for sort in ["first page", "free page", "table, leaf", "table, internal", "table, overflow", "index, leaf", "search text, leaf"] {
        assert!(sorts.contains(sort), "no {sort} among {sorts:?}");
    }
    // One damage for each page, in turn; all six for some.
    let tried = matrix(&subject, |at, which| at % CHANGES.len() == which || at % 40 == 0);
    assert!(tried as usize >= subject.pages.len(), "{tried}");
}

#[test]
#[ignore = "every page by every damage, minutes: make faults"]
fn every_page_by_every_damage() {
    matrix(&Subject::new(), |_, _| true);
}

/// An old copy of a page has a right seal. What its table holds is told by the ledger, the ledger by its chain.
#[test]
fn an_old_page_put_back_is_found_or_no_evidence_changed() {
    let subject = Subject::new();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for page in &subject.pages {
        let Some(old) = subject.page(&subject.old, page.number).filter(|old| Some(*old) != subject.page(&subject.good, page.number)) else {
            continue;
        };
        subject.put(&subject.with_page(page.number, old));
        let row = rows.entry(page.sort()).or_default();
        row.tried += 1;
        if is_found(&subject) || is_told(&subject) {
            row.found += 1;
        } else if digest(&subject.folder(), &subject.key) == subject.digest {
            row.harmless += 1;
        } else {
            row.missed.push(format!("{page:?}"));
        }
    }
    assert!(print("old pages put back", &rows) > 20);
    subject.put(&subject.old);
    assert!(is_told(&subject), "the whole old file");
}

/// Whether opening and verifying the shop says that something is wrong.
fn is_told(subject: &Subject) -> bool {
    let bench = Workbench::new(host(&subject.folder(), &subject.told));
    let Ok(()) = bench.open(Some(&subject.code)) else { return true };
    let shop = bench.shop().unwrap();
    shop.freshness() != Freshness::Current || !verify(&shop).is_ok_and(|found| found.sound())
}

/// Whatever page is gone: of its own table just what stood on it or below it is missing, and every other table is whole.
#[test]
fn what_stands_on_other_pages_is_read_to_the_last_row() {
    let subject = Subject::new();
    subject.put(&subject.good);
    let whole: BTreeMap<String, u64> = rows_of(&subject);
    let mut tried = 0;
    for (at, page) in subject.pages.iter().enumerate() {
        let upper = page.kind == "internal" && page.of_table;
        if page.number == 1 || page.table == "sqlite_schema" || !(upper || at % 12 == 0) {
            continue;
        }
        subject.put(&subject.with_page(page.number, &[0; PAGE]));
        let room = tempfile::tempdir().unwrap();
        let copy = Copy::make(&subject.folder(), room.path(), &subject.key).unwrap();
        let lost = unreadable(&|| copy.open()).unwrap();
        tried += 1;
        let (own, others): (Vec<_>, Vec<_>) = lost.iter().partition(|table| table.table == page.table);
        assert!(others.is_empty(), "{page:?}: {others:?}");
        let standing = match page.kind.as_str() {
            "overflow" => 1,
            _ if page.of_table => subject.below(page).iter().filter(|below| holds_rows(below)).map(|below| below.cells).sum(),
            _ => 0,
        };
        if let Some(total) = whole.get(&page.table) {
            let read = own.first().map_or(*total, |table| table.read);
            assert_eq!(read + standing, *total, "{page:?}: {own:?}");
            assert!(own.iter().all(|table| table.unsure || table.lost.len() as u64 == standing), "{page:?}: {own:?}");
        } else {
            assert!(own.is_empty(), "{page:?}: {own:?}");
        }
    }
    println!("rows counted around {tried} damaged pages of {}", subject.pages.len());
}

/// Rows stand on the leaves of a table with rowids, on every page of one without.
fn holds_rows(page: &Page) -> bool {
    let without_rowid = ["ledger_entry", "ledger_head", "subject_key", "local", "conflict", "anchor", "signed_head", "operation"];
    page.kind == "leaf" || page.kind == "internal" && without_rowid.contains(&page.table.as_str())
}

/// How many rows each table holds that [`unreadable`] reads.
fn rows_of(subject: &Subject) -> BTreeMap<String, u64> {
    let reader = shounuo_store::vault::open_reader(&subject.folder(), &subject.key).unwrap();
    assert_eq!(
        unreadable(&|| shounuo_store::vault::open_reader(&subject.folder(), &subject.key)).unwrap(),
        [],
        "a sound file is read whole"
    );
    let derived = |name: &str| name.starts_with("search_") || matches!(name, "case_index" | "schema_migration" | "sqlite_schema");
    let tables: BTreeSet<&str> =
        subject.pages.iter().filter(|page| page.of_table && !derived(&page.table)).map(|page| page.table.as_str()).collect();
    let count =
        |name: &str| reader.query_row(&format!("SELECT count(*) FROM \"{name}\" NOT INDEXED"), [], |row| row.get::<_, i64>(0)).unwrap();
    tables.into_iter().map(|name| (name.to_owned(), u64::try_from(count(name)).unwrap())).collect()
}
