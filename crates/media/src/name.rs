//! Names of files: what a person sees and may save under; never where anything is stored.

use crate::Media;

/// Longest name, in characters, without its ending.
const LONGEST: usize = 100;
/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// A name as it may be shown and offered for saving: the last part of what was given, without control characters, without
/// marks that turn the reading direction, without what a file system does not take, and with the ending of what the file is.
#[must_use]
pub fn file_name(given: &str, media: Media) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|character| !is_hidden(*character)).map(shown).collect();
    let clean = clean.trim_matches(is_edge);
    let stem = match clean.rsplit_once('.') {
        Some((stem, ending)) if media.endings().contains(&ending.to_lowercase().as_str()) => stem.trim_end_matches(is_edge),
        _ => clean,
    };
    let stem = cut(if stem.is_empty() { "附件" } else { stem });
    // The mark counts too: a name cleaned again stays the same.
    let stem = if is_device(&stem) { cut(&format!("_{stem}")) } else { stem };
    format!("{stem}.{}", media.ending())
}

/// No longer than a name may be; cut off, it may end in what does not stand at an end.
fn cut(stem: &str) -> String {
    let cut: String = stem.chars().take(LONGEST).collect();
    cut.trim_end_matches(is_edge).to_owned()
}

fn is_edge(character: char) -> bool {
    character.is_whitespace() || character == '.'
}

/// Characters that are not seen, or that make a name read otherwise than it is.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{061C}')
}

fn shown(character: char) -> char {
    if matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { character }
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim().to_lowercase();
    let plain = first.trim_end_matches(|character: char| character.is_ascii_digit());
    DEVICES.contains(&plain) && first.len() - plain.len() <= 1
}
