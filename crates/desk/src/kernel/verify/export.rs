//! The ledger as lines of JSON for a verifier that is not ours: docs/ledger-format.md says what they are.

use std::io::Write;

use serde::Serialize;
use serde_json::json;
use shounuo_ledger::{Position, canonical};
use shounuo_store::{StoreError, Tx};

use crate::kernel::refusal::Refusal;

const PAGE: u32 = 1_000;

/// Writes the ledger of the shop `shop`: a first line, every entry chain by chain, every signed head. Personal values stay
/// sealed. Memory does not grow with the ledger.
///
/// # Errors
/// When the file fails or `out` takes no more.
pub fn export(tx: &Tx<'_>, shop: &str, out: &mut impl Write) -> Result<(), Refusal> {
    line(out, &json!({ "format": "shounuo-ledger/1", "shop": shop }))?;
    for (device, epoch) in tx.chains()? {
        let mut after = 0;
        loop {
            let page = tx.chain_page(&device, epoch, after, PAGE)?;
            let Some(last) = page.last() else { break };
            after = last.body.at.seq;
            page.iter().try_for_each(|entry| line(out, &json!({ "entry": entry })))?;
        }
    }
    let mut after = Position { device: String::new(), epoch: 0, seq: 0 };
    loop {
        let page = tx.signed_heads_after(&after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.at.clone();
        page.iter().try_for_each(|head| line(out, &json!({ "signed_head": head })))?;
    }
}

fn line(out: &mut impl Write, value: &impl Serialize) -> Result<(), Refusal> {
    let mut bytes = canonical(value).map_err(StoreError::from)?;
    bytes.push(b'\n');
    out.write_all(&bytes).map_err(|_| Refusal::new("output", "台账写不出去，请检查输出位置和磁盘空间"))
}
