use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::database::{DATABASE, open_unwritten, salt_of};
use super::{Vault, VaultFault};
use crate::hash::hex;

/// What a full check of the database found, each kind of finding on its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Integrity {
    /// Pages (from 1) whose authentication code does not fit: changed on the disk by someone or something.
    pub altered_pages: Vec<u32>,
    /// Other findings of the page check, in SQLCipher's words.
    pub page_check: Vec<String>,
    /// Findings of SQLite's structure check, in its words; they name tables, indexes and pages, never content.
    pub structure: Vec<String>,
    /// Rows that point at a row that does not exist.
    pub broken_links: Vec<BrokenLink>,
}

/// A row whose foreign key points nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenLink {
    /// Table of the row.
    pub table: String,
    /// Its rowid, unless the table has none.
    pub rowid: Option<i64>,
    /// Table it points to.
    pub parent: String,
}

/// What follows from an [`Integrity`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Soundness {
    /// Nothing found.
    Sound,
    /// Only the page check found something. It has given false alarms on very large files, and an altered page may be an
    /// unused one: make a backup, check again, do not declare the data lost.
    Suspect,
    /// The structure itself, or a link between rows, is broken.
    Damaged,
}

impl Integrity {
    /// The page check alone never condemns a database.
    pub fn soundness(&self) -> Soundness {
        if !self.structure.is_empty() || !self.broken_links.is_empty() {
            Soundness::Damaged
        } else if !self.altered_pages.is_empty() || !self.page_check.is_empty() {
            Soundness::Suspect
        } else {
            Soundness::Sound
        }
    }
}

impl Vault {
    /// Checks the whole database. What lies in the log is moved into the file first: the page check looks at the file alone,
    /// and a page torn by a crash in the middle of such a move is whole in the log. Where nothing can be written the file is
    /// judged as it is.
    ///
    /// # Errors
    /// When the file cannot be read at all; damage that can be named is no error.
    pub fn integrity(&self) -> Result<Integrity, VaultFault> {
        let Ok(writer) = self.open_writer() else { return self.integrity_as_it_lies() };
        // `PASSIVE` waits for nobody. What it cannot move now, because somebody reads, was moved whole before or comes later.
        drop(lines(&writer, "PRAGMA wal_checkpoint(PASSIVE)"));
        // Holds off writers, and with them further moves, while the pages are read.
        let _held = match Transaction::new_unchecked(&writer, TransactionBehavior::Immediate).map_err(VaultFault::from) {
            Err(VaultFault::ReadOnly | VaultFault::DiskFull | VaultFault::Io(_)) => return self.integrity_as_it_lies(),
            held => held?,
        };
        let mut found = integrity(&writer)?;
        // No code covers the first bytes, and nothing but an older program needs them: told all the same.
        if salt_of(&self.dir().join(DATABASE)).map(|salt| hex(&salt)) != Some(salt_in_use(&writer)?) && !found.altered_pages.contains(&1) {
            found.altered_pages.insert(0, 1);
        }
        Ok(found)
    }

    fn integrity_as_it_lies(&self) -> Result<Integrity, VaultFault> {
        integrity(&self.open_reader().or_else(|_| open_unwritten(self.dir(), self.data_key()))?)
    }
}

/// Checks every page's authentication code, the structure, and the foreign keys. Reads the whole file.
pub fn integrity(conn: &Connection) -> Result<Integrity, VaultFault> {
    let mut found = Integrity::default();
    for line in lines(conn, "PRAGMA cipher_integrity_check")? {
        match altered_page(&line) {
            Some(page) => found.altered_pages.push(page),
            None => found.page_check.push(line),
        }
    }
    found.structure = or_finding(lines(conn, "PRAGMA integrity_check"))?;
    found.structure.retain(|line| line != "ok");
    match broken_links(conn) {
        Ok(links) => found.broken_links = links,
        Err(error) => found.structure.extend(or_finding(Err(error))?),
    }
    // Several checks end at the same page: that is told once.
    found.structure.dedup();
    Ok(found)
}

/// A check that could not be finished because the file is broken is a finding, not a failure of ours.
fn or_finding(result: rusqlite::Result<Vec<String>>) -> Result<Vec<String>, VaultFault> {
    match result {
        Ok(lines) => Ok(lines),
        Err(error) => match VaultFault::from(error) {
            fault @ (VaultFault::DatabaseDamaged | VaultFault::Database(_)) => {
                Ok(vec![format!("有的页读不出来，没能查完（{}）", fault.code())])
            }
            fault => Err(fault),
        },
    }
}

fn salt_in_use(conn: &Connection) -> rusqlite::Result<String> {
    conn.pragma_query_value(None, "cipher_salt", |row| row.get(0))
}

fn lines(conn: &Connection, pragma: &str) -> rusqlite::Result<Vec<String>> {
    conn.prepare(pragma)?.query_map([], |row| row.get(0))?.collect()
}

fn altered_page(line: &str) -> Option<u32> {
    line.strip_prefix("HMAC verification failed for page ")?.trim().parse().ok()
}

fn broken_links(conn: &Connection) -> rusqlite::Result<Vec<BrokenLink>> {
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let rows = statement.query_map([], |row| Ok(BrokenLink { table: row.get(0)?, rowid: row.get(1)?, parent: row.get(2)? }))?;
    rows.collect()
}
