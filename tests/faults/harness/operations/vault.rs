//! The shop itself: founded, opened, closed, its keys, its schema, its backups.

use serde_json::{Value, json};
use shounuo_desk::backup::{self, How, Steps};
use shounuo_desk::kernel::Refusal;
use shounuo_desk::workbench::Progress;
use shounuo_store::migrate::MIGRATIONS;

use super::cases::{a_case, register, some_cases};
use super::files::attached;
use super::{Operation, PLAIN, nothing, op};
use crate::desk::{Desk, PASSWORD};

pub const ALL: &[Operation] = &[
    Operation { name: "open", world: some_cases, whole: true, hot: true, ..PLAIN },
    Operation { name: "close", world: a_case, run: |desk| register(desk).map(drop), whole: true, hot: true, ..PLAIN },
    // A disk that fails at the very end, for ever, does not tell whether there is a shop: if there is, it is whole and opens.
    Operation { opens: false, whole: true, keys: true, may_be_there: true, ..op("found", nothing, |desk| found(desk, true)) },
    Operation {
        opens: false,
        whole: true,
        keys: true,
        may_be_there: true,
        ..op("found without a keychain", nothing, |desk| found(desk, false))
    },
    Operation { whole: true, ..op("migrate", older, |_| Ok(())) },
    Operation { whole: true, hot: true, ..op("migrate a hot log", older, |_| Ok(())) },
    Operation { keys: true, ..op("shop.renew_recovery", nothing, renew) },
    Operation { keys: true, ..op("keys.mend", nothing, |desk| desk.call("keys.mend", json!({})).map(drop)) },
    Operation { keys: true, ..op("keychain enrolled again", nothing, enrol) },
    Operation { keys: true, ..op("keys.rotate", attached, |desk| desk.call("keys.rotate", json!({})).map(drop)) },
    Operation { replaces: true, ..op("restore.swap", since_backup, swap) },
    // The signature, the file, and that there is a backup: each for itself. The file stands without the note of its anchor; and
    // where its folder cannot be synced, nor the file be taken away again.
    Operation { in_parts: true, may_be_there: true, at_best: Some("anchor"), seen: backed_up, ..op("backup.make", attached, back_up) },
    Operation { may_be_there: true, seen: restored, ..op("backup.restore", with_backup, restore) },
];

fn found(desk: &Desk, use_keychain: bool) -> Result<(), Refusal> {
    desk.once(|| desk.found(use_keychain).map(|code| json!(code.line().as_str()))).map(drop)
}

fn renew(desk: &Desk) -> Result<(), Refusal> {
    let sheet = desk.call("shop.renew_recovery", json!({ "password": PASSWORD }))?;
    let groups: Vec<&str> = sheet["groups"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    // Done, as it was looked up, and its answer never came: the person goes on with the sheet they have.
    if !groups.is_empty() {
        crate::desk::mark(&format!("CODE {}", groups.join("-")));
    }
    Ok(())
}

fn enrol(desk: &Desk) -> Result<(), Refusal> {
    let mended = desk
        .once(|| desk.shop().with_vault(|vault| vault.repair_keychain_slot(&desk.keychain())).map(|()| Value::Null).map_err(Refusal::from));
    mended.map(drop)
}

/// A shop as the version before the last two migrations left it.
fn older(desk: &Desk) {
    some_cases(desk);
    let writer = desk.shop().with_vault(|vault| vault.open_writer()).unwrap();
    let newest = &MIGRATIONS[old_enough()..];
    for migration in newest.iter().rev() {
        for table in migration.sql.split("CREATE TABLE ").skip(1).filter_map(|rest| rest.split_whitespace().next()) {
            writer.execute_batch(&format!("DROP TABLE {table}")).unwrap();
        }
    }
    let version = old_enough();
    writer.execute_batch(&format!("DELETE FROM schema_migration WHERE number > {version}; PRAGMA user_version = {version}")).unwrap();
}

/// How many migrations an older shop has. Those after it only made tables, which nothing needs yet.
fn old_enough() -> usize {
    let only_tables = |sql: &str| !sql.contains("ALTER ") && !sql.contains("INSERT ") && !sql.contains("UPDATE ");
    let newest = MIGRATIONS.iter().rev().take(2).take_while(|migration| only_tables(migration.sql)).count();
    MIGRATIONS.len() - newest
}

fn with_backup(desk: &Desk) {
    attached(desk);
    back_up(desk).unwrap();
}

/// A backup, and a case that is younger.
fn since_backup(desk: &Desk) {
    with_backup(desk);
    a_case(desk);
}

fn swap(desk: &Desk) -> Result<(), Refusal> {
    let token = desk.bench.places.hold(desk.out("a.shounuo"));
    let asked = json!({ "file": { "token": token }, "code": desk.codes()[0].line().as_str() });
    // Looks, beside the shop; begun anew when the swap failed.
    desk.bench.call("restore.inspect", asked, None, desk.now())?;
    desk.call("restore.swap", json!({ "name": "晨光电器" })).map(drop)
}

fn back_up(desk: &Desk) -> Result<(), Refusal> {
    let (progress, to) = (Progress::default(), desk.out("a.shounuo"));
    let how = How { program: None, steps: &Steps::new(&progress) };
    let made = desk.once(|| backup::make(&desk.shop(), &to, desk.now(), &how).map(|_| Value::Null));
    made.map(drop)
}

/// A backup that has its name is a backup.
fn backed_up(desk: &Desk, done: bool) -> Result<(), String> {
    let file = desk.out("a.shounuo");
    if !file.exists() {
        return if done { Err("lost: the backup is not there".into()) } else { Ok(()) };
    }
    let found =
        backup::check(&file, &desk.codes()[0], &Steps::new(&Progress::default())).map_err(|no| format!("partial: the backup: {no}"))?;
    if found.sound() { Ok(()) } else { Err(format!("partial: the backup: {:?}", found.findings())) }
}

fn restore(desk: &Desk) -> Result<(), Refusal> {
    let (file, to) = (desk.out("a.shounuo"), desk.out("restored"));
    let steps = Progress::default();
    let made = desk.once(|| backup::restore(&file, &to, &desk.codes()[0], desk.now(), &Steps::new(&steps)).map(|_| Value::Null));
    made.map(drop)
}

/// A folder that has its name is a whole shop, and the one that was restored from is as it was.
fn restored(desk: &Desk, done: bool) -> Result<(), String> {
    backed_up(desk, true)?;
    let dir = desk.out("restored");
    if !dir.exists() {
        return if done { Err("lost: the restored shop is not there".into()) } else { Ok(()) };
    }
    let vault =
        shounuo_store::vault::unlock_with_code(&dir, &desk.codes()[0]).map_err(|fault| format!("partial: the restored shop: {fault}"))?;
    let found = vault.integrity().map_err(|fault| format!("partial: the restored shop: {fault}"))?;
    if found == Default::default() { Ok(()) } else { Err(format!("partial: the restored shop: {found:?}")) }
}
