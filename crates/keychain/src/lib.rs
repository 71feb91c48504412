//! The operating system's keychain as the store wants it: Secret Service on Linux, Keychain on macOS, Credential Manager
//! on Windows. The only crate that names keyring. Never the Linux kernel's keyring, which forgets at restart.
//!
//! Calls block, for as long as a person takes to answer the system's question. Whether there is a keychain at all is found
//! out once per process; after [`KeychainFault::Missing`] only a restart asks again.

use keyring::{Entry, Error};
use shounuo_store::vault::{Keychain, KeychainFault};
use zeroize::Zeroizing;

/// The keychain of the person logged in to this computer. Entries are named by a service, the same for all of ours, and
/// an account.
#[derive(Debug, Clone, Copy)]
pub struct SystemKeychain {
    service: &'static str,
}

impl SystemKeychain {
    /// The keychain under our own service name.
    pub const fn new() -> Self {
        Self { service: "shounuo" }
    }

    /// Whether there is a keychain to talk to; it may still be locked.
    pub fn available() -> bool {
        Entry::store_status().is_ok()
    }

    fn entry(&self, account: &str) -> Result<Entry, KeychainFault> {
        Entry::new(self.service, account).map_err(|error| fault(&error))
    }
}

impl Default for SystemKeychain {
    fn default() -> Self {
        Self::new()
    }
}

impl Keychain for SystemKeychain {
    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainFault> {
        match self.entry(account)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(fault(&error)),
        }
    }

    fn set(&self, account: &str, secret: &[u8]) -> Result<(), KeychainFault> {
        self.entry(account)?.set_secret(secret).map_err(|error| fault(&error))
    }

    fn delete(&self, account: &str) -> Result<(), KeychainFault> {
        match self.entry(account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(fault(&error)),
        }
    }
}

/// Keeps the kind of the error and none of its words, which may hold the entry itself.
fn fault(error: &Error) -> KeychainFault {
    match error {
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => KeychainFault::Missing,
        Error::NoStorageAccess(_) => KeychainFault::Locked,
        Error::PlatformFailure(_) => KeychainFault::Other("platform"),
        Error::Ambiguous(_) => KeychainFault::Other("ambiguous"),
        Error::TooLong(..) => KeychainFault::Other("too long"),
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => KeychainFault::Other("format"),
        _ => KeychainFault::Other("unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_keep_their_kind_and_lose_their_words() {
        let words = || -> Box<dyn std::error::Error + Send + Sync> { "canary".into() };
        for (error, expected) in [
            (Error::NoDefaultStore, KeychainFault::Missing),
            (Error::NoStorageAccess(words()), KeychainFault::Locked),
            (Error::PlatformFailure(words()), KeychainFault::Other("platform")),
            (Error::BadEncoding(b"canary".to_vec()), KeychainFault::Other("format")),
            (Error::TooLong("canary".to_owned(), 1), KeychainFault::Other("too long")),
            (Error::Invalid("canary".to_owned(), "canary".to_owned()), KeychainFault::Other("unknown")),
        ] {
            let fault = fault(&error);
            assert_eq!(fault, expected);
            assert!(!format!("{fault} {fault:?}").contains("canary"));
        }
    }
}
