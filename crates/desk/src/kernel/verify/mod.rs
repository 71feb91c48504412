//! Is the record whole? File, chain, heads, signatures, papers and tables are checked apart from each other, and told apart.

mod anchors;
mod chains;
mod export;
mod going;
mod words;

use serde::{Deserialize, Serialize};
use shounuo_store::{Store, Tx};
use ts_rs::TS;

pub use anchors::{Compared, Known, compare};
pub use export::export;
pub use going::Going;
use going::is_stopped;

use super::refusal::Refusal;
use super::replay::{differences, replay_tables};
use crate::capabilities::attachment::check_files;
use crate::salvage::{Unread, unread};
use crate::workbench::OpenShop;

/// What was found, part by part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Verification {
    /// Entries that were checked.
    #[ts(type = "number")]
    pub entries: u64,
    /// Pages of the file whose seal does not hold.
    pub altered_pages: Vec<i64>,
    /// What the database says of its own structure, when it is not in order.
    pub structure: Vec<String>,
    /// Records that stand on damaged pages, by table.
    pub unreadable: Vec<Unread>,
    /// Places where a chain does not hold.
    pub broken: Vec<BrokenPlace>,
    /// Chains (device/epoch) that were once longer than they are: the end was cut off.
    pub cut_off: Vec<String>,
    /// Heads that are known from a signature, a backup, a paper or elsewhere, and that the chain contradicts.
    pub contradicted: Vec<Contradiction>,
    /// Signed heads kept here, and entries that change the signing key, that are not signed by a declared key.
    pub bad_signatures: Vec<Place>,
    /// Signed heads that were checked.
    #[ts(type = "number")]
    pub signed_heads: u64,
    /// Papers whose bytes are not those that were issued.
    pub altered_papers: Vec<String>,
    /// Attachments whose file is not there.
    pub missing_files: Vec<String>,
    /// Attachments whose file is not what was kept.
    pub altered_files: Vec<String>,
    /// Tables in which the ledger told again gives something else: table and record.
    pub different: Vec<(String, String)>,
    /// The ledger could be told again from its beginning.
    pub replayed: bool,
    /// Up to where the chain is known outside this file, in words; `None` when nothing is kept outside.
    pub anchored_up_to: Option<String>,
    /// The same as a place, of the newest anchor.
    pub anchor: Option<Anchored>,
    /// Entries that no anchor covers yet.
    #[ts(type = "number")]
    pub unanchored: u64,
    /// When the first of them was written, UTC.
    pub unanchored_since: Option<String>,
}

/// A place in a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Place {
    /// Device.
    pub device: String,
    /// Epoch.
    pub epoch: u32,
    /// Number of the entry.
    #[ts(type = "number")]
    pub seq: u64,
}

/// A place where a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BrokenPlace {
    /// Device.
    pub device: String,
    /// Epoch.
    pub epoch: u32,
    /// Number of the entry.
    #[ts(type = "number")]
    pub seq: u64,
    /// `altered`, `not_linked`, `gap` or `unreadable`.
    pub what: String,
    /// What the entry is about, as it reads now: 中文 label and number of the record.
    pub record: Option<String>,
    /// Its day, as it reads now.
    pub day: Option<String>,
}

/// A head that is known from elsewhere and that the chain contradicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Contradiction {
    /// Where the head says the chain was.
    #[serde(flatten)]
    #[ts(flatten)]
    pub at: Place,
    /// `altered`: another entry stands there; `cut_off`: the chain ends before.
    pub what: String,
    /// `signed`, `backup`, `paper`, `peer`, `remembered` or `given`.
    pub by: String,
    /// When that head was taken, UTC.
    pub taken_at: String,
    /// Where it lies.
    pub place: String,
    /// Where the chain ends now.
    #[ts(type = "number")]
    pub ends_at: u64,
}

/// Up to where the chain is known outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Anchored {
    /// The last entry that is covered.
    #[serde(flatten)]
    #[ts(flatten)]
    pub at: Place,
    /// `backup`, `paper` or `peer`.
    pub by: String,
    /// When it was taken out, UTC.
    pub taken_at: String,
    /// Where it lies.
    pub place: String,
}

/// Stretches of a verification in percent: the file's pages before, the chains, papers and files, the replay.
const CHAINS: (u32, u32) = (20, 45);
const FILES: (u32, u32) = (45, 55);
const REPLAY: (u32, u32) = (55, 95);

/// Checks everything. Reads only.
///
/// # Errors
/// When the file cannot be read at all; damage that can be named is no error.
pub fn verify(shop: &OpenShop) -> Result<Verification, Refusal> {
    verify_against(shop, &[])
}

/// As [`verify`], and holds the chains against heads that are known from elsewhere.
///
/// # Errors
/// As [`verify`].
pub fn verify_against(shop: &OpenShop, known: &[Known]) -> Result<Verification, Refusal> {
    verify_in_steps(shop, known, &Going::quietly())
}

/// As [`verify_against`], told how far it is and stopped when asked to: after the pages of the file, and after every page of the
/// ledger.
///
/// # Errors
/// As [`verify`]; `cancelled` when somebody stopped it.
pub fn verify_in_steps(shop: &OpenShop, known: &[Known], going: &Going<'_>) -> Result<Verification, Refusal> {
    let mut found = Verification::default();
    going.at((0, 0), 0)?;
    let physical = shop.with_vault(|vault| vault.integrity())?;
    found.altered_pages = physical.altered_pages.iter().map(|page| i64::from(*page)).collect();
    found.structure = physical.structure.clone();
    if !found.altered_pages.is_empty() || !found.structure.is_empty() {
        found.unreadable = unread(shop);
    }
    let read = shop.store.read(|tx| {
        let going = going.over(u64::try_from(tx.count("SELECT count(*) FROM ledger_entry", &[])?).unwrap_or(0));
        chains::check(tx, &mut found, &going)?;
        anchors::check(tx, &shop.shop_id(), known, &mut found)?;
        going.at(FILES, 0)?;
        found.altered_papers = tx.altered_blobs()?;
        let files = check_files(tx, &shop.files)?;
        (found.missing_files, found.altered_files) = (files.missing, files.altered);
        if found.broken.is_empty() {
            compare_tables(tx, &mut found, &going)?;
        }
        Ok::<_, Refusal>(())
    });
    match read {
        Ok(()) => Ok(found),
        Err(no) if is_stopped(&no) => Err(no),
        // The file is damaged and it is said where: that is an answer, not a failure.
        Err(_) if !found.altered_pages.is_empty() => Ok(found),
        Err(no) => Err(no),
    }
}

/// The part of a verification that looks at the ledger alone: chains, heads, signatures, anchors. Memory does not grow with
/// the ledger.
///
/// # Errors
/// As [`verify`].
pub fn check_chains(tx: &Tx<'_>, shop: &str, known: &[Known], found: &mut Verification) -> Result<(), Refusal> {
    chains::check(tx, found, &Going::quietly())?;
    anchors::check(tx, shop, known, found)
}

fn compare_tables(tx: &Tx<'_>, found: &mut Verification, going: &Going<'_>) -> Result<(), Refusal> {
    let scratch = Store::scratch()?;
    match replay_tables(tx, &scratch, &|done| going.at(REPLAY, done)) {
        Ok(_) => {
            found.replayed = true;
            let different = scratch.write(|told| differences(tx, told))?;
            found.different = different.into_iter().map(|difference| (difference.table, difference.id)).collect();
        }
        Err(no) if is_stopped(&no) => return Err(no),
        Err(no) => found.structure.push(no.message),
    }
    Ok(())
}
