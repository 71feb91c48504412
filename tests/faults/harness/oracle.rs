//! What must hold of a folder after anything: opened cold, every acknowledged call is there once, every other whole or absent,
//! and everything that belongs together agrees.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;
use shounuo_desk::kernel::verify::verify;
use shounuo_store::bare::Bare;
use shounuo_store::vault::{RecoveryCode, discard_unfinished_setup, unlock_with_code, unlock_with_keychain};

use crate::desk::{Ack, Desk, patiently};
use crate::operations::{self, Operation};

/// What an operation does when nothing goes wrong.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    /// Numbers of ledger entries at which a transaction may end.
    pub ends: BTreeSet<u64>,
    /// The one before the operation, and the one after it.
    pub first: u64,
    pub last: u64,
    /// Rows of every table before and after.
    pub rows: [BTreeMap<String, i64>; 2],
}

/// What a trial told before it ended.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// What became of a call is not traced, because doing it twice does no harm (a password set again): it was tried again.
    pub repeated: bool,
    /// The last call that was answered.
    pub last: Option<Ack>,
    /// The whole operation was answered.
    pub done: bool,
    /// Id and name of the last call that was begun.
    pub tried: Option<String>,
    /// Recovery codes that were given out.
    pub codes: Vec<String>,
}

/// How much is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// The recovery code opens the shop too.
    pub code: bool,
    /// The shop goes on working.
    pub work: bool,
}

fn said(no: Refusal) -> String {
    format!("{}: {}", no.code, no.message)
}

fn require(holds: bool, words: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(words()) }
}

/// Checks the folder of a trial; says what does not hold.
pub fn check(room: &Path, operation: &Operation, reference: &Reference, told: &Told, depth: Depth) -> Result<(), String> {
    if !operation.opens && !told.done {
        return founded_or_not(room, operation, reference, told.codes.last());
    }
    let desk = Desk::new(room);
    let code = told.codes.last().filter(|_| !operation.opens).map(|code| RecoveryCode::parse(code).unwrap());
    let opened = if code.is_some() { desk.open_with(code.as_ref()) } else { desk.open() };
    opened.map_err(|no| format!("the shop does not open: {}", said(no)))?;
    whole_or_absent(&desk, operation, reference, told)?;
    sound(&desk)?;
    if depth.work {
        let before = desk.state().entries;
        operations::register(&desk).map_err(|no| format!("the shop does not go on working: {}", said(no)))?;
        require(desk.state().entries > before, || "the next call left no entry".into())?;
    }
    desk.close();
    if depth.code && !operation.replaces && operation.name != "found without a keychain" {
        opens_both_ways(room, told)?;
    }
    Ok(())
}

/// A founding that was not answered: there is a whole shop that opens, or the person can found it again.
fn founded_or_not(room: &Path, operation: &Operation, reference: &Reference, code: Option<&String>) -> Result<(), String> {
    let desk = Desk::new(room);
    let opened = match (desk.open_with(None), code) {
        (Err(no), Some(code)) if no.code == "keychain_not_used" => desk.open_with(RecoveryCode::parse(code).ok().as_ref()),
        (opened, _) => opened,
    };
    match opened {
        Ok(()) => {
            let told = Told::default();
            whole_or_absent(&desk, operation, reference, &told)?;
            return sound(&desk);
        }
        Err(no) if no.code == "no_shop" => {}
        Err(no) if no.code == "setup_unfinished" => {
            patiently(|| Ok(discard_unfinished_setup(&room.join("disk/shop"))?))
                .map_err(|no| format!("what is unfinished stays: {}", said(no)))?;
        }
        Err(no) => return Err(format!("stuck: a shop that was never answered does not open: {}", said(no))),
    }
    (operation.run)(&desk).map_err(|no| format!("stuck: the shop cannot be founded again: {}", said(no)))?;
    sound(&desk)
}

fn whole_or_absent(desk: &Desk, operation: &Operation, reference: &Reference, told: &Told) -> Result<(), String> {
    let all = desk.state().entries;
    let twice = if told.repeated && all > reference.last { reference.last - reference.first } else { 0 };
    let entries = all - twice;
    require(reference.ends.contains(&entries), || format!("partial: {entries} entries, whole are {:?}", reference.ends))?;
    // A shop that was put in place of another holds what it held.
    if let Some(ack) = told.last.as_ref().filter(|_| !operation.replaces || told.done) {
        require(all >= ack.entries, || format!("lost: {all} entries, {} were acknowledged", ack.entries))?;
        let sql = "SELECT count(*) FROM ledger_entry WHERE device = ?1 AND seq = ?2 AND hash = ?3";
        let shop = desk.shop();
        let found = shop
            .store
            .read(|tx| tx.count(sql, &[json!(shop.seat.device), json!(ack.seq), json!(ack.hash)]))
            .map_err(|no| no.to_string())?;
        require(ack.hash.is_empty() || found == 1, || format!("lost: the acknowledged entry {} is there {found} times", ack.seq))?;
    }
    if told.done {
        require(entries == reference.last, || format!("lost: {entries} entries after all was answered"))?;
    }
    (operation.seen)(desk, told.done)?;
    outcome_told(desk, operation, reference, told, entries)?;
    same_rows(desk, operation, reference, told, entries)
}

/// What the shop says became of the last call is what did.
fn outcome_told(desk: &Desk, operation: &Operation, reference: &Reference, told: &Told, entries: u64) -> Result<(), String> {
    let Some((id, name)) = told.tried.as_ref().and_then(|tried| tried.split_once(' ')) else { return Ok(()) };
    let asked = json!({ "steps": [{ "id": id, "name": name }] });
    let ended = desk.bench.call("operations.outcome", asked, None, desk.now()).map_err(said)?[0]["ended"].clone();
    let (first, last) = (reference.first, reference.last);
    let fits = match ended.as_str() {
        Some("done") => last == entries,
        Some("absent") => !told.done && (first == entries || told.last.as_ref().is_some_and(|ack| ack.entries == entries)),
        // Its end may not have been noted; that it came to its end was answered all the same.
        Some("part") => operation.in_parts,
        Some("untraced") => true,
        _ => false,
    };
    require(fits, || format!("lost: the outcome of {name} is told as {ended}, with {entries} entries and answered: {}", told.done))
}

/// Tables outside the ledger's telling keep step with it: search, papers, clocks, index of cases.
fn same_rows(desk: &Desk, operation: &Operation, reference: &Reference, told: &Told, entries: u64) -> Result<(), String> {
    if operation.in_parts && !told.done {
        return Ok(());
    }
    let (first, last) = (reference.first, reference.last);
    let mut rows = rows(desk);
    let mut compared = reference.rows.clone();
    // Every new beginning has a line of its own.
    for table in operation.at_best.into_iter().chain(operation.in_parts.then_some("operation")) {
        for rows in compared.iter_mut().chain([&mut rows]) {
            rows.remove(table);
        }
    }
    let [before, after] = &compared;
    let fits = (first == entries && rows == *before) || (last == entries && rows == *after);
    let between = first != entries && last != entries;
    require(fits || between, || {
        let other = if last == entries { after } else { before };
        let different: Vec<String> = rows
            .iter()
            .filter(|(table, count)| other.get(*table) != Some(count))
            .map(|(table, count)| format!("{table} {count}, not {:?}", other.get(table)))
            .collect();
        format!("partial: rows of {}", different.join(", "))
    })
}

/// Rows of every table. Of the search only what it finds is compared: how it packs its index is its own affair. Entries are counted
/// apart, and a signature is made at any time.
pub fn rows(desk: &Desk) -> BTreeMap<String, i64> {
    let shop = desk.shop();
    shop.store
        .read(|tx| {
            let names = tx.rows(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_text%' AND name NOT LIKE 'sqlite_%'
                 AND name NOT IN ('ledger_entry', 'signed_head')",
                &[],
            )?;
            let names: Vec<&str> = names.iter().filter_map(|row| row.get("name").and_then(Value::as_str)).collect();
            let but = |name: &str| if name == "local" { "WHERE name <> 'signing_key'" } else { "" };
            let count = |name: &str| tx.count(&format!("SELECT count(*) FROM \"{name}\" {}", but(name)), &[]);
            names.into_iter().map(|name| Ok((name.to_owned(), count(name)?))).collect()
        })
        .unwrap_or_else(|no: shounuo_store::StoreError| panic!("{no}"))
}

/// Database, chain, tables told again, papers, attachments, search.
fn sound(desk: &Desk) -> Result<(), String> {
    let shop = desk.shop();
    let found = verify(&shop).map_err(said)?;
    require(found.sound(), || format!("not sound: {}", found.findings().join("; ")))?;
    let health = desk.bench.call("shop.health", json!({}), None, desk.now()).map_err(said)?;
    let older = health.as_array().into_iter().flatten().find(|note| note["code"] == "older_than_known");
    require(older.is_none(), || "a false alarm: the file is called older than known".into())?;
    let lost = "SELECT (SELECT count(*) FROM search_doc WHERE doc NOT IN (SELECT id FROM search_text_docsize))
                     + (SELECT count(*) FROM search_text_docsize WHERE id NOT IN (SELECT doc FROM search_doc))";
    let lost = desk.one(lost).map_err(said)?;
    require(lost == json!(0), || format!("the search knows {lost} records that it cannot find"))?;
    let bare = shop.with_vault(|vault| Bare::writer(vault)).map_err(|fault| fault.to_string())?;
    bare.batch("INSERT INTO search_text (search_text) VALUES ('integrity-check')").map_err(|no| format!("search: {no}"))
}

fn opens_both_ways(room: &Path, told: &Told) -> Result<(), String> {
    let desk = Desk::new(room);
    let dir = room.join("disk/shop");
    let unlock = || unlock_with_keychain(&dir, &desk.keychain()).map(|vault| vault.data_key().clone());
    patiently(|| unlock().map(drop).map_err(Refusal::from)).map_err(|no| format!("keychain: {}", said(no)))?;
    let key = unlock().map_err(|fault| format!("keychain: {fault}"))?;
    let given = told.codes.iter().map(|code| RecoveryCode::parse(code).unwrap());
    let codes: Vec<_> = if told.codes.is_empty() { desk.codes() } else { given.collect() };
    let opens = |code: &RecoveryCode| {
        patiently(|| match unlock_with_code(&dir, code) {
            Ok(vault) if *vault.data_key() == key => Ok(()),
            Ok(_) => Err(Refusal::new("other_key", "")),
            Err(fault) => Err(fault.into()),
        })
    };
    require(codes.iter().any(|code| opens(code).is_ok()), || "lost: no recovery code that the person has opens the shop".into())
}

/// The reference from a folder in which the operation was done whole.
pub fn reference(before: Option<&Desk>, after: &Desk, operation: &Operation, acks: &[Ack]) -> Reference {
    let last = after.state().entries;
    let Some(before) = before else { return Reference { ends: [last].into(), first: last, last, rows: [rows(after), rows(after)] } };
    let first = before.state().entries;
    let mut ends: BTreeSet<u64> = acks.iter().map(|ack| ack.entries).chain([first, last]).collect();
    if operation.in_parts {
        // What a rule brought about belongs to the entry that caused it.
        let shop = after.shop();
        let sql = "SELECT (SELECT count(*) FROM ledger_entry AS earlier WHERE earlier.device = entry.device AND earlier.seq < entry.seq
                   AND earlier.event <> 'signing_key') AS before FROM ledger_entry AS entry WHERE device = ?1 AND cause IS NULL";
        let begun = shop.store.read(|tx| tx.rows(sql, &[json!(shop.seat.device)])).unwrap_or_default();
        ends.extend(begun.iter().filter_map(|row| row.get("before").and_then(Value::as_u64)).filter(|end| *end >= first));
    }
    Reference { ends, first, last, rows: [rows(before), rows(after)] }
}
