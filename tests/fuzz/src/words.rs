//! What people and platforms write into single fields.

use shounuo_desk::kernel::field::Mask;
use shounuo_desk::kernel::mask::mask as masked;
use shounuo_exchange as exchange;
use shounuo_media::Media;
use shounuo_rules::{Fen, Rate, parse_ymd};

fn text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// Sums of money.
pub fn money(data: &[u8]) {
    let text = text(data);
    if let Ok(Some(fen)) = exchange::parse_fen(&text) {
        assert_eq!(exchange::parse_fen(&exchange::format_fen(fen)), Ok(Some(fen)), "{text}");
    }
    if let Ok(fen) = Fen::parse(&text) {
        assert_eq!(Fen::parse(&fen.to_string()), Ok(fen), "{text}");
        assert!(!fen.in_capitals().is_empty());
    }
    let any = Fen(i64::from_le_bytes(std::array::from_fn(|at| data.get(at).copied().unwrap_or_default())));
    let _ = (any.to_string(), any.in_capitals(), any.checked_add(any), any.checked_mul(any.0), any.minus_floor_zero(Fen(i64::MIN)));
    let _ = exchange::format_fen(any.0);
    if let Ok(rate) = Rate::parse(&text) {
        let _ = rate.of(any, any.0);
    }
}

/// Days and times.
pub fn date(data: &[u8]) {
    let text = text(data);
    if let Ok(Some(at)) = exchange::parse_datetime(&text) {
        let again = exchange::parse_datetime(&at.strftime("%Y-%m-%d %H:%M:%S").to_string());
        assert_eq!(again.ok().flatten().map(|again| again.date()), Some(at.date()), "{text}");
    }
    if let Some(day) = parse_ymd(&text) {
        assert_eq!(parse_ymd(&day.to_string()), Some(day));
    }
}

/// Numbers of orders, parcels, units, phones, taxpayers, and headings above them.
pub fn identity(data: &[u8]) {
    let text = text(data);
    if let Ok(Some(id)) = exchange::parse_id(&text) {
        assert_eq!(exchange::parse_id(&id), Ok(Some(id.clone())), "an id that was read is not read again: {id:?}");
    }
    let heading = exchange::normalise_heading(&text);
    assert_eq!(exchange::normalise_heading(&heading), heading);
    let _ = (exchange::clean(&text), exchange::is_masked(&text), exchange::carrier_of(&text), exchange::carrier_guess(&text));
    if let Some((_, number)) = exchange::split_parcel(&text) {
        assert!(!number.is_empty());
    }
}

/// Names of files that arrive.
pub fn file_name(data: &[u8]) {
    let given = text(data);
    for media in [Media::Jpeg, Media::Mp4, Media::Pdf] {
        let name = shounuo_media::file_name(&given, media);
        assert!(name.chars().count() <= 110 && name.ends_with(media.ending()), "{name:?}");
        assert!(!name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\' | ':' | '\u{202e}')), "{name:?}");
        assert!(!name.starts_with('.'), "{name:?}");
        assert_eq!(shounuo_media::file_name(&name, media), name, "a clean name stays");
    }
}

/// Personal values on their way to a screen.
pub fn mask(data: &[u8]) {
    let text = text(data);
    assert_eq!(masked(Mask::Hidden, &text), "");
    for how in [Mask::Name, Mask::Phone, Mask::Account, Mask::Address, Mask::Words] {
        let shown = masked(how, &text);
        // What is masked once stays as it is.
        if shown.contains('*') {
            assert_eq!(masked(how, &shown), shown, "{how:?}");
        }
    }
    let words = masked(Mask::Words, &text);
    let digits = words.split(|c: char| !c.is_ascii_digit());
    assert!(!digits.into_iter().any(|run| run.len() == 11 && run.starts_with('1')), "a number shows: {words:?}");
}
