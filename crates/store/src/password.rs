//! Staff passwords and PINs: how they are kept, and how long a person waits after wrong ones.

use std::time::Duration;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::vault::{Argon2Cost, VaultFault};

/// Shortest password in characters; six digits are acceptable as a device's PIN.
pub const MIN_CHARACTERS: usize = 6;
/// Longest password in bytes; more only feeds the hash.
pub const MAX_BYTES: usize = 256;

/// Why a password was not taken or could not be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordFault {
    /// Under [`MIN_CHARACTERS`].
    #[error("密码至少 {MIN_CHARACTERS} 个字符，请重新设置。")]
    TooShort,
    /// Over [`MAX_BYTES`].
    #[error("密码太长（最多 {MAX_BYTES} 字节），请缩短后重试。")]
    TooLong,
    /// What is stored is no Argon2id hash within bounds.
    #[error("保存的密码记录已损坏或参数超出允许范围，无法核对。请由店主为该员工重设密码。")]
    BadHash,
    /// No random bytes, or no memory.
    #[error(transparent)]
    System(#[from] VaultFault),
}

impl PasswordFault {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooShort => "password_too_short",
            Self::TooLong => "password_too_long",
            Self::BadHash => "password_hash_damaged",
            Self::System(fault) => fault.code(),
        }
    }
}

/// The password as a PHC string (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`) to be stored.
pub fn hash_password(password: &str, cost: Argon2Cost) -> Result<String, PasswordFault> {
    if password.chars().count() < MIN_CHARACTERS {
        return Err(PasswordFault::TooShort);
    }
    if password.len() > MAX_BYTES {
        return Err(PasswordFault::TooLong);
    }
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|_| VaultFault::NoRandom)?;
    let salt = SaltString::encode_b64(&salt).map_err(|_| PasswordFault::BadHash)?;
    let hash = hasher(cost.params()?).hash_password(password.as_bytes(), &salt);
    Ok(hash.map_err(|_| PasswordFault::BadHash)?.to_string())
}

/// Whether `password` is the one behind the stored PHC string. The string's cost is checked before any work is done.
pub fn verify_password(password: &str, stored: &str) -> Result<bool, PasswordFault> {
    let hash = PasswordHash::new(stored).map_err(|_| PasswordFault::BadHash)?;
    let params = stored_params(&hash)?;
    if password.len() > MAX_BYTES {
        return Ok(false);
    }
    match hasher(params).verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::Password) => Ok(false),
        Err(_) => Err(PasswordFault::BadHash),
    }
}

/// Whether a stored hash costs less than `cost`, so that it should be made anew at the next good login.
pub fn needs_rehash(stored: &str, cost: Argon2Cost) -> bool {
    let params = PasswordHash::new(stored).ok().and_then(|hash| stored_params(&hash).ok());
    params.is_none_or(|p| p.m_cost() < cost.memory_kib || p.t_cost() < cost.passes)
}

fn hasher(params: Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn stored_params(hash: &PasswordHash<'_>) -> Result<Params, PasswordFault> {
    let current = hash.algorithm == argon2::ARGON2ID_IDENT && hash.version == Some(Version::V0x13.into());
    let complete = hash.salt.is_some() && hash.hash.is_some_and(|hash| hash.len() == 32);
    let params = Params::try_from(hash).map_err(|_| PasswordFault::BadHash)?;
    let cost = Argon2Cost { memory_kib: params.m_cost(), passes: params.t_cost(), lanes: params.p_cost() };
    if current && complete && cost.check().is_ok() { Ok(params) } else { Err(PasswordFault::BadHash) }
}

/// Wrong tries that cost no waiting.
pub const FREE_TRIES: u32 = 5;
const FIRST_WAIT: u64 = 15;
const LONGEST_WAIT: u64 = 15 * 60;

/// How long the next try still has to wait after `failures` wrong ones in a row, when `passed` has gone by since the last of
/// them: five are free, then 15 seconds, doubling up to 15 minutes. `passed` is measured by a clock that nobody can set; the
/// counter goes back to zero only with a right password.
#[must_use]
pub fn still_to_wait(failures: u32, passed: Duration) -> Duration {
    full_wait(failures).saturating_sub(passed)
}

fn full_wait(failures: u32) -> Duration {
    let doublings = failures.checked_sub(FREE_TRIES).map(|over| over.min(10));
    Duration::from_secs(doublings.map_or(0, |doublings| (FIRST_WAIT << doublings).min(LONGEST_WAIT)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_wait_grows_from_nothing_to_a_quarter_of_an_hour() {
        let table =
            [(0, 0), (4, 0), (5, 15), (6, 30), (7, 60), (8, 120), (9, 240), (10, 480), (11, 900), (12, 900), (1000, 900), (u32::MAX, 900)];
        for (failures, seconds) in table {
            assert_eq!(still_to_wait(failures, Duration::ZERO), Duration::from_secs(seconds), "{failures}");
        }
    }

    #[test]
    fn the_wait_runs_off_and_ends() {
        assert_eq!(still_to_wait(5, Duration::from_secs(14)), Duration::from_secs(1));
        assert_eq!(still_to_wait(5, Duration::from_secs(15)), Duration::ZERO);
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_the_longest_and_it_only_runs_off(failures: u32, passed in 0u64..10_000) {
            let (whole, left) = (still_to_wait(failures, Duration::ZERO), still_to_wait(failures, Duration::from_secs(passed)));
            prop_assert!(whole <= Duration::from_secs(LONGEST_WAIT) && left <= whole);
            prop_assert_eq!(whole.is_zero(), failures < FREE_TRIES);
        }

        #[test]
        fn any_stored_text_is_answered(stored in "\\PC{0,60}") {
            prop_assert_eq!(verify_password("whatever", &stored), Err(PasswordFault::BadHash));
        }
    }

    #[test]
    fn a_password_verifies_and_another_does_not() {
        let stored = hash_password("correct 马", Argon2Cost::FLOOR).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(verify_password("correct 马", &stored), Ok(true));
        assert_eq!(verify_password("correct 牛", &stored), Ok(false));
        assert_eq!(verify_password(&"x".repeat(MAX_BYTES + 1), &stored), Ok(false));
        assert_ne!(hash_password("correct 马", Argon2Cost::FLOOR).unwrap(), stored);
        assert!(needs_rehash(&stored, Argon2Cost::PASSWORD));
        assert!(!needs_rehash(&stored, Argon2Cost::FLOOR));
    }

    #[test]
    fn short_and_long_passwords_are_refused() {
        assert_eq!(hash_password("12345", Argon2Cost::FLOOR), Err(PasswordFault::TooShort));
        assert_eq!(hash_password("马到成功", Argon2Cost::FLOOR), Err(PasswordFault::TooShort));
        assert_eq!(hash_password(&"x".repeat(MAX_BYTES + 1), Argon2Cost::FLOOR), Err(PasswordFault::TooLong));
    }

    #[test]
    fn stored_costs_out_of_bounds_and_foreign_kinds_are_refused() {
        let stored = hash_password("correct 马", Argon2Cost::FLOOR).unwrap();
        for (from, to) in [
            ("m=19456", "m=4294967295"),
            ("m=19456", "m=8"),
            ("t=2", "t=11"),
            ("t=2", "t=1"),
            ("p=1", "p=17"),
            ("argon2id", "argon2i"),
            ("v=19", "v=16"),
        ] {
            let changed = stored.replacen(from, to, 1);
            assert_ne!(changed, stored);
            assert_eq!(verify_password("correct 马", &changed), Err(PasswordFault::BadHash), "{to}");
        }
        let cut = &stored[..stored.rfind('$').unwrap()];
        assert_eq!(verify_password("correct 马", cut), Err(PasswordFault::BadHash));
    }
}
