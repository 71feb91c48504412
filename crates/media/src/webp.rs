//! WebP: a RIFF file. Exif and XMP go, and the header's word that they are there.

use crate::bytes::{array, le_u16, le_u24, le_u32, part};
use crate::{MediaFault, Picture, Pixels, exif};

const HEAD: usize = 12;
const BROKEN: MediaFault = MediaFault::Broken("图片");
const EXIF_FLAG: u8 = 0x08;
const XMP_FLAG: u8 = 0x04;
const DRAWING: &[&[u8; 4]] = &[b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];

pub fn clean(bytes: &[u8]) -> Result<Picture, MediaFault> {
    let told = le_u32(bytes, 4).and_then(|len| usize::try_from(len).ok()).ok_or(BROKEN)?;
    let bytes = part(bytes, 0, told.checked_add(8).ok_or(BROKEN)?).ok_or(BROKEN)?;
    let mut out = bytes.get(..HEAD).ok_or(BROKEN)?.to_vec();
    let (mut at, mut pixels, mut turn) = (HEAD, None::<Pixels>, None);
    while at < bytes.len() {
        let name: [u8; 4] = array(bytes, at).ok_or(BROKEN)?;
        let len = le_u32(bytes, at + 4).and_then(|len| usize::try_from(len).ok()).ok_or(BROKEN)?;
        let data = part(bytes, at + 8, len).ok_or(BROKEN)?;
        at += 8 + len + len % 2;
        if let Some(seen) = canvas(&name, data).ok_or(BROKEN)? {
            pixels = Some(pixels.map_or(seen, |known| larger(known, seen)));
        }
        if &name == b"EXIF" {
            turn = exif::orientation(data.strip_prefix(b"Exif\0\0").unwrap_or(data));
        }
        if DRAWING.contains(&&name) {
            put(&mut out, &name, data);
        }
    }
    finish(&mut out, turn);
    pixels.map(|pixels| Picture { bytes: out, pixels }).ok_or(BROKEN)
}

/// Exif of one word, the flags, the length.
fn finish(out: &mut Vec<u8>, turn: Option<u16>) {
    let extended = out.get(HEAD..HEAD + 4) == Some(b"VP8X");
    let turn = turn.filter(|_| extended);
    if let Some(turn) = turn {
        put(out, b"EXIF", &exif::only_orientation(turn));
    }
    if let Some(flags) = out.get_mut(HEAD + 8).filter(|_| extended) {
        *flags = (*flags & !(EXIF_FLAG | XMP_FLAG)) | if turn.is_some() { EXIF_FLAG } else { 0 };
    }
    // Never longer than what was read by more than the one chunk above.
    let len = u32::try_from(out.len() - 8).unwrap_or(u32::MAX);
    out[4..8].copy_from_slice(&len.to_le_bytes());
}

/// Of a chunk that tells it: the pixels. `None` when it should and does not.
fn canvas(name: &[u8; 4], data: &[u8]) -> Option<Option<Pixels>> {
    Some(Some(match name {
        b"VP8X" => Pixels { width: le_u24(data, 4)? + 1, height: le_u24(data, 7)? + 1 },
        b"VP8 " if data.get(3..6)? == [0x9D, 0x01, 0x2A] => {
            Pixels { width: u32::from(le_u16(data, 6)? & 0x3FFF), height: u32::from(le_u16(data, 8)? & 0x3FFF) }
        }
        b"VP8L" if *data.first()? == 0x2F => {
            let bits = le_u32(data, 1)?;
            Pixels { width: (bits & 0x3FFF) + 1, height: ((bits >> 14) & 0x3FFF) + 1 }
        }
        b"VP8 " | b"VP8L" => return None,
        _ => return Some(None),
    }))
}

fn larger(one: Pixels, other: Pixels) -> Pixels {
    Pixels { width: one.width.max(other.width), height: one.height.max(other.height) }
}

fn put(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    out.extend_from_slice(name);
    // It came with a length of four bytes.
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(data);
    out.extend(std::iter::repeat_n(0, data.len() % 2));
}
