//! What a file is, by its first bytes.

use crate::bytes::array;
use crate::{Media, MediaFault};

/// Brands of the HEIF family, whose pictures are refused.
const HEIF: &[&[u8; 4]] =
    &[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1", b"avif", b"avis"];
/// Brands of videos. Files name the brand that made them first; all of these are laid out in the same boxes.
const MP4: &[&[u8; 4]] = &[
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"mp71", b"avc1", b"M4V ", b"M4VP", b"MSNV", b"dash", b"3gp4",
    b"3gp5", b"3gp6",
];

pub fn media_of(bytes: &[u8]) -> Result<Media, MediaFault> {
    if bytes.is_empty() {
        return Err(MediaFault::Empty);
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(Media::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(Media::Png);
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok(Media::Pdf);
    }
    match (array::<4>(bytes, 0), array::<4>(bytes, 4), array::<4>(bytes, 8)) {
        (Some(riff), _, Some(form)) if &riff == b"RIFF" && &form == b"WEBP" => Ok(Media::WebP),
        (_, Some(kind), Some(brand)) if &kind == b"ftyp" => of_brand(&brand),
        // Old QuickTime files begin without a brand.
        (_, Some(kind), _) if matches!(&kind, b"moov" | b"mdat" | b"wide") => Ok(Media::QuickTime),
        _ => Err(other(bytes)),
    }
}

fn of_brand(brand: &[u8; 4]) -> Result<Media, MediaFault> {
    if HEIF.contains(&brand) {
        Err(MediaFault::Heic)
    } else if brand == b"qt  " {
        Ok(Media::QuickTime)
    } else if MP4.contains(&brand) {
        Ok(Media::Mp4)
    } else {
        Err(MediaFault::Unknown)
    }
}

fn other(bytes: &[u8]) -> MediaFault {
    let office = [&b"PK\x03\x04"[..], b"PK\x05\x06", b"\xD0\xCF\x11\xE0", b"Rar!", b"7z\xBC\xAF"];
    if office.iter().any(|mark| bytes.starts_with(mark)) { MediaFault::Office } else { MediaFault::Unknown }
}
