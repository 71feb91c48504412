use zeroize::Zeroizing;

/// Why the operating system's keychain did not answer. Nothing in it comes from the keychain's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeychainFault {
    /// No keychain service on this system.
    #[error("没有可用的系统钥匙串")]
    Missing,
    /// The keychain is closed, or the person refused.
    #[error("系统钥匙串已锁定或拒绝访问")]
    Locked,
    /// No answer within the time it was given.
    #[error("系统钥匙串迟迟没有回应")]
    Slow,
    /// Anything else, with a short technical name of its kind.
    #[error("系统钥匙串出错（{0}）")]
    Other(&'static str),
}

/// A place outside the shop's folder that keeps a few bytes for the person logged in to the computer: convenience, never
/// the only way to the key. Calls may take many seconds (a person may be asked), so keep them off the window's thread.
pub trait Keychain: Send + Sync {
    /// The bytes under `account`; `None` when there is no such entry.
    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainFault>;
    /// Writes or replaces the entry.
    fn set(&self, account: &str, secret: &[u8]) -> Result<(), KeychainFault>;
    /// Removes the entry; no entry is fine too.
    fn delete(&self, account: &str) -> Result<(), KeychainFault>;
}

impl<K: Keychain + ?Sized> Keychain for std::sync::Arc<K> {
    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainFault> {
        (**self).get(account)
    }

    fn set(&self, account: &str, secret: &[u8]) -> Result<(), KeychainFault> {
        (**self).set(account, secret)
    }

    fn delete(&self, account: &str) -> Result<(), KeychainFault> {
        (**self).delete(account)
    }
}

/// A keychain in memory, for tests: it can be locked, taken away, emptied and filled with garbage.
#[cfg(feature = "testing")]
#[derive(Debug, Default)]
pub struct MemoryKeychain {
    entries: std::sync::Mutex<std::collections::BTreeMap<String, Vec<u8>>>,
    fault: std::sync::Mutex<Option<KeychainFault>>,
}

#[cfg(feature = "testing")]
impl MemoryKeychain {
    /// Every call fails with `fault` from now on; `None` heals it.
    pub fn fail(&self, fault: Option<KeychainFault>) {
        *lock(&self.fault) = fault;
    }

    /// The entries as they are now.
    pub fn entries(&self) -> std::collections::BTreeMap<String, Vec<u8>> {
        lock(&self.entries).clone()
    }

    /// Puts these entries in place of what is there.
    pub fn replace(&self, entries: std::collections::BTreeMap<String, Vec<u8>>) {
        *lock(&self.entries) = entries;
    }

    fn ready(&self) -> Result<(), KeychainFault> {
        lock(&self.fault).map_or(Ok(()), Err)
    }
}

#[cfg(feature = "testing")]
fn lock<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(feature = "testing")]
impl Keychain for MemoryKeychain {
    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainFault> {
        self.ready()?;
        Ok(lock(&self.entries).get(account).cloned().map(Zeroizing::new))
    }

    fn set(&self, account: &str, secret: &[u8]) -> Result<(), KeychainFault> {
        self.ready()?;
        lock(&self.entries).insert(account.to_owned(), secret.to_vec());
        Ok(())
    }

    fn delete(&self, account: &str) -> Result<(), KeychainFault> {
        self.ready()?;
        lock(&self.entries).remove(account);
        Ok(())
    }
}
