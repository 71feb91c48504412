//! JPEG: a row of marked segments. Those that draw the picture are kept, those that describe it go; what stands behind the
//! picture's end (a phone hides whole videos there) goes too.

use crate::bytes::{be_u16, part};
use crate::{MediaFault, Picture, Pixels, exif};

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const BROKEN: MediaFault = MediaFault::Broken("图片");

pub fn clean(bytes: &[u8]) -> Result<Picture, MediaFault> {
    let mut out = Vec::with_capacity(bytes.len());
    let (mut at, mut pixels, mut turn, mut scanned) = (2, None, None, false);
    loop {
        let (marker, body) = marker_at(bytes, at).ok_or(BROKEN)?;
        if marker == END {
            break;
        }
        let len = be_u16(bytes, body).map(usize::from).filter(|len| *len >= 2).ok_or(BROKEN)?;
        let segment = part(bytes, body + 2, len - 2).ok_or(BROKEN)?;
        at = body + len;
        if is_frame(marker) {
            pixels = Some(frame(segment).filter(|frame| pixels.is_none_or(|seen| seen == *frame)).ok_or(BROKEN)?);
        }
        turn = turn.or_else(|| segment.strip_prefix(b"Exif\0\0").filter(|_| marker == 0xE1).and_then(exif::orientation));
        if let Some(kept) = kept(marker, segment) {
            put(&mut out, marker, &kept);
        }
        if marker == SCAN {
            let end = scan_end(bytes, at).ok_or(BROKEN)?;
            out.extend_from_slice(&bytes[at..end]);
            (at, scanned) = (end, true);
        }
    }
    let pixels = pixels.filter(|_| scanned).ok_or(BROKEN)?;
    Ok(Picture { bytes: framed(&out, turn), pixels })
}

/// The segments between start and end of a picture, with the one word of Exif that is kept.
fn framed(segments: &[u8], turn: Option<u16>) -> Vec<u8> {
    let mut all = Vec::with_capacity(segments.len() + 48);
    all.extend([0xFF, START]);
    if let Some(turn) = turn {
        put(&mut all, 0xE1, &[&b"Exif\0\0"[..], &exif::only_orientation(turn)].concat());
    }
    all.extend_from_slice(segments);
    all.extend([0xFF, END]);
    all
}

/// The marker that stands at `at` and where its body begins. Any number of fill bytes may stand before it.
fn marker_at(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    if *bytes.get(at)? != 0xFF {
        return None;
    }
    let fill = bytes.get(at..)?.iter().take_while(|byte| **byte == 0xFF).count();
    bytes.get(at + fill).filter(|marker| **marker != 0).map(|marker| (*marker, at + fill + 1))
}

/// Where the drawn data that begins at `at` ends: at the next marker that is no restart.
fn scan_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let marked = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xFF | 0xD0..=0xD7);
    rest.windows(2).position(marked).map(|found| at + found)
}

fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

fn frame(segment: &[u8]) -> Option<Pixels> {
    Some(Pixels { height: be_u16(segment, 1)?.into(), width: be_u16(segment, 3)?.into() })
}

/// What is kept of a segment: tables, frames and scans as they are; of the application's own only what colours need.
fn kept(marker: u8, segment: &[u8]) -> Option<Vec<u8>> {
    match marker {
        // Without the small picture that may follow.
        0xE0 => segment.starts_with(b"JFIF\0").then(|| part(segment, 0, 12)).flatten().map(|head| [head, &[0, 0]].concat()),
        0xE2 => segment.starts_with(b"ICC_PROFILE\0").then(|| segment.to_vec()),
        0xEE => segment.starts_with(b"Adobe").then(|| segment.to_vec()),
        0xC0..=0xCF | 0xDA..=0xDF => Some(segment.to_vec()),
        _ => None,
    }
}

fn put(out: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    // A kept segment is at most as long as the one that was read, whose length had two bytes.
    let len = u16::try_from(segment.len() + 2).unwrap_or(u16::MAX);
    out.extend([0xFF, marker]);
    out.extend(len.to_be_bytes());
    out.extend_from_slice(segment);
}
