//! The cold restore: a backup is taken back into a folder of its own and compared with what it says of itself.

use std::path::Path;

use serde::{Deserialize, Serialize};
use shounuo_store::vault::DataKey;

use super::content::{ChainEnd, Manifest};
use super::steps::Steps;
use super::unpack;
use crate::kernel::Refusal;
use crate::kernel::verify::{Verification, verify};
use crate::workbench::OpenShop;

/// What a cold restore of a backup found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// What the restored record says when it is checked from the beginning.
    pub verification: Verification,
    /// The restored chains end where the manifest says.
    pub same_heads: bool,
    /// Everything in the restored database is what was backed up; true of formats 1 and 2, which have no such sum.
    pub same_state: bool,
    /// The signed end of the chain is signed, is of this shop and stands in the restored chain.
    pub signed: bool,
}

impl Restored {
    /// The record is whole, is the one that was backed up, and every attachment's file is there and whole.
    #[must_use]
    pub fn sound(&self) -> bool {
        self.findings().is_empty()
    }

    /// The record is whole and is the one that was backed up. The files that came with it are, by their sums, those of the
    /// shop: one that is missing or altered was so there, and is no reason to give up the rest.
    #[must_use]
    pub fn record_sound(&self) -> bool {
        self.differences().is_empty() && self.verification.record_sound()
    }

    /// Every finding in a sentence.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        let mut all = self.verification.findings();
        all.extend(self.differences());
        all
    }

    fn differences(&self) -> Vec<String> {
        let all = [
            (self.same_heads, "恢复出的台账与备份时记下的末尾不一致"),
            (self.same_state, "恢复出的数据与备份时的校验和不一致"),
            (self.signed, "备份里带签名的台账末尾与恢复出的台账对不上"),
        ];
        all.into_iter().filter(|(same, _)| !same).map(|(_, words)| words.to_owned()).collect()
    }
}

/// Restores a file into the folder `dir`, which is made, and checks what is there: the state as it lies first, then, with its
/// schema brought up to date, the whole record.
pub(super) fn restore(
    file: &Path,
    dir: &Path,
    key_of: impl FnOnce(&[u8]) -> Result<DataKey, Refusal>,
    steps: &Steps<'_>,
) -> Result<(Restored, OpenShop), Refusal> {
    let (manifest, vault) = unpack(file, dir, key_of, steps)?;
    let same_state = match &manifest.state {
        Some(state) => vault.state_sum()? == *state,
        None => true,
    };
    let shop = OpenShop::open(vault, false)?;
    let verification = verify(&shop)?;
    let heads: Vec<ChainEnd> = shop.store.read(|tx| Ok::<_, Refusal>(tx.ledger_heads()?.into_iter().map(ChainEnd::from).collect()))?;
    let same_heads = heads == manifest.heads && verification.entries == manifest.entries;
    let signed = is_signed(&shop, &manifest)?;
    Ok((Restored { manifest, verification, same_heads, same_state, signed }, shop))
}

fn is_signed(shop: &OpenShop, manifest: &Manifest) -> Result<bool, Refusal> {
    let Some(signed) = &manifest.signed_head else { return Ok(true) };
    let at = &signed.at;
    let tail = "device = ?1 AND epoch = ?2 AND seq = ?3";
    let there = shop.store.read(|tx| tx.entries(tail, &[at.device.as_str().into(), at.epoch.into(), at.seq.into()]))?;
    Ok(signed.is_signed() && signed.shop == shop.shop_id() && there.first().is_some_and(|entry| entry.hash == signed.hash))
}
