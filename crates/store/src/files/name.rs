use crate::vault::VaultFault;

const LEN: usize = 16;

/// The name of a file in its folder: 128 random bits as 32 hexadecimal digits. Nothing else is ever taken for one, so a name
/// that comes from a backup cannot lead out of the folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileName(String);

impl FileName {
    pub(super) fn new() -> Result<FileName, VaultFault> {
        let mut bytes = [0; LEN];
        getrandom::fill(&mut bytes).map_err(|_| VaultFault::NoRandom)?;
        Ok(FileName(crate::hash::hex(&bytes)))
    }

    /// The name that a record or a backup holds; `None` when it is none of ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<FileName> {
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 2 * LEN && text.bytes().all(digit)).then(|| FileName(text.to_owned()))
    }

    /// As stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_names() {
        let name = FileName::new().unwrap();
        assert_eq!(FileName::parse(name.as_str()), Some(name.clone()));
        assert_ne!(FileName::new().unwrap(), name);
        for other in [
            "",
            "..",
            "../shounuo.db",
            "0123456789ABCDEF0123456789ABCDEF",
            "0123456789abcdef0123456789abcdef.tmp",
            "0123456789abcdef/123456789abcdef",
        ] {
            assert_eq!(FileName::parse(other), None, "{other}");
        }
    }
}
