//! Heads that were signed or taken out, held against the chain as it is now.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shounuo_ledger::{Head, Position, SignedHead};
use shounuo_store::{Anchor, Tx};

use super::{Anchored, Contradiction, Place, Verification};
use crate::kernel::refusal::Refusal;
use crate::kernel::signing::{declared_key, key_entries};

const PAGE: u32 = 1_000;

/// A head that is known from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// `backup`, `paper`, `peer`, `remembered` or `given`.
    pub by: String,
    /// The head.
    pub head: Head,
    /// When it was taken, milliseconds since 1970, UTC.
    pub taken_ms: i64,
    /// Where it lies, in words.
    pub place: String,
}

/// What the chain says of a head that was known once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// The same entry stands there: nothing before it was changed since.
    Same,
    /// Another entry stands there: it, or one before it, was changed.
    Altered,
    /// The chain ends before: its end was cut off, or an older file was put in its place.
    CutOff,
}

/// Holds a head against the chain it is of.
///
/// # Errors
/// When the file fails.
pub fn compare(tx: &Tx<'_>, head: &Head) -> Result<Compared, Refusal> {
    Ok(match tx.entry_hash(&head.at)? {
        Some(hash) if hash == head.hash => Compared::Same,
        Some(_) => Compared::Altered,
        None if tx.chain_end(&head.at.device, head.at.epoch)? < head.at.seq => Compared::CutOff,
        None => Compared::Altered,
    })
}

/// The keys that each device declared, in order.
type Keys = BTreeMap<String, Vec<String>>;

/// Checks signatures and anchors, and says how far the chains are anchored.
pub(super) fn check(tx: &Tx<'_>, shop: &str, known: &[Known], found: &mut Verification) -> Result<(), Refusal> {
    let keys = declared_keys(tx, shop, found)?;
    let mut worst = Worst::default();
    let mut after = Position { device: String::new(), epoch: 0, seq: 0 };
    loop {
        let page = tx.signed_heads_after(&after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.at.clone();
        for head in &page {
            found.signed_heads += 1;
            require_signed(head, shop, &keys, found);
            worst.hold(tx, &known_of("signed", head, head.wall_ms, ""))?;
        }
    }
    let anchors = tx.anchors()?;
    for Anchor { kind, head, made_ms, place } in &anchors {
        require_signed(head, shop, &keys, found);
        worst.hold(tx, &known_of(kind, head, *made_ms, place))?;
    }
    for known in known {
        worst.hold(tx, known)?;
    }
    worst.told(found);
    anchored(tx, &anchors, found)
}

fn known_of(by: &str, head: &SignedHead, taken_ms: i64, place: &str) -> Known {
    Known { by: by.into(), head: head.head(), taken_ms, place: place.into() }
}

fn declared_keys(tx: &Tx<'_>, shop: &str, found: &mut Verification) -> Result<Keys, Refusal> {
    let mut keys = Keys::new();
    for entry in key_entries(tx)? {
        let at = &entry.body.at;
        let known = keys.entry(at.device.clone()).or_default();
        match declared_key(&entry) {
            Some(declared) if declared.follows(known, shop, &at.device) => known.push(declared.public_key),
            _ => found.bad_signatures.push(place(at)),
        }
    }
    Ok(keys)
}

fn require_signed(head: &SignedHead, shop: &str, keys: &Keys, found: &mut Verification) {
    let declared = keys.get(&head.at.device).is_some_and(|keys| keys.contains(&head.public_key));
    let at = place(&head.at);
    let signed = declared && head.shop == shop && head.is_signed();
    if !signed && !found.bad_signatures.contains(&at) {
        found.bad_signatures.push(at);
    }
}

fn place(at: &Position) -> Place {
    Place { device: at.device.clone(), epoch: at.epoch, seq: at.seq }
}

/// Of each chain, and of each source, the worst contradiction: the first entry that was changed, the longest tail cut off.
#[derive(Default)]
struct Worst(BTreeMap<(String, u32, String, &'static str), Contradiction>);

impl Worst {
    fn hold(&mut self, tx: &Tx<'_>, known: &Known) -> Result<(), Refusal> {
        let what = match compare(tx, &known.head)? {
            Compared::Same => return Ok(()),
            Compared::Altered => "altered",
            Compared::CutOff => "cut_off",
        };
        let at = &known.head.at;
        let told = Contradiction {
            at: place(at),
            what: what.into(),
            by: known.by.clone(),
            taken_at: instant(known.taken_ms),
            place: known.place.clone(),
            ends_at: tx.chain_end(&at.device, at.epoch)?,
        };
        let worse = |old: &Contradiction| if what == "altered" { at.seq < old.at.seq } else { at.seq > old.at.seq };
        let slot = (at.device.clone(), at.epoch, known.by.clone(), what);
        if self.0.get(&slot).is_none_or(worse) {
            self.0.insert(slot, told);
        }
        Ok(())
    }

    fn told(self, found: &mut Verification) {
        for told in self.0.into_values() {
            let chain = format!("{}/{}", told.at.device, told.at.epoch);
            if told.what == "cut_off" && !found.cut_off.contains(&chain) {
                found.cut_off.push(chain);
            }
            found.contradicted.push(told);
        }
    }
}

fn instant(millis: i64) -> String {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// How far the chains are anchored. An anchor that the chain contradicts covers nothing.
fn anchored(tx: &Tx<'_>, anchors: &[Anchor], found: &mut Verification) -> Result<(), Refusal> {
    let mut covered: BTreeMap<(&str, u32), u64> = BTreeMap::new();
    for anchor in anchors {
        let at = &anchor.head.at;
        if compare(tx, &anchor.head.head())? != Compared::Same {
            continue;
        }
        let furthest = covered.entry((&at.device, at.epoch)).or_default();
        *furthest = at.seq.max(*furthest);
        // Newest first: of several on the same entry the newest is the one that is easiest to find.
        if found.anchor.as_ref().is_none_or(|best| best.at.device == at.device && best.at.epoch == at.epoch && best.at.seq < at.seq) {
            found.anchor =
                Some(Anchored { at: place(at), by: anchor.kind.clone(), taken_at: instant(anchor.made_ms), place: anchor.place.clone() });
        }
    }
    let mut since: Option<i64> = None;
    for (device, epoch) in tx.chains()? {
        let up_to = covered.get(&(device.as_str(), epoch)).copied().unwrap_or(0);
        found.unanchored += tx.chain_end(&device, epoch)?.saturating_sub(up_to);
        let first = tx.entry_wall(&Position { device, epoch, seq: up_to + 1 })?;
        since = since.into_iter().chain(first).min();
    }
    found.unanchored_since = since.map(instant);
    found.anchored_up_to = found.anchor.as_ref().map(Anchored::words);
    Ok(())
}
