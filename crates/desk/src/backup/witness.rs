//! A backup as a witness: where the chains ended when it was made, to be held against the shop as it is now.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use jiff::Timestamp;
use shounuo_ledger::{Head, Position};
use shounuo_store::vault::RecoveryCode;

use super::content::Manifest;
use super::first::{Format, read_first};
use super::older::Older;
use super::sealed::Sealed;
use super::steps::Steps;
use super::{io, open_with, unreadable};
use crate::kernel::Refusal;
use crate::kernel::verify::Known;
use crate::workbench::{OpenShop, Progress};

/// Where the chains ended when the backup was made. Of format 3 the whole file is found to be as it was signed first; it opens
/// with the key of the shop itself, or with the recovery code when the shop's key was changed since.
///
/// # Errors
/// `other_shop`, `bad_backup`, `backup_damaged`, `wrong_code`.
pub fn witness(file: &Path, shop: &OpenShop, code: Option<&RecoveryCode>) -> Result<Vec<Known>, Refusal> {
    let manifest = manifest(file, shop, code)?;
    let known = ends(&manifest, file);
    let own = shop.store.read(|tx| tx.chains())?;
    if known.iter().any(|known| own.iter().any(|(device, _)| *device == known.head.at.device)) { Ok(known) } else { Err(other_shop()) }
}

fn manifest(file: &Path, shop: &OpenShop, code: Option<&RecoveryCode>) -> Result<Manifest, Refusal> {
    let file = File::open(file).map_err(unreadable)?;
    let mut from = BufReader::new(file.try_clone().map_err(io)?);
    let first = read_first(&mut from)?;
    if first.format != Format::Three {
        return Ok(Older::read(&first, from)?.keys()?.1.manifest);
    }
    let sealed = Sealed::read(&first, file)?;
    sealed.check_signature()?;
    if sealed.head.shop != shop.shop_id() {
        return Err(other_shop());
    }
    let key = match code {
        Some(code) => open_with(sealed.head.keys.as_bytes(), code)?,
        None => shop.with_vault(|vault| vault.data_key().clone()),
    };
    let progress = Progress::default();
    sealed.verify(&key, &Steps::new(&progress))?;
    Ok(sealed.content(&key)?.manifest)
}

fn ends(manifest: &Manifest, file: &Path) -> Vec<Known> {
    let place = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let taken_ms = manifest.made_at.parse::<Timestamp>().map_or(0, Timestamp::as_millisecond);
    let known = |end: &super::ChainEnd| Known {
        by: "backup".into(),
        head: Head { at: Position { device: end.device.clone(), epoch: end.epoch, seq: end.seq }, hash: end.hash.clone() },
        taken_ms,
        place: place.clone(),
    };
    manifest.heads.iter().map(known).collect()
}

fn other_shop() -> Refusal {
    Refusal::new("other_shop", "这是另一家店铺的备份，不能用来核对本店的台账")
}
