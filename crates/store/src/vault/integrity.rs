use rusqlite::Connection;

use super::VaultFault;

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
    Ok(found)
}

/// A check that could not be finished because the file is broken is a finding, not a failure of ours.
fn or_finding(result: rusqlite::Result<Vec<String>>) -> Result<Vec<String>, VaultFault> {
    match result {
        Ok(lines) => Ok(lines),
        Err(error) => match VaultFault::from(error) {
            fault @ (VaultFault::DatabaseDamaged | VaultFault::Database(_)) => Ok(vec![format!("unreadable: {}", fault.code())]),
            fault => Err(fault),
        },
    }
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
