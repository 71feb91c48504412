//! Formats 1 and 2, which earlier versions wrote: the head is the manifest, then come key file, database and files as they lie.
//! They are not sealed as a whole: what is altered is found by the sums, and by the seals of key file, database and files. So
//! there is no first pass; what is written goes into a folder that is thrown away.

use std::io::{BufRead, Read};

use super::content::{Content, Manifest};
use super::damaged;
use super::first::First;
use crate::kernel::Refusal;

const KEYS: u64 = 64 * 1024;

/// A backup of format 1 or 2 whose manifest was read.
pub(super) struct Older<R> {
    manifest: Manifest,
    from: R,
}

impl<R: BufRead> Older<R> {
    pub fn read(first: &First, from: R) -> Result<Older<R>, Refusal> {
        let manifest: Manifest = serde_json::from_slice(&first.head).map_err(|_| damaged())?;
        if manifest.keys_len > KEYS { Err(damaged()) } else { Ok(Older { manifest, from }) }
    }

    /// The key file, and what follows it.
    pub fn keys(mut self) -> Result<(Vec<u8>, Content<R>), Refusal> {
        let mut keys = Vec::new();
        self.from.by_ref().take(self.manifest.keys_len).read_to_end(&mut keys).map_err(|_| damaged())?;
        Ok((keys, Content::new(self.manifest, self.from)))
    }
}
