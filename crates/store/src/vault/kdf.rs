use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::VaultFault;
use super::secret::KEY_LEN;

const MIB: u32 = 1024;

/// Cost of Argon2id. What a file asks for is checked by [`Argon2Cost::check`] before any memory is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Argon2Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Argon2Cost {
    /// For recovery codes and backups: 256 MiB, 3 passes, 4 lanes.
    pub const RECOVERY: Self = Self::new(256 * MIB, 3, 4);
    /// For staff passwords: RFC 9106's second recommended set, 64 MiB, 3 passes, 4 lanes.
    pub const PASSWORD: Self = Self::new(64 * MIB, 3, 4);
    /// Never below (OWASP, ASVS appendix C): 19 MiB, 2 passes, 1 lane.
    pub const FLOOR: Self = Self::new(19 * MIB, 2, 1);
    /// Never above: 1 GiB, 10 passes, 16 lanes.
    pub const CEILING: Self = Self::new(1024 * MIB, 10, 16);

    const fn new(memory_kib: u32, passes: u32, lanes: u32) -> Self {
        Self { memory_kib, passes, lanes }
    }

    /// Refuses what lies outside [`Self::FLOOR`] and [`Self::CEILING`].
    pub fn check(self) -> Result<(), VaultFault> {
        let (low, high) = (Self::FLOOR, Self::CEILING);
        let inside = (low.memory_kib..=high.memory_kib).contains(&self.memory_kib)
            && (low.passes..=high.passes).contains(&self.passes)
            && (low.lanes..=high.lanes).contains(&self.lanes);
        if inside { Ok(()) } else { Err(VaultFault::KdfOutOfBounds) }
    }

    /// The parameters as the argon2 crate wants them, within bounds.
    pub(crate) fn params(self) -> Result<Params, VaultFault> {
        self.check()?;
        Params::new(self.memory_kib, self.passes, self.lanes, Some(KEY_LEN)).map_err(|_| VaultFault::KdfOutOfBounds)
    }

    /// Argon2id version 1.3 of `secret` and `salt`, 32 bytes. Memory is asked for in a way that can be refused.
    pub(super) fn stretch(self, secret: &[u8], salt: &[u8]) -> Result<Zeroizing<[u8; KEY_LEN]>, VaultFault> {
        let params = self.params()?;
        let mut memory = Vec::new();
        memory.try_reserve_exact(params.block_count()).map_err(|_| VaultFault::OutOfMemory)?;
        memory.resize_with(params.block_count(), Block::default);
        let mut key = Zeroizing::new([0; KEY_LEN]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(secret, salt, &mut *key, &mut memory[..])
            .map_err(|_| VaultFault::KdfOutOfBounds)?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_outside_the_bounds_are_refused() {
        let floor = Argon2Cost::FLOOR;
        for (cost, fine) in [
            (floor, true),
            (Argon2Cost::CEILING, true),
            (Argon2Cost::RECOVERY, true),
            (Argon2Cost::PASSWORD, true),
            (Argon2Cost { memory_kib: floor.memory_kib - 1, ..floor }, false),
            (Argon2Cost { passes: 1, ..floor }, false),
            (Argon2Cost { lanes: 0, ..floor }, false),
            (Argon2Cost { memory_kib: 1024 * MIB + 1, ..floor }, false),
            (Argon2Cost { memory_kib: u32::MAX, ..floor }, false),
            (Argon2Cost { passes: 11, ..floor }, false),
            (Argon2Cost { lanes: 17, ..floor }, false),
        ] {
            assert_eq!(cost.check().is_ok(), fine, "{cost:?}");
            assert_eq!(cost.params().is_ok(), fine, "{cost:?}");
        }
    }

    #[test]
    fn stretching_depends_on_secret_salt_and_cost() {
        let base = Argon2Cost::FLOOR.stretch(b"secret", b"salt salt").unwrap();
        assert_eq!(base, Argon2Cost::FLOOR.stretch(b"secret", b"salt salt").unwrap());
        assert_ne!(base, Argon2Cost::FLOOR.stretch(b"secres", b"salt salt").unwrap());
        assert_ne!(base, Argon2Cost::FLOOR.stretch(b"secret", b"salt sald").unwrap());
        assert_ne!(base, Argon2Cost { passes: 3, ..Argon2Cost::FLOOR }.stretch(b"secret", b"salt salt").unwrap());
    }
}
