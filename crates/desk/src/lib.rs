//! What a person can do in 守诺: the kernel, one folder per capability, and the operations that window, command line and
//! tests share.

pub mod backup;
pub mod capabilities;
pub mod child;
pub mod demo;
pub mod kernel;
pub mod ops;
pub mod salvage;
pub mod workbench;

/// What a host needs of the vault: keychain, recovery code, cost of stretching.
pub mod vault {
    pub use shounuo_store::vault::{Argon2Cost, Keychain, KeychainFault, RecoveryCode};
}
