//! This installation: its chain, its numbers, its ids.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use uuid::Uuid;

use super::refusal::Refusal;
use shounuo_store::Tx;

/// This installation: which chain it writes, and the letters in its numbers.
#[derive(Debug)]
pub struct Seat {
    /// Device id, the name of its ledger chain.
    pub device: String,
    /// Epoch of the chain; rises after a restore.
    pub epoch: u32,
    /// Two letters that stand in human numbers, so that seats without a network never collide.
    pub code: String,
    ids: Ids,
}

/// Where ids come from: chance, or for the demo shop a counted series, so that it is the same everywhere.
#[derive(Debug)]
enum Ids {
    Random,
    Counted(AtomicU64),
}

impl Seat {
    /// The seat of this installation.
    #[must_use]
    pub fn new(device: &str, epoch: u32) -> Seat {
        Seat { device: device.into(), epoch, code: code_of(device), ids: Ids::Random }
    }

    /// A seat whose ids are a counted series: for the demo shop and for tests.
    #[must_use]
    pub fn counted(device: &str, epoch: u32) -> Seat {
        Seat { ids: Ids::Counted(AtomicU64::new(1)), ..Seat::new(device, epoch) }
    }

    /// A new id (UUIDv7).
    #[must_use]
    pub fn new_id(&self, now: Timestamp) -> String {
        match &self.ids {
            Ids::Random => Uuid::now_v7().to_string(),
            Ids::Counted(next) => {
                let count = next.fetch_add(1, Ordering::Relaxed);
                let mut tail = [0_u8; 10];
                let device = spread(&self.device).to_be_bytes();
                tail[..2].copy_from_slice(&device[6..]);
                tail[2..].copy_from_slice(&count.to_be_bytes());
                let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
                uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid().to_string()
            }
        }
    }

    /// The next human number of a prefix, e.g. `ZL-3F-00018-K`: prefix, seat, running number, check character.
    /// Without gaps, because it is taken in the transaction of the event that needs it.
    ///
    /// # Errors
    /// When the file fails.
    pub fn next_number(&self, tx: &Tx<'_>, table: &str, prefix: &str) -> Result<String, Refusal> {
        let name = format!("series:{prefix}");
        let start = format!("{prefix}-{}-", self.code);
        let last = match tx.local(&name)?.as_i64() {
            Some(last) => last,
            // Not known here (a new file, or one rebuilt from the ledger): the numbers themselves say it.
            None => tx.count(
                &format!("SELECT max(CAST(substr(number, ?1) AS INTEGER)) FROM {table} WHERE substr(number, 1, ?2) = ?3"),
                &[(start.len() + 1).into(), start.len().into(), start.as_str().into()],
            )?,
        };
        let next = last + 1;
        tx.set_local(&name, &next.into())?;
        let body = format!("{start}{next:05}");
        let check = check_character(&body);
        Ok(format!("{body}-{check}"))
    }
}

/// Digits and letters that are not mistaken for each other: those of the unified social credit code (GB 32100).
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// FNV-1a: spread enough for two letters, short, and the same on every machine.
fn spread(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The id of something that has a name of its own outside the app, such as a platform's order: two seats that take in the
/// same file without knowing of each other give it the same id, and meet without doubling it.
#[must_use]
pub fn derived_id(parts: &[&str]) -> String {
    let namespace = Uuid::from_u128(0x5368_6f75_6e75_6f00_8000_6465_7269_7665);
    // The length stands before each part: ("a", "bc") and ("ab", "c") are two things.
    let name: String = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
    Uuid::new_v5(&namespace, name.as_bytes()).to_string()
}

/// Two letters for a device.
fn code_of(device: &str) -> String {
    let hash = spread(device);
    let letter = |value: u64| char::from(ALPHABET[(value % 31) as usize]);
    format!("{}{}", letter(hash), letter(hash / 31))
}

/// Check character of a number, weighted like that of GB 32100 (powers of 3 modulo 31): finds every wrong digit and every
/// swap of two neighbouring digits.
#[must_use]
pub fn check_character(body: &str) -> char {
    let (mut sum, mut weight) = (0_u32, 1_u32);
    for character in body.chars().filter(char::is_ascii_alphanumeric) {
        sum = (sum + weight * character.to_digit(36).unwrap_or(0)) % 31;
        weight = weight * 3 % 31;
    }
    char::from(ALPHABET[((31 - sum) % 31) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_or_swapped_digit_changes_the_check_character() {
        let good = "ZL-3F-00187";
        let check = check_character(good);
        for (at, digit) in good.char_indices().filter(|(_, character)| character.is_ascii_digit()) {
            for other in ('0'..='9').filter(|other| *other != digit) {
                let mut wrong = good.to_owned();
                wrong.replace_range(at..=at, &other.to_string());
                assert_ne!(check_character(&wrong), check, "{wrong}");
            }
        }
        assert_ne!(check_character("ZL-3F-00817"), check);
    }

    #[test]
    fn counted_ids_repeat_and_random_ones_do_not() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        assert_eq!(Seat::counted("d", 1).new_id(now), Seat::counted("d", 1).new_id(now));
        let seat = Seat::new("d", 1);
        assert_ne!(seat.new_id(now), seat.new_id(now));
    }
}
