use std::fmt;
use std::fmt::Write as _;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::VaultFault;

/// Length in bytes of every symmetric key here.
pub const KEY_LEN: usize = 32;
/// Length in bytes of a database's salt.
pub(super) const SALT_LEN: usize = 16;

/// The database key: 256 random bits, made once per device, wiped on drop. It exists outside memory only wrapped in the
/// key slots. Sub-keys for other purposes come from [`DataKey::derive`], never from the key itself.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct DataKey([u8; KEY_LEN]);

impl DataKey {
    /// A new random key.
    pub fn generate() -> Result<Self, VaultFault> {
        random().map(|bytes| Self(*bytes))
    }

    /// A key that came out of a slot.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The key itself, for the slots that wrap it.
    pub(super) fn expose(&self) -> &[u8; KEY_LEN] {
        &self.0
    }

    /// A sub-key for one purpose, 32 bytes: HKDF-SHA256 with `label` as its info. The same label always gives the same
    /// key; different labels give unrelated ones.
    pub fn derive(&self, label: &str) -> Zeroizing<[u8; KEY_LEN]> {
        self.expand(label, None)
    }

    /// As [`DataKey::derive`], with a random salt that is kept beside what the key seals: every sealed thing has a key of its own.
    pub fn derive_salted(&self, label: &str, salt: &[u8; KEY_LEN]) -> Zeroizing<[u8; KEY_LEN]> {
        self.expand(label, Some(salt))
    }

    /// The key as digits, for the pipe to a process of our own that restores a backup cold; never for a file, an argument, the
    /// environment or a log.
    pub fn to_digits(&self) -> Zeroizing<String> {
        Zeroizing::new(crate::hash::hex(&self.0))
    }

    /// What [`DataKey::to_digits`] wrote.
    pub fn from_digits(digits: &str) -> Option<Self> {
        let byte = |at: usize| digits.get(2 * at..2 * at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let bytes = Zeroizing::new((0..KEY_LEN).map(byte).collect::<Option<Vec<u8>>>()?);
        if digits.len() == 2 * KEY_LEN { Self::from_bytes(&bytes) } else { None }
    }

    fn expand(&self, label: &str, salt: Option<&[u8]>) -> Zeroizing<[u8; KEY_LEN]> {
        let mut key = Zeroizing::new([0; KEY_LEN]);
        let info = format!("shounuo/v1/{label}");
        match Hkdf::<Sha256>::new(salt, &self.0).expand(info.as_bytes(), &mut *key) {
            Ok(()) => key,
            Err(_) => unreachable!("HKDF-SHA256 gives up to 8160 bytes"),
        }
    }

    /// A value that may be stored openly and tells whether a key is this key.
    pub(super) fn check_value(&self) -> [u8; 16] {
        let mut value = [0; 16];
        value.copy_from_slice(&self.derive("key-check")[..16]);
        value
    }

    /// The statement that hands this key and its salt to SQLCipher, raw, so that no password stretching runs.
    ///
    /// SQLCipher keeps the salt of a file in its first bytes and nowhere else: were they lost, the key alone would open nothing.
    /// So the salt follows from the key.
    pub(super) fn pragma(&self) -> Zeroizing<String> {
        self.statement("key", &self.salt())
    }

    /// The salt of a database under this key. It is no secret: it stands in the file.
    pub(super) fn salt(&self) -> [u8; SALT_LEN] {
        let mut salt = [0; SALT_LEN];
        salt.copy_from_slice(&self.derive("database-salt")[..SALT_LEN]);
        salt
    }

    /// The same for a file that was made with a salt of its own, which SQLCipher finds there.
    pub(super) fn pragma_without_salt(&self) -> Zeroizing<String> {
        self.statement("key", &[])
    }

    /// The statement that gives an open file this key instead; only ever run on a copy. The file keeps the salt it has.
    pub(super) fn rekey(&self) -> Zeroizing<String> {
        self.statement("rekey", &[])
    }

    fn statement(&self, pragma: &str, salt: &[u8]) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(128));
        text.push_str("PRAGMA ");
        text.push_str(pragma);
        text.push_str(" = \"x'");
        for byte in self.0.iter().chain(salt) {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text.push_str("'\"");
        text
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(…)")
    }
}

/// Random bytes from the operating system.
pub(super) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, VaultFault> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|_| VaultFault::NoRandom)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_give_unrelated_and_repeatable_keys() {
        let key = DataKey::generate().unwrap();
        assert_eq!(key.derive("a"), key.derive("a"));
        assert_ne!(key.derive("a"), key.derive("b"));
        assert_ne!(&*key.derive("a"), key.expose());
        assert_ne!(key.derive_salted("a", &[1; KEY_LEN]), key.derive_salted("a", &[2; KEY_LEN]));
        assert_ne!(key.derive_salted("a", &[1; KEY_LEN]), key.derive("a"));
        assert_eq!(key.derive_salted("a", &[1; KEY_LEN]), key.derive_salted("a", &[1; KEY_LEN]));
        assert_ne!(DataKey::generate().unwrap(), key);
    }

    #[test]
    fn debug_shows_nothing_and_the_pragma_shows_all() {
        let key = DataKey::from_bytes(&[0xab; KEY_LEN]).unwrap();
        assert_eq!(format!("{key:?}"), "DataKey(…)");
        assert_eq!(*key.pragma_without_salt(), format!("PRAGMA key = \"x'{}'\"", "ab".repeat(32)));
        assert!(
            key.pragma().starts_with(&format!("PRAGMA key = \"x'{}", "ab".repeat(32)))
                && key.pragma().len() == key.pragma_without_salt().len() + 2 * SALT_LEN
        );
        assert!(DataKey::from_bytes(&[0; 31]).is_none());
        assert_eq!(DataKey::from_digits(&key.to_digits()), Some(key));
        for wrong in ["", "ab", &"ab".repeat(33), &"zz".repeat(32), &"张".repeat(32)] {
            assert_eq!(DataKey::from_digits(wrong), None);
        }
    }
}
