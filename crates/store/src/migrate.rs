//! Schema migrations: forward only, each in one transaction, applied ones never edited.

use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};

use crate::vault::VaultFault;

/// One step of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// 1, 2, 3… without gaps.
    pub number: u32,
    /// The file's name without `.sql`, e.g. `0001_base`.
    pub name: &'static str,
    /// Its statements; no transaction control among them.
    pub sql: &'static str,
}

/// Takes file names of the folder `migrations/`, without `.sql`; the number is the name's first four digits.
macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$(Migration {
            number: leading_number($name),
            name: $name,
            sql: include_str!(concat!("../../../migrations/", $name, ".sql")),
        }),*]
    };
}

/// Every migration of this program, in order. One line per file of `migrations/`.
pub const MIGRATIONS: &[Migration] = migrations![
    "0001_kernel",
    "0002_records",
    "0003_loaner",
    "0004_shift_and_papers",
    "0005_queue",
    "0006_complaint",
    "0007_repair",
    "0008_promise",
    "0009_return",
    "0010_attachment",
    "0011_anchor",
    "0012_operation",
];

/// The schema this program writes: the number of its last migration.
#[must_use]
pub fn schema() -> u32 {
    MIGRATIONS.last().map_or(0, |last| last.number)
}

/// What [`migrate`] did, as numbers of migrations; equal when there was nothing to do, `from` 0 for a new database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migrated {
    /// Before.
    pub from: u32,
    /// After.
    pub to: u32,
}

const HISTORY: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT";

/// Brings the database up to the last of `known`. A newer database, or one whose applied migrations are not these, is
/// refused unchanged. `before` runs once if an existing schema is about to change, for the backup; if it fails, nothing
/// is changed. A migration that fails is rolled back whole; those before it stay.
pub fn migrate<E>(
    conn: &mut Connection,
    known: &[Migration],
    before: impl FnOnce(&Connection) -> Result<(), E>,
) -> Result<Migrated, VaultFault> {
    check_list(known)?;
    let from = applied(conn, known)?;
    let pending = &known[from as usize..];
    if from > 0 && !pending.is_empty() {
        before(conn).map_err(|_| VaultFault::BackupBeforeMigration)?;
    }
    for migration in pending {
        apply(conn, migration)?;
    }
    Ok(Migrated { from, to: from + pending.len() as u32 })
}

/// Refuses a database that is not exactly at the last of `known`; for connections that must not change it.
pub fn require_current(conn: &Connection, known: &[Migration]) -> Result<(), VaultFault> {
    check_list(known)?;
    if (applied(conn, known)? as usize) < known.len() { Err(VaultFault::DatabaseOlder) } else { Ok(()) }
}

/// How many of `known` are applied, each compared by name and hash. Reads only.
fn applied(conn: &Connection, known: &[Migration]) -> Result<u32, VaultFault> {
    let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let history = history(conn)?;
    if version as usize > known.len() || history.len() > known.len() {
        return Err(VaultFault::DatabaseNewer);
    }
    for ((number, name, hash), migration) in history.iter().zip(known) {
        if (*number, name.as_str(), hash.as_str()) != (migration.number, migration.name, &sql_hash(migration.sql)) {
            return Err(VaultFault::MigrationAltered(migration.number));
        }
    }
    match u32::try_from(history.len()) {
        Ok(applied) if applied == version => Ok(applied),
        _ => Err(VaultFault::MigrationAltered(version)),
    }
}

fn history(conn: &Connection) -> rusqlite::Result<Vec<(u32, String, String)>> {
    if !conn.table_exists(None, "schema_migration")? {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare("SELECT number, name, sha256 FROM schema_migration ORDER BY number")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

fn apply(conn: &mut Connection, migration: &Migration) -> Result<(), VaultFault> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    run(&tx, migration).map_err(|error| match VaultFault::from(error) {
        fault @ (VaultFault::DiskFull | VaultFault::ReadOnly | VaultFault::InUse | VaultFault::DatabaseDamaged) => fault,
        _ => VaultFault::MigrationFailed(migration.number),
    })?;
    if tx.is_autocommit() || has_broken_links(&tx)? {
        return Err(VaultFault::MigrationFailed(migration.number));
    }
    Ok(tx.commit()?)
}

/// Foreign keys are checked at the end, so that a table can be rebuilt on the way.
fn run(tx: &Connection, migration: &Migration) -> rusqlite::Result<()> {
    tx.execute_batch(HISTORY)?;
    tx.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    tx.execute_batch(migration.sql)?;
    let row = (migration.number, migration.name, sql_hash(migration.sql));
    tx.execute("INSERT INTO schema_migration (number, name, sha256) VALUES (?1, ?2, ?3)", row)?;
    tx.pragma_update(None, "user_version", migration.number)
}

fn has_broken_links(conn: &Connection) -> rusqlite::Result<bool> {
    conn.prepare("PRAGMA foreign_key_check")?.exists([])
}

/// Line ends do not count: a checkout may change them.
fn sql_hash(sql: &str) -> String {
    let sum = Sha256::digest(sql.replace("\r\n", "\n"));
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn check_list(known: &[Migration]) -> Result<(), VaultFault> {
    for (migration, expected) in known.iter().zip(1..) {
        if migration.number != expected || leading_number(migration.name) != expected {
            return Err(VaultFault::MigrationList(expected));
        }
    }
    Ok(())
}

/// The first four characters as a number; 0, which no migration has, when they are not digits.
const fn leading_number(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let (mut at, mut number) = (0, 0);
    while at < 4 {
        if at >= bytes.len() || !bytes[at].is_ascii_digit() {
            return 0;
        }
        number = number * 10 + (bytes[at] - b'0') as u32;
        at += 1;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Migration = Migration { number: 1, name: "0001_a", sql: "CREATE TABLE a(x INTEGER PRIMARY KEY) STRICT;" };
    const B: Migration =
        Migration { number: 2, name: "0002_b", sql: "CREATE TABLE b(a INTEGER REFERENCES a(x)) STRICT; INSERT INTO a VALUES (7);" };

    fn memory() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("PRAGMA foreign_keys = ON").unwrap();
        conn
    }

    fn nothing(_: &Connection) -> Result<(), ()> {
        Ok(())
    }

    /// Everything the database says about itself and its rows.
    fn content(conn: &Connection) -> Vec<String> {
        let mut all: Vec<String> = conn
            .prepare("SELECT coalesce(sql, '') FROM sqlite_schema")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        all.push(format!("{:?}", history(conn).unwrap()));
        all.push(conn.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)).unwrap().to_string());
        all
    }

    #[test]
    fn the_folder_and_the_list_agree() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter_map(|name| name.strip_suffix(".sql").map(str::to_owned))
            .collect();
        files.sort();
        assert_eq!(files, MIGRATIONS.iter().map(|migration| migration.name).collect::<Vec<_>>());
        check_list(MIGRATIONS).unwrap();
    }

    #[test]
    fn shipped_migrations_apply_and_control_no_transaction() {
        let word = |sql: &str, word: &str| sql.split(';').any(|statement| statement.trim_start().to_ascii_uppercase().starts_with(word));
        for migration in MIGRATIONS {
            for forbidden in ["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "ATTACH", "VACUUM", "PRAGMA"] {
                let trigger_end = forbidden == "END" && migration.sql.to_ascii_uppercase().contains("CREATE TRIGGER");
                assert!(trigger_end || !word(migration.sql, forbidden), "{} uses {forbidden}", migration.name);
            }
        }
        let to = u32::try_from(MIGRATIONS.len()).unwrap();
        assert_eq!(migrate(&mut memory(), MIGRATIONS, nothing), Ok(Migrated { from: 0, to }));
    }

    #[test]
    fn a_new_database_goes_to_the_end_without_a_backup_and_again_does_nothing() {
        let mut conn = memory();
        assert_eq!(require_current(&conn, &[A, B]), Err(VaultFault::DatabaseOlder));
        let no_backup = |_: &Connection| -> Result<(), ()> { panic!("there is nothing to back up") };
        assert_eq!(migrate(&mut conn, &[A, B], no_backup), Ok(Migrated { from: 0, to: 2 }));
        assert_eq!(migrate(&mut conn, &[A, B], no_backup), Ok(Migrated { from: 2, to: 2 }));
        assert_eq!(require_current(&conn, &[A, B]), Ok(()));
    }

    #[test]
    fn an_older_database_is_backed_up_first_and_stays_if_that_fails() {
        let mut conn = memory();
        migrate(&mut conn, &[A], nothing).unwrap();
        let before = content(&conn);
        assert_eq!(migrate(&mut conn, &[A, B], |_| Err("disk full")), Err(VaultFault::BackupBeforeMigration));
        assert_eq!(content(&conn), before);
        let mut seen = Vec::new();
        migrate(&mut conn, &[A, B], |conn| {
            seen = content(conn);
            Ok::<_, ()>(())
        })
        .unwrap();
        assert_eq!(seen, before);
    }

    #[test]
    fn an_edited_renamed_or_removed_applied_migration_is_refused() {
        let mut conn = memory();
        migrate(&mut conn, &[A, B], nothing).unwrap();
        let before = content(&conn);
        let edited = Migration { sql: "CREATE TABLE a(x INTEGER PRIMARY KEY, y) STRICT;", ..A };
        assert_eq!(migrate(&mut conn, &[edited, B], nothing), Err(VaultFault::MigrationAltered(1)));
        let renamed = Migration { name: "0002_c", ..B };
        assert_eq!(migrate(&mut conn, &[A, renamed], nothing), Err(VaultFault::MigrationAltered(2)));
        assert_eq!(migrate(&mut conn, &[A], nothing), Err(VaultFault::DatabaseNewer));
        conn.execute_batch("PRAGMA user_version = 1").unwrap();
        assert_eq!(migrate(&mut conn, &[A, B], nothing), Err(VaultFault::MigrationAltered(1)));
        conn.execute_batch("PRAGMA user_version = 2").unwrap();
        assert_eq!(content(&conn), before);
    }

    #[test]
    fn line_ends_of_a_checkout_do_not_count_as_edits() {
        let mut conn = memory();
        let unix = Migration { sql: "CREATE TABLE a(\nx) ;\n", ..A };
        let windows = Migration { sql: "CREATE TABLE a(\r\nx) ;\r\n", ..A };
        migrate(&mut conn, &[unix], nothing).unwrap();
        assert_eq!(require_current(&conn, &[windows]), Ok(()));
    }

    #[test]
    fn a_failing_migration_leaves_no_trace_and_keeps_those_before() {
        for sql in [
            "CREATE TABLE half(x); INSERT INTO a VALUES (1); INSERT INTO nowhere VALUES (1);",
            "INSERT INTO a VALUES (1), (1);",
            "CREATE TABLE c(a INTEGER REFERENCES a(x)); INSERT INTO c VALUES (99);",
        ] {
            let mut conn = memory();
            let bad = Migration { number: 2, name: "0002_bad", sql };
            assert_eq!(migrate(&mut conn, &[A, bad], nothing), Err(VaultFault::MigrationFailed(2)), "{sql}");
            assert_eq!(require_current(&conn, &[A]), Ok(()));
            assert!(!conn.table_exists(None, "half").unwrap());
            assert_eq!(conn.query_row("SELECT count(*) FROM a", [], |row| row.get(0)), Ok(0));
        }
    }

    #[test]
    fn gaps_and_wrong_names_in_the_list_are_refused() {
        for list in [&[B][..], &[A, A], &[Migration { name: "base", ..A }], &[Migration { name: "0002_a", ..A }]] {
            assert!(matches!(migrate(&mut memory(), list, nothing), Err(VaultFault::MigrationList(_))));
        }
    }
}
