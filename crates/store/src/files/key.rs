use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use zeroize::Zeroizing;

use crate::vault::VaultFault;

const LEN: usize = 32;

/// The key of one file: 256 random bits, wiped on drop. Its record holds it, sealed like everything personal; when that is
/// erased, the file can never be read again, wherever copies of it lie.
#[derive(Clone, PartialEq, Eq)]
pub struct FileKey(Zeroizing<[u8; LEN]>);

impl FileKey {
    /// A new random key.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn generate() -> Result<FileKey, VaultFault> {
        let mut bytes = Zeroizing::new([0; LEN]);
        getrandom::fill(&mut *bytes).map_err(|_| VaultFault::NoRandom)?;
        Ok(FileKey(bytes))
    }

    /// The key as its record holds it.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64.encode(*self.0))
    }

    /// The key out of its record.
    #[must_use]
    pub fn from_text(text: &str) -> Option<FileKey> {
        let bytes = Zeroizing::new(BASE64.decode(text).ok()?);
        Some(FileKey(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    pub(super) fn expose(&self) -> &[u8; LEN] {
        &self.0
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_to_its_record_and_back_and_is_never_printed() {
        let key = FileKey::generate().unwrap();
        assert_eq!(FileKey::from_text(&key.to_text()), Some(key.clone()));
        assert_ne!(FileKey::generate().unwrap(), key);
        assert_eq!(format!("{key:?}"), "FileKey(…)");
        for wrong in ["", "AAAA", "no base64!"] {
            assert_eq!(FileKey::from_text(wrong), None);
        }
    }
}
