use pinyin::ToPinyinMulti;

/// Readings of one text are multiplied up to here; a name has few polyphones.
const MOST_READINGS: usize = 16;

/// Lower case, full-width forms as half-width, nothing else changed.
pub(crate) fn fold_character(character: char) -> impl Iterator<Item = char> {
    let narrow = match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    };
    narrow.to_lowercase()
}

/// A number or name as search compares it: folded, without anything but letters and digits.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars().flat_map(fold_character).filter(|character| character.is_alphanumeric()).collect()
}

/// The pinyin initials of a text, one for each way to read its polyphones (重庆 → zq, cq). Empty when it has no Chinese.
#[must_use]
pub fn initials(text: &str) -> Vec<String> {
    let mut readings = vec![String::new()];
    let mut any_chinese = false;
    for character in folded(text).chars().take(24) {
        let letters = letters_of(character);
        any_chinese |= !character.is_ascii();
        let room = MOST_READINGS / readings.len().max(1);
        readings =
            readings.iter().flat_map(|start| letters.iter().take(room.max(1)).map(move |letter| format!("{start}{letter}"))).collect();
    }
    if any_chinese { readings } else { Vec::new() }
}

fn letters_of(character: char) -> Vec<char> {
    let mut letters: Vec<char> = match character.to_pinyin_multi() {
        Some(multi) => multi.into_iter().filter_map(|reading| reading.plain().chars().next()).collect(),
        None => vec![character],
    };
    let mut seen = Vec::new();
    letters.retain(|letter| {
        !seen.contains(letter) && {
            seen.push(*letter);
            true
        }
    });
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_readings_of_a_polyphone_are_there() {
        let found = initials("重庆");
        assert!(found.contains(&"zq".to_owned()) && found.contains(&"cq".to_owned()), "{found:?}");
        assert_eq!(initials("张三"), vec!["zs"]);
        assert!(initials("abc123").is_empty());
    }

    #[test]
    fn full_width_and_case_do_not_matter() {
        assert_eq!(folded("ＡＢ-１２ ｃ"), "ab12c");
    }
}
