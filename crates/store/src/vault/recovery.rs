use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::VaultFault;
use super::secret::random;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 160 bits as characters.
const DATA: usize = 32;
const GROUP: usize = 4;
/// Groups on paper: eight of the code and one that checks it.
const GROUPS: usize = 9;
const LEN: usize = GROUP * GROUPS;
/// Koopman's CRC-20 0xC1ACF. Over 36 characters of five bits, every single wrong character and every swap of neighbours
/// gives a remainder of its own (a test tries them all), so one slip is always found and always located; being a
/// CRC of the width of a group, it also sees every error that stays within one group.
const POLYNOMIAL: u32 = 0x18_359F;

/// The code on the shop's printed sheet: 160 random bits as eight groups of four characters and a checking group.
/// It opens every device and every backup of the shop, so it is wiped on drop and shows nothing in Debug.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; LEN]);

/// What is wrong with a typed code, before any file is looked at. Groups count from 0 here and from 1 in the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeFault {
    /// Not 36 characters; holds how many were typed.
    #[error("恢复码应为 9 组、每组 4 个字符，共 36 个，现在输入了 {0} 个。请对照纸上补全。")]
    Length(usize),
    /// A character that no code has.
    #[error("恢复码第 {} 组里有不会出现的字符。恢复码只含数字和英文字母（没有 U）。请对照纸上重输这一组。", .group + 1)]
    Character {
        /// Group from 0.
        group: usize,
    },
    /// The checking group does not fit: a typing slip, in this group when one character explains it.
    #[error("恢复码输入有误{}。请对照纸上核对后重输。", hint(*.group))]
    Typo {
        /// Group from 0, when one wrong character or one swap explains the slip.
        group: Option<usize>,
    },
}

fn hint(group: Option<usize>) -> String {
    group.map_or_else(|| "（不止一处）".to_owned(), |group| format!("，很可能在第 {} 组", group + 1))
}

impl RecoveryCodeFault {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length(_) => "recovery_code_length",
            Self::Character { .. } => "recovery_code_character",
            Self::Typo { .. } => "recovery_code_typo",
        }
    }
}

impl RecoveryCode {
    /// A new random code.
    pub fn generate() -> Result<Self, VaultFault> {
        let bytes = random::<DATA>()?;
        let mut symbols = [0; LEN];
        for (symbol, byte) in symbols.iter_mut().zip(bytes.iter()) {
            *symbol = byte & 31;
        }
        let check = check_group(&symbols);
        symbols[DATA..].copy_from_slice(&check);
        Ok(Self(symbols))
    }

    /// Reads what a person typed: case, blanks and dashes do not matter, O is 0, I and L are 1.
    pub fn parse(text: &str) -> Result<Self, RecoveryCodeFault> {
        let typed = Zeroizing::new(normalise(text));
        if typed.len() != LEN {
            return Err(RecoveryCodeFault::Length(typed.len()));
        }
        let mut code = Self([0; LEN]);
        for (at, character) in typed.iter().enumerate() {
            code.0[at] = symbol(*character).ok_or(RecoveryCodeFault::Character { group: at / GROUP })?;
        }
        match syndrome(&code.0) {
            0 => Ok(code),
            wrong => Err(RecoveryCodeFault::Typo { group: locate(wrong) }),
        }
    }

    /// The nine groups as printed; the last one checks the others.
    pub fn groups(&self) -> [Zeroizing<String>; GROUPS] {
        std::array::from_fn(|group| {
            let symbols = &self.0[group * GROUP..(group + 1) * GROUP];
            Zeroizing::new(symbols.iter().map(|symbol| char::from(ALPHABET[usize::from(*symbol)])).collect())
        })
    }

    /// The code in one line, groups joined by dashes, as [`Self::parse`] reads it back.
    pub fn line(&self) -> Zeroizing<String> {
        let mut line = Zeroizing::new(String::with_capacity(LEN + GROUPS));
        for (at, group) in self.groups().iter().enumerate() {
            if at > 0 {
                line.push('-');
            }
            line.push_str(group);
        }
        line
    }

    /// Whether all these groups, each with its place from 0, were typed back rightly. No groups at all prove nothing.
    pub fn check_groups(&self, typed: &[(usize, &str)]) -> bool {
        !typed.is_empty() && typed.iter().all(|(group, text)| self.is_group(*group, text))
    }

    fn is_group(&self, group: usize, text: &str) -> bool {
        let Some(expected) = self.0.chunks_exact(GROUP).nth(group) else {
            return false;
        };
        let typed = normalise(text);
        typed.len() == GROUP && typed.iter().zip(expected).all(|(typed, symbol_of)| symbol(*typed) == Some(*symbol_of))
    }

    /// What the key stretching takes: the 160 bits without the checking group.
    pub(super) fn secret(&self) -> &[u8] {
        &self.0[..DATA]
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

/// The typed characters in half width, without blanks and dashes of any kind.
fn normalise(text: &str) -> Vec<char> {
    let dash = |c: char| matches!(c, '-' | '_' | '.' | '·' | '－' | '—' | '–' | '‐' | '\u{2011}' | '−');
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !dash(*c) && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}'))
        .map(half_width)
        .collect()
}

/// Chinese input methods give `Ａ１` for `A1`.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

fn symbol(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET.iter().position(|letter| char::from(*letter) == c)?;
    u8::try_from(at).ok()
}

/// Remainder of the code's characters, five bits each, by the polynomial; starts from ones so that zeros do not pass.
fn crc(symbols: &[u8], start: u32) -> u32 {
    let bits = symbols.iter().flat_map(|symbol| (0..5).rev().map(move |bit| u32::from(symbol >> bit & 1)));
    bits.fold(start, |crc, bit| {
        let shifted = (crc << 1) ^ (bit << 20);
        if shifted >> 20 & 1 == 1 { shifted ^ POLYNOMIAL } else { shifted }
    })
}

const START: u32 = 0xF_FFFF;

fn check_group(symbols: &[u8; LEN]) -> [u8; GROUP] {
    let crc = crc(&symbols[..DATA], START);
    std::array::from_fn(|at| u8::try_from(crc >> (5 * (GROUP - 1 - at)) & 31).unwrap_or_default())
}

/// 0 for a right code; otherwise a value that depends on the error alone, not on the code.
fn syndrome(symbols: &[u8; LEN]) -> u32 {
    let stored = symbols[DATA..].iter().fold(0, |value, symbol| value << 5 | u32::from(*symbol));
    crc(&symbols[..DATA], START) ^ stored
}

/// The group of the one wrong character, or of the first of two swapped neighbours, that explains this syndrome.
fn locate(wrong: u32) -> Option<usize> {
    single_slips().find(|(_, slip)| slip_syndrome(slip) == wrong).map(|(at, _)| at / GROUP)
}

/// Every error of one character and every swap of neighbours, as what it adds to the code.
fn single_slips() -> impl Iterator<Item = (usize, [u8; LEN])> {
    let one = (0..LEN).flat_map(|at| (1..32).map(move |error| (at, [error, 0])));
    let swap = (0..LEN - 1).flat_map(|at| (1..32).map(move |error| (at, [error, error])));
    one.chain(swap).map(|(at, [first, second])| {
        let mut slip = [0; LEN];
        slip[at] = first;
        if second > 0 {
            slip[at + 1] = second;
        }
        (at, slip)
    })
}

fn slip_syndrome(slip: &[u8; LEN]) -> u32 {
    let stored = slip[DATA..].iter().fold(0, |value, symbol| value << 5 | u32::from(*symbol));
    crc(&slip[..DATA], 0) ^ stored
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn code() -> impl Strategy<Value = RecoveryCode> {
        proptest::array::uniform32(0u8..32).prop_map(|data| {
            let mut symbols = [0; LEN];
            symbols[..DATA].copy_from_slice(&data);
            let check = check_group(&symbols);
            symbols[DATA..].copy_from_slice(&check);
            RecoveryCode(symbols)
        })
    }

    fn letters(code: &RecoveryCode) -> Vec<char> {
        normalise(&code.line())
    }

    #[test]
    fn every_single_slip_has_a_syndrome_of_its_own() {
        let all: Vec<u32> = single_slips().map(|(_, slip)| slip_syndrome(&slip)).collect();
        assert_eq!(all.len(), 36 * 31 + 35 * 31);
        assert!(!all.contains(&0));
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }

    #[test]
    fn codes_differ_and_print_as_nine_groups_of_four() {
        let code = RecoveryCode::generate().unwrap();
        assert_ne!(code, RecoveryCode::generate().unwrap());
        assert_eq!(code.groups().iter().map(|group| group.len()).collect::<Vec<_>>(), [4; 9]);
        assert_eq!(format!("{code:?}"), "RecoveryCode(…)");
    }

    #[test]
    fn zeros_are_no_code_and_lengths_are_told() {
        assert_eq!(RecoveryCode::parse(&"0".repeat(36)).unwrap_err().code(), "recovery_code_typo");
        assert_eq!(RecoveryCode::parse(""), Err(RecoveryCodeFault::Length(0)));
        assert_eq!(RecoveryCode::parse("ABCD-EFGH"), Err(RecoveryCodeFault::Length(8)));
        let fault = RecoveryCode::parse(&format!("{}U{}", "0".repeat(9), "0".repeat(26))).unwrap_err();
        assert_eq!(fault, RecoveryCodeFault::Character { group: 2 });
        assert!(fault.to_string().contains("第 3 组"));
    }

    #[test]
    fn groups_typed_back_are_checked_forgivingly_and_strictly() {
        let code = RecoveryCode::generate().unwrap();
        let groups = code.groups();
        let lower = groups[7].to_lowercase();
        assert!(code.check_groups(&[(2, &groups[2]), (7, &lower)]));
        assert!(!code.check_groups(&[]));
        assert!(!code.check_groups(&[(2, &groups[2]), (9, &groups[7])]));
        assert!(!code.check_groups(&[(2, &groups[2][..3])]));
        assert!(!code.check_groups(&[(2, "????")]));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(code in code()) {
            prop_assert_eq!(RecoveryCode::parse(&code.line()), Ok(code));
        }

        #[test]
        fn typing_is_forgiven(code in code()) {
            let typed: String = code.line().to_lowercase().chars()
                .flat_map(|c| match c { '0' => vec!['o'], '1' => vec!['l'], '-' => vec![' ', '－'], 'a' => vec!['Ａ'], c => vec![c] })
                .collect();
            prop_assert_eq!(RecoveryCode::parse(&typed), Ok(code));
        }

        #[test]
        fn one_wrong_character_is_found_in_its_group(code in code(), at in 0..LEN, error in 1u8..32) {
            let mut wrong = code.clone();
            wrong.0[at] ^= error;
            prop_assert_eq!(RecoveryCode::parse(&wrong.line()), Err(RecoveryCodeFault::Typo { group: Some(at / GROUP) }));
        }

        #[test]
        fn swapped_neighbours_are_found(code in code(), at in 0..LEN - 1) {
            let mut typed = letters(&code);
            prop_assume!(typed[at] != typed[at + 1]);
            typed.swap(at, at + 1);
            let typed: String = typed.into_iter().collect();
            prop_assert_eq!(RecoveryCode::parse(&typed), Err(RecoveryCodeFault::Typo { group: Some(at / GROUP) }));
        }

        #[test]
        fn errors_within_one_group_never_pass(code in code(), group in 0..GROUPS, error in proptest::array::uniform4(0u8..32)) {
            prop_assume!(error != [0; 4]);
            let mut wrong = code.clone();
            for (at, error) in error.iter().enumerate() {
                wrong.0[group * GROUP + at] ^= error;
            }
            let fault = RecoveryCode::parse(&wrong.line()).unwrap_err();
            prop_assert_eq!(fault.code(), "recovery_code_typo");
        }

        #[test]
        fn any_text_is_answered(text in ".{0,80}") {
            let _ = RecoveryCode::parse(&text);
        }
    }
}
