use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use super::VaultFault;
use super::secret::{DataKey, SALT_LEN};
use super::write_file::sync_folder;

pub(crate) const DATABASE: &str = "shounuo.db";
/// The log beside it, in which commits stand first.
pub(crate) const LOG: &str = "shounuo.db-wal";
/// Bytes before the first commit in it.
const LOG_HEADER: u64 = 32;
/// "SHNO", so that our file is told from any other SQLite file.
pub const APPLICATION_ID: i32 = 0x5348_4E4F;
/// Older ones can lose a committed transaction when two connections checkpoint at the same moment (the WAL-reset race).
const MIN_SQLITE: i32 = 3_051_003;
const MIN_CIPHER: (u32, u32) = (4, 17);
/// How long a statement waits for another connection before it is refused.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Pages copied in one step of a backup: 8 MiB.
const STEP: i32 = 2_048;

/// What is not spelt out in the name of a file.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b':').remove(b'.').remove(b'-').remove(b'_');

/// What holds for every connection. `mmap_size=0`: a torn mapped page is a crash, a torn read page is an error.
const COMMON: &str = "
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA mmap_size = 0;
    PRAGMA temp_store = MEMORY;
    PRAGMA foreign_keys = ON;";
/// `synchronous=FULL`: a commit that returned is on the disk, also after a power cut. `cache_size`, 64 MiB, taken only as it
/// is needed: in an import every row touches a dozen indexes at random places, and a page that falls out of the cache is
/// sealed and written, and read, checked and opened again.
const WRITER: &str = "
    PRAGMA cache_size = -65536;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA secure_delete = ON;";

/// The one writing connection of a shop. The file must exist: opening never makes one.
pub fn open_database(dir: &Path, key: &DataKey) -> Result<Connection, VaultFault> {
    require_content(dir)?;
    open_file(&dir.join(DATABASE), key)
}

/// A writing connection to a file that is there.
pub(crate) fn open_file(path: &Path, key: &DataKey) -> Result<Connection, VaultFault> {
    let conn = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    prove(&conn)?;
    conn.execute_batch(WRITER)?;
    Ok(conn)
}

/// A connection that can only read, beside the writer.
pub fn open_reader(dir: &Path, key: &DataKey) -> Result<Connection, VaultFault> {
    require_content(dir)?;
    read_file(&dir.join(DATABASE), key)
}

/// A reading connection to a file that is there.
pub(super) fn read_file(path: &Path, key: &DataKey) -> Result<Connection, VaultFault> {
    let conn = connect(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    prove(&conn)?;
    conn.execute_batch("PRAGMA query_only = ON")?;
    Ok(conn)
}

/// A connection that can only read, on a disk that takes no writes at all: not even the index of the log is written beside it.
/// Nobody may have the database open for writing.
pub(crate) fn open_unwritten(dir: &Path, key: &DataKey) -> Result<Connection, VaultFault> {
    require_content(dir)?;
    let path = dir.join(DATABASE);
    let log = fs::metadata(dir.join(LOG)).map_or(0, |log| log.len());
    // Without a log the file is all there is; with one it is read through an index in memory.
    let how = if log > LOG_HEADER { "readonly_shm=1" } else { "immutable=1" };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let conn = connect_with(&uri(&path, how), &key_line(&path, key), flags)?;
    prove(&conn)?;
    conn.execute_batch("PRAGMA query_only = ON")?;
    Ok(conn)
}

/// The name of a file as the engine takes it together with a wish of how to open it.
fn uri(path: &Path, how: &str) -> PathBuf {
    let slash = |byte: &u8| if cfg!(windows) && *byte == b'\\' { b'/' } else { *byte };
    let whole: Vec<u8> = path.as_os_str().as_encoded_bytes().iter().map(slash).collect();
    let root = if cfg!(windows) { "/" } else { "" };
    format!("file:{root}{}?{how}", percent_encoding::percent_encode(&whole, KEPT)).into()
}

/// A new, empty, encrypted database file at `path`, wholly on the disk. The caller has made sure that none exists.
pub(crate) fn create_database(path: &Path, key: &DataKey) -> Result<(), VaultFault> {
    let conn = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    conn.execute_batch(WRITER)?;
    finish(conn)
}

/// A consistent copy of an open database at `to`, encrypted under the same key, wholly on the disk when this returns;
/// for backups. Never copy the file itself: its newest part may still be in the log beside it. The writer may go on
/// meanwhile if `from` is a reader.
///
/// # Errors
/// [`VaultFault::ShopExists`] when there is a file at `to`, and what disk and database say.
pub fn copy_database(from: &Connection, key: &DataKey, to: &Path) -> Result<(), VaultFault> {
    copy_in_steps(from, key, to, |_| true).map(drop)
}

/// As [`copy_database`], a few megabytes at a time: `go_on` hears the share copied so far, in percent, and may say no; then
/// this gives `false`, and what lies at `to` is not a copy.
pub(crate) fn copy_in_steps(from: &Connection, key: &DataKey, to: &Path, go_on: impl Fn(u32) -> bool) -> Result<bool, VaultFault> {
    if fs::exists(to)? {
        return Err(VaultFault::ShopExists);
    }
    let mut copy = connect(to, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    {
        let backup = Backup::new(from, &mut copy)?;
        loop {
            match backup.step(STEP)? {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(VaultFault::InUse),
            }
            let pages = backup.progress();
            if !go_on(percent(pages.pagecount - pages.remaining, pages.pagecount)) {
                return Ok(false);
            }
        }
    }
    require_seals(from)?;
    finish(copy).map(|()| true)
}

fn percent(done: i32, of: i32) -> u32 {
    u32::try_from(i64::from(done) * 100 / i64::from(of.max(1))).unwrap_or(0)
}

const COPY: &str = "shounuo-before-upgrade-";

/// Name of the copy made before the schema goes on from `version`.
pub(crate) fn copy_name(version: i64) -> String {
    format!("{COPY}{version}.db")
}

/// Whether a file is such a copy.
pub(super) fn is_copy_name(name: &str) -> bool {
    name.starts_with(COPY) && name.ends_with(".db")
}

/// As [`copy_database`], under `name` in place of what a broken-off attempt or an earlier one left: a copy that has the name is
/// whole.
pub(crate) fn replace_with_copy(from: &Connection, key: &DataKey, dir: &Path, name: &str) -> Result<(), VaultFault> {
    let temporary = format!(".{name}.tmp");
    for end in ["", "-journal", "-wal", "-shm"] {
        match fs::remove_file(dir.join(format!("{temporary}{end}"))) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    copy_database(from, key, &dir.join(&temporary))?;
    fs::rename(dir.join(temporary), dir.join(name))?;
    sync_folder(dir)
}

/// Whether every page that this connection has read bore its seal. A page that does not is handed out as zeros, and so is every
/// page after it; only where a tree begins do zeros make an error, and where a long value continues they pass for its content.
/// So whoever has read asks this before believing what was read. Such a connection is of no further use.
pub(crate) fn require_seals(conn: &Connection) -> Result<(), VaultFault> {
    let status: String = conn.pragma_query_value(None, "cipher_status", |row| row.get(0))?;
    if status == "1" { Ok(()) } else { Err(VaultFault::PageDamaged) }
}

/// Moves everything into the main file and puts it on the disk.
pub(crate) fn finish(conn: Connection) -> Result<(), VaultFault> {
    conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    conn.close().map_err(|(_, error)| error.into())
}

/// SQLite takes an absent or empty file for a new database; for us both are a loss that must be told.
fn require_content(dir: &Path) -> Result<(), VaultFault> {
    match fs::metadata(dir.join(DATABASE)) {
        Ok(found) if found.len() == 0 => Err(VaultFault::DatabaseDamaged),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(VaultFault::DatabaseMissing),
        Err(error) => Err(error.into()),
    }
}

fn connect(path: &Path, key: &DataKey, flags: OpenFlags) -> Result<Connection, VaultFault> {
    connect_with(path, &key_line(path, key), flags)
}

/// How the key is handed over. The salt follows from it, so that a file whose first bytes are lost still opens, out of its log;
/// but a file may have been made before that was so.
fn key_line(path: &Path, key: &DataKey) -> Zeroizing<String> {
    let own = key.pragma();
    let opens = || connect_with(path, &own, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(|conn| prove(&conn)).is_ok();
    match salt_of(path) {
        Some(salt) if salt != key.salt() && !opens() => key.pragma_without_salt(),
        _ => own,
    }
}

/// The salt that stands in a file; none in a new one.
pub(super) fn salt_of(path: &Path) -> Option<[u8; SALT_LEN]> {
    let mut salt = [0; SALT_LEN];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut salt)).ok().map(|()| salt)
}

fn connect_with(path: &Path, key_line: &str, flags: OpenFlags) -> Result<Connection, VaultFault> {
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    require_engine(&conn)?;
    // SQLCipher writes its errors to stderr by default; ours are returned, and stderr belongs to the command line.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    conn.execute_batch(key_line)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.execute_batch(COMMON)?;
    Ok(conn)
}

/// Reads the first page: the key fits, the page is whole, the file is ours.
fn prove(conn: &Connection) -> Result<(), VaultFault> {
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    let id: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id == APPLICATION_ID { Ok(()) } else { Err(VaultFault::DatabaseForeign) }
}

fn require_engine(conn: &Connection) -> Result<(), VaultFault> {
    // A build without encryption knows no such pragma and gives no row.
    let cipher: String = conn.pragma_query_value(None, "cipher_version", |row| row.get(0)).unwrap_or_default();
    if engine_is_safe(rusqlite::version_number(), &cipher) { Ok(()) } else { Err(VaultFault::EngineTooOld) }
}

fn engine_is_safe(sqlite: i32, cipher: &str) -> bool {
    let mut parts = cipher.split(|c: char| !c.is_ascii_digit()).map(|part| part.parse::<u32>().unwrap_or(0));
    let cipher = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    sqlite >= MIN_SQLITE && cipher >= MIN_CIPHER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_that_lose_commits_or_do_not_encrypt_are_refused() {
        for (sqlite, cipher, safe) in [
            (3_053_004, "4.19.0 community", true),
            (3_051_003, "4.17.0 community", true),
            (3_051_002, "4.19.0 community", false),
            (3_053_004, "4.16.0 community", false),
            (3_053_004, "5.0.0", true),
            (3_053_004, "", false),
            (3_053_004, "community", false),
        ] {
            assert_eq!(engine_is_safe(sqlite, cipher), safe, "{sqlite} {cipher}");
        }
        require_engine(&Connection::open_in_memory().unwrap()).unwrap();
    }

    #[test]
    fn a_file_made_before_the_salt_followed_from_the_key_still_opens() {
        let dir = tempfile::tempdir().unwrap();
        let (path, key) = (dir.path().join(DATABASE), DataKey::generate().unwrap());
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let conn = connect_with(&path, &key.pragma_without_salt(), flags).unwrap();
        conn.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        finish(conn).unwrap();
        assert_ne!(salt_of(&path), Some(key.salt()));
        open_database(dir.path(), &key).unwrap();
        open_reader(dir.path(), &key).unwrap();
        assert!(open_database(dir.path(), &DataKey::generate().unwrap()).is_err());
    }
}
