//! The shop's folder and its keys: made once, opened by keychain or recovery code, never re-made, never unencrypted.
//!
//! ```text
//! data key   256 random bits, handed raw to SQLCipher, wrapped in
//!  |
//!  +-- keychain slot   under a random key that the operating system's keychain holds: convenience
//!  +-- recovery slot   sealed to the shop's recovery key, whose private half is under the printed code: truth
//! ```
//!
//! Files: `shounuo.db` (with `-wal` and `-shm`), `shounuo.keys` and its copy `shounuo.keys.2`, `shounuo.lock`,
//! `shounuo.seen` with how far the ledger was known to be, and `shounuo.setup` only while a set-up runs.

mod base64_text;
mod database;
mod fault;
mod integrity;
mod kdf;
mod key_file;
mod keychain;
mod lock;
mod open;
mod patience;
mod place;
mod recovery;
mod reserve;
mod rotate;
mod secret;
mod seen;
mod setup;
mod signing_seed;
mod slots;
pub(crate) mod write_file;

pub use database::{APPLICATION_ID, copy_database, open_database, open_reader};
pub(crate) use database::{
    DATABASE, LOG, copy_in_steps, copy_name, create_database, finish, open_file, open_unwritten, replace_with_copy, require_seals,
};
pub use fault::VaultFault;
pub use integrity::{BrokenLink, Integrity, Soundness, integrity};
pub use kdf::Argon2Cost;
pub use key_file::KeyFiles;
#[cfg(feature = "testing")]
pub use key_file::{key_file_around, reads_key_file};
#[cfg(feature = "testing")]
pub use keychain::MemoryKeychain;
pub use keychain::{Keychain, KeychainFault};
pub use open::{KeychainCheck, ShopIdentity, Vault, open_key_file, require_shop, unlock_with_code, unlock_with_key, unlock_with_keychain};
pub use patience::{KEYCHAIN_PATIENCE, within};
pub use place::{Place, is_elsewhere, place_of};
pub use recovery::{RecoveryCode, RecoveryCodeFault};
pub use reserve::{free_reserve, has_reserve, keep_reserve};
pub use rotate::{Rotated, RotationStep};
pub use secret::DataKey;
pub use seen::{Memory, Seen};
pub use setup::{begin, create, discard_unfinished_setup, restore};
pub use signing_seed::SigningSeed;
