//! A signed head as a line of text: what the QR code of a printed checkpoint holds.
//!
//! ```text
//! SHOUNUO-HEAD/1/<shop>/<device>/<epoch>/<seq>/<wall_ms>/<hash>/<public key>/<signature>
//! ```
//!
//! In capitals, so that a QR code holds it in its narrow form; read in any case, with full-width characters and line ends that
//! scanners and input methods put in.

use crate::{Hash, Position, SignedHead};

const NAME: &str = "SHOUNUO-HEAD";
/// Longer than any such line.
const LONGEST: usize = 1_000;

/// Why a text is no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// It is something else.
    #[error("这不是台账核验点的二维码内容，它以 SHOUNUO-HEAD 开头")]
    Foreign,
    /// Written by a newer version.
    #[error("核验点由更新版本的软件打印，请先升级软件")]
    Newer,
    /// Incomplete or misread.
    #[error("核验点的内容不完整或没有扫准，请重新扫描，或改为输入序号和指纹")]
    Broken,
}

impl SignedHead {
    /// The line for a QR code; `None` when shop or device have a name that does not fit into one.
    #[must_use]
    pub fn to_checkpoint(&self) -> Option<String> {
        let SignedHead { version, shop, at: Position { device, epoch, seq }, hash, wall_ms, public_key, signature } = self;
        let line = format!("{NAME}/{version}/{shop}/{device}/{epoch}/{seq}/{wall_ms}/{hash}/{public_key}/{signature}").to_ascii_uppercase();
        (SignedHead::from_checkpoint(&line).as_ref() == Ok(self)).then_some(line)
    }

    /// The head of a line as it was scanned. Whether it is signed, and by whom, is another question.
    ///
    /// # Errors
    /// [`CheckpointFault`].
    pub fn from_checkpoint(text: &str) -> Result<SignedHead, CheckpointFault> {
        let line = normalised(text);
        let mut parts = line.split('/');
        if line.len() > LONGEST || parts.next() != Some(&*NAME.to_ascii_lowercase()) {
            return Err(CheckpointFault::Foreign);
        }
        let version = parts.next().and_then(|version| version.parse().ok()).ok_or(CheckpointFault::Broken)?;
        if version != 1 {
            return Err(CheckpointFault::Newer);
        }
        read(version, parts).ok_or(CheckpointFault::Broken)
    }
}

fn read<'p>(version: u16, mut parts: impl Iterator<Item = &'p str>) -> Option<SignedHead> {
    let head = SignedHead {
        version,
        shop: parts.next().filter(|name| is_name(name))?.to_owned(),
        at: Position {
            device: parts.next().filter(|name| is_name(name))?.to_owned(),
            epoch: parts.next()?.parse().ok()?,
            seq: parts.next()?.parse().ok().filter(|seq| *seq > 0)?,
        },
        wall_ms: parts.next()?.parse().ok()?,
        hash: hexadecimal(parts.next()?, 64)?,
        public_key: hexadecimal(parts.next()?, 64)?,
        signature: hexadecimal(parts.next()?, 128)?,
    };
    parts.next().is_none().then_some(head)
}

/// Hexadecimal digits of a hash as somebody typed them, in groups or not; `None` when there is anything else among them.
#[must_use]
pub fn typed_hash(text: &str) -> Option<Hash> {
    let digits: String = normalised(text).chars().filter(|character| !matches!(character, '-' | '·' | '.')).collect();
    hexadecimal(&digits, digits.len())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn hexadecimal(text: &str, digits: usize) -> Option<Hash> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| text.to_owned())
}

/// Small letters, no blanks, no full-width forms.
fn normalised(text: &str) -> String {
    let half_width = |character: char| match u32::from(character) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(character),
        _ => character,
    };
    text.chars().take(2 * LONGEST).map(half_width).filter(|character| !character.is_whitespace()).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zeroize::Zeroizing;

    use super::*;
    use crate::{Head, SigningKey};

    fn signed() -> SignedHead {
        let at = Position { device: "019ab0c1-22de-7f00-8000-00000000000a".into(), epoch: 1, seq: 1_204 };
        let head = Head { at, hash: "0f".repeat(32) };
        SigningKey::from_seed(&Zeroizing::new([7; 32])).sign_head("019ab0c1-0000-7f00-8000-000000000001", &head, 1_795_000_000_000).unwrap()
    }

    #[test]
    fn a_line_reads_back_as_scanners_give_it() {
        let signed = signed();
        let line = signed.to_checkpoint().unwrap();
        assert!(line.len() < 400 && line.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"-/".contains(&byte)));
        let full_width: String = line.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        for given in [line.clone(), line.to_lowercase(), format!(" {line}\r\n"), line.replace("/1/", "/1/\n"), full_width] {
            let read = SignedHead::from_checkpoint(&given).unwrap();
            assert!(read == signed && read.is_signed(), "{given}");
        }
        let odd = SignedHead { shop: "A/B".into(), ..signed };
        assert_eq!(odd.to_checkpoint(), None, "what would not read back is not printed");
    }

    #[test]
    fn other_texts_are_told_apart() {
        let line = signed().to_checkpoint().unwrap();
        for (text, fault) in [
            (String::new(), CheckpointFault::Foreign),
            ("https://example.invalid".into(), CheckpointFault::Foreign),
            ("X".repeat(100_000), CheckpointFault::Foreign),
            (line.replace("HEAD/1", "HEAD/2"), CheckpointFault::Newer),
            (line.replace("HEAD/1", "HEAD/one"), CheckpointFault::Broken),
            (line[..line.len() - 1].to_owned(), CheckpointFault::Broken),
            (format!("{line}/"), CheckpointFault::Broken),
            (line.replace("/1204/", "/0/"), CheckpointFault::Broken),
        ] {
            assert_eq!(SignedHead::from_checkpoint(&text), Err(fault), "{text}");
        }
    }

    #[test]
    fn groups_of_a_hash_are_read_as_people_type_them() {
        assert_eq!(typed_hash("0F1a 22BC-ｄｅ01").as_deref(), Some("0f1a22bcde01"));
        assert_eq!(typed_hash("0F1O"), None, "a letter is no digit");
        assert_eq!(typed_hash("").as_deref(), Some(""));
    }

    proptest! {
        #[test]
        fn any_text_is_answered_and_a_changed_character_is_never_signed(at in 0_usize..390, by in 33_u8..127, text in ".{0,60}") {
            let _ = SignedHead::from_checkpoint(&text);
            let _ = typed_hash(&text);
            let signed = signed();
            let mut line = signed.to_checkpoint().unwrap().into_bytes();
            let at = at % line.len();
            line[at] = by;
            if let Ok(read) = SignedHead::from_checkpoint(&String::from_utf8(line).unwrap()) {
                prop_assert!(read == signed || !read.is_signed());
            }
        }
    }
}
