//! The operating system's keychain as the store wants it: Secret Service on Linux, Keychain on macOS, Credential Manager
//! on Windows. The only crate that names keyring. Never the Linux kernel's keyring, which forgets at restart.
//!
//! Calls block while a person answers the system's question, but not for ever: then they end as slow. Whether there is a keychain at all is found
//! out once per process; after [`KeychainFault::Missing`] only a restart asks again.

use std::time::Duration;

use keyring::{Entry, Error};
use shounuo_store::vault::{KEYCHAIN_PATIENCE, Keychain, KeychainFault, within};
use zeroize::Zeroizing;

/// The keychain of the person logged in to this computer. Entries are named by a service, the same for all of ours, and
/// an account.
#[derive(Debug, Clone, Copy)]
pub struct SystemKeychain {
    service: &'static str,
    wait: Duration,
}

impl SystemKeychain {
    /// The keychain under our own service name.
    pub const fn new() -> Self {
        Self { service: "shounuo", wait: KEYCHAIN_PATIENCE }
    }

    /// The same keychain, waited for no longer than this at each call.
    pub const fn waiting(self, wait: Duration) -> Self {
        Self { wait, ..self }
    }

    /// Whether there is a keychain to talk to; it may still be locked.
    pub fn available() -> bool {
        within(KEYCHAIN_PATIENCE, || Entry::store_status().as_ref().map(drop).map_err(fault)).is_ok()
    }

    /// Does `work` with the entry of `account`, off this thread.
    fn ask<T: Send + 'static>(
        &self,
        account: &str,
        work: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, KeychainFault> {
        let (service, account) = (self.service, account.to_owned());
        within(self.wait, move || Entry::new(service, &account).and_then(|entry| work(&entry)).map_err(|error| fault(&error)))
    }
}

impl Default for SystemKeychain {
    fn default() -> Self {
        Self::new()
    }
}

impl Keychain for SystemKeychain {
    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainFault> {
        self.ask(account, |entry| match entry.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn set(&self, account: &str, secret: &[u8]) -> Result<(), KeychainFault> {
        let secret = Zeroizing::new(secret.to_vec());
        self.ask(account, move |entry| entry.set_secret(&secret))
    }

    fn delete(&self, account: &str) -> Result<(), KeychainFault> {
        self.ask(account, |entry| match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
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
