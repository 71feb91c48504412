//! What time brings about: day 31, an expiry, a breach. A kind says what is due; each deed then goes through the one door,
//! by rule, in a transaction of its own.

use jiff::Timestamp;
use shounuo_store::Tx;

use super::perform::Deed;
use super::refusal::Refusal;

/// Most deeds that one look may bring.
pub const MOST: usize = 200;

/// One thing that time, or another record, brings about.
#[derive(Clone, Copy)]
pub struct Wake {
    /// What, in Chinese, for the page of the flows.
    pub says: &'static str,
    /// What is to be done now, at most [`MOST`] deeds. Doing them takes away what it looks for.
    pub deeds: fn(&Tx<'_>, Timestamp) -> Result<Vec<Deed>, Refusal>,
}
