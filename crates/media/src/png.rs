//! PNG: a row of chunks. Those that draw the picture are kept; texts, times, Exif and whatever is unknown go.

use crate::bytes::{array, be_u32, part};
use crate::{MediaFault, Picture, Pixels, exif};

const SIGNATURE: usize = 8;
const BROKEN: MediaFault = MediaFault::Broken("图片");
/// Chunks that draw: the picture, its colours, its transparency, its frames.
const DRAWING: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

pub fn clean(bytes: &[u8]) -> Result<Picture, MediaFault> {
    let mut out = bytes.get(..SIGNATURE).ok_or(BROKEN)?.to_vec();
    let (mut at, mut pixels, mut turn, mut drawn) = (SIGNATURE, None, None, false);
    loop {
        let len = be_u32(bytes, at).and_then(|len| usize::try_from(len).ok()).ok_or(BROKEN)?;
        let name: [u8; 4] = array(bytes, at + 4).ok_or(BROKEN)?;
        let data = part(bytes, at + 8, len).ok_or(BROKEN)?;
        let whole = part(bytes, at, len + 12).ok_or(BROKEN)?;
        at += whole.len();
        match &name {
            b"IEND" => break,
            b"IHDR" => pixels = Some(header(data).filter(|_| pixels.is_none()).ok_or(BROKEN)?),
            b"eXIf" => turn = exif::orientation(data),
            _ => {}
        }
        drawn |= &name == b"IDAT";
        if DRAWING.contains(&&name) {
            out.extend_from_slice(whole);
        }
    }
    if let Some(turn) = turn {
        put(&mut out, b"eXIf", &exif::only_orientation(turn));
    }
    put(&mut out, b"IEND", &[]);
    pixels.filter(|_| drawn).map(|pixels| Picture { bytes: out, pixels }).ok_or(BROKEN)
}

fn header(data: &[u8]) -> Option<Pixels> {
    Some(Pixels { width: be_u32(data, 0)?, height: be_u32(data, 4)? })
}

fn put(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    // What is put here is a few bytes long.
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let from = out.len();
    out.extend_from_slice(name);
    out.extend_from_slice(data);
    let sum = crc32(&out[from..]);
    out.extend(sum.to_be_bytes());
}

/// The check sum of a chunk (ISO 3309, reflected), bit by bit: for two short chunks a table would be longer.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_of_the_last_chunk_is_the_known_one() {
        assert_eq!(crc32(b"IEND"), 0xAE42_6082);
    }
}
