//! What a thief of the folder gets: nothing. And what a connection is allowed.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod vault_support;

use std::fs;
use std::process::Command;

use rusqlite::{Connection, OpenFlags};
use shounuo_store::vault::VaultFault;
use vault_support::Shop;

const CANARIES: [&str; 3] = ["13800138000", "张三的收货地址", "canary-7f3a"];

#[test]
fn no_file_shows_what_was_written_neither_open_nor_closed() {
    let shop = Shop::new();
    let vault = shop.unlock();
    let conn = vault.open_writer().unwrap();
    conn.execute_batch("CREATE TABLE canary_table(x TEXT) STRICT").unwrap();
    for canary in CANARIES {
        conn.execute("INSERT INTO canary_table VALUES (?1)", [canary]).unwrap();
    }
    assert!(shop.dir().join("shounuo.db-wal").metadata().unwrap().len() > 0, "the log is part of what is searched");
    let hidden = [&CANARIES[..], &["canary_table", "SQLite format", "CREATE TABLE"]].concat();
    assert_hidden(&shop, &hidden);
    drop((conn, vault));
    assert_hidden(&shop, &hidden);
}

#[test]
fn no_file_holds_a_key() {
    let shop = Shop::new();
    let vault = shop.unlock();
    let key = vault.data_key().derive("canary");
    drop(vault);
    let line = shop.code.line();
    let kek = shop.keychain.entries().into_values().next().unwrap();
    for bytes in [&key[..], line.as_bytes(), shop.code.groups()[0].as_bytes(), &kek] {
        assert!(!holds(&shop, bytes));
    }
}

fn assert_hidden(shop: &Shop, texts: &[&str]) {
    for text in texts {
        assert!(!holds(shop, text.as_bytes()), "{text} is readable");
    }
}

fn holds(shop: &Shop, needle: &[u8]) -> bool {
    let files: Vec<_> = fs::read_dir(shop.dir()).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
    assert!(files.len() >= 4);
    files.iter().any(|bytes| bytes.windows(needle.len()).any(|window| window == needle))
}

#[test]
fn without_the_key_the_file_is_no_database() {
    let shop = Shop::new();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let conn = Connection::open_with_flags(shop.dir().join("shounuo.db"), flags).unwrap();
    conn.execute_batch("PRAGMA cipher_log_level = NONE").unwrap();
    let error = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).unwrap_err();
    assert_eq!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::NotADatabase));
}

#[test]
fn a_writer_is_set_up_to_lose_nothing() {
    let shop = Shop::new();
    let conn = shop.unlock().open_writer().unwrap();
    let number = |pragma: &str| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0)).unwrap();
    for (pragma, value) in [
        ("synchronous", 2),
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("application_id", i64::from(shounuo_store::vault::APPLICATION_ID)),
        ("busy_timeout", 5000),
    ] {
        assert_eq!(number(pragma), value, "{pragma}");
    }
    assert_eq!(conn.pragma_query_value(None, "journal_mode", |row| row.get::<_, String>(0)).unwrap(), "wal");
    conn.execute_batch("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema").unwrap_err();
    conn.execute_batch("PRAGMA journal_mode = OFF").unwrap();
    assert_eq!(conn.pragma_query_value(None, "journal_mode", |row| row.get::<_, String>(0)).unwrap(), "wal");
}

#[test]
fn a_reader_sees_commits_and_writes_nothing() {
    let shop = Shop::new();
    let vault = shop.unlock();
    let (writer, reader) = (vault.open_writer().unwrap(), vault.open_reader().unwrap());
    writer.execute_batch("CREATE TABLE t(x TEXT) STRICT; INSERT INTO t VALUES ('a')").unwrap();
    assert_eq!(reader.query_row("SELECT count(*) FROM t", [], |row| row.get(0)), Ok(1));
    let error = reader.execute_batch("INSERT INTO t VALUES ('b')").unwrap_err();
    assert_eq!(VaultFault::from(error), VaultFault::ReadOnly);
}

/// Runs in a child process, whose stderr the test below looks at.
#[test]
fn child_meets_a_damaged_database() {
    let shop = Shop::new();
    shop.patch("shounuo.db", |bytes| bytes[100] ^= 1);
    assert_eq!(shop.unlock().open_writer().unwrap_err(), VaultFault::DatabaseDamaged);
}

#[test]
fn the_cipher_keeps_quiet_on_stderr() {
    let me = std::env::current_exe().unwrap();
    let child = Command::new(me).args(["--exact", "child_meets_a_damaged_database", "--nocapture"]).output().unwrap();
    assert!(child.status.success());
    assert_eq!(String::from_utf8_lossy(&child.stderr), "");
}

#[cfg(unix)]
#[test]
fn key_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let shop = Shop::new();
    for name in ["shounuo.keys", "shounuo.keys.2", "shounuo.lock"] {
        let mode = shop.dir().join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}
