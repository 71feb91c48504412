//! MP4 and QuickTime: boxes within boxes. The boxes that describe (place, device, titles) are emptied where they stand, so
//! that nothing moves and every offset in the file still holds.

use crate::MediaFault;
use crate::bytes::{array, be_u32, be_u64};

const BROKEN: MediaFault = MediaFault::Broken("视频");
/// Boxes that only describe.
const DESCRIBING: &[&[u8; 4]] = &[b"udta", b"meta", b"uuid"];
/// Boxes in which describing boxes stand, the outer one first; no deeper, or a file of nothing but nested boxes would
/// exhaust the stack.
const HOLDING: &[&[u8; 4]] = &[b"moov", b"trak"];

pub fn clean(mut bytes: Vec<u8>) -> Result<Vec<u8>, MediaFault> {
    let end = bytes.len();
    if empty_within(&mut bytes, 0, end, HOLDING)? { Ok(bytes) } else { Err(BROKEN) }
}

struct Box {
    name: [u8; 4],
    body: usize,
    end: usize,
}

/// Empties what describes between `at` and `end`, there and in the boxes that `holding` names; says whether the first of
/// these was there.
fn empty_within(bytes: &mut [u8], mut at: usize, end: usize, holding: &[&[u8; 4]]) -> Result<bool, MediaFault> {
    let mut held = false;
    while at < end {
        let found = box_at(bytes, at, end).ok_or(BROKEN)?;
        if DESCRIBING.contains(&&found.name) {
            bytes[at + 4..at + 8].copy_from_slice(b"free");
            bytes[found.body..found.end].fill(0);
        } else if let Some((_, inner)) = holding.split_first().filter(|(next, _)| **next == &found.name) {
            held = true;
            empty_within(bytes, found.body, found.end, inner)?;
        }
        at = found.end;
    }
    Ok(held)
}

/// The box that begins at `at` and must end by `within`.
fn box_at(bytes: &[u8], at: usize, within: usize) -> Option<Box> {
    let name = array(bytes, at + 4)?;
    let (head, len) = match be_u32(bytes, at)? {
        0 => (8, within.checked_sub(at)?),
        1 => (16, usize::try_from(be_u64(bytes, at + 8)?).ok()?),
        len => (8, usize::try_from(len).ok()?),
    };
    let end = at.checked_add(len)?;
    (len >= head && end <= within).then_some(Box { name, body: at + head, end })
}
