//! The one thing of Exif that is kept: how the picture is to be turned.

use crate::bytes::{be_u16, be_u32, le_u16, le_u32, part};

const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;
const ENTRY: usize = 12;

/// How a picture is to be turned, 2 to 8; `None` when it stands upright or nothing is said.
pub fn orientation(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at| if little { le_u16(tiff, at) } else { be_u16(tiff, at) };
    let long = |at| if little { le_u32(tiff, at) } else { be_u32(tiff, at) };
    let first = usize::try_from(long(4)?).ok()?;
    for entry in 0..usize::from(short(first)?) {
        let at = first.checked_add(2 + entry * ENTRY)?;
        part(tiff, at, ENTRY)?;
        if short(at)? == ORIENTATION && short(at + 2)? == SHORT {
            return short(at + 8).filter(|turn| (2..=8).contains(turn));
        }
    }
    None
}

/// Exif that says how the picture is to be turned and nothing else.
pub fn only_orientation(turn: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0".to_vec();
    for half in [ORIENTATION, SHORT, 1, 0, turn, 0] {
        tiff.extend(half.to_le_bytes());
    }
    tiff.extend([0; 4]);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for turn in 2..=8 {
            assert_eq!(orientation(&only_orientation(turn)), Some(turn));
        }
        assert_eq!(orientation(&only_orientation(1)), None);
        assert_eq!(orientation(&only_orientation(9)), None);
    }

    #[test]
    fn both_byte_orders_and_nonsense() {
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        assert_eq!(orientation(big), Some(6));
        for nonsense in [&b""[..], b"II", b"II*\0\xff\xff\xff\xff", b"XX*\0\x08\0\0\0", b"II*\0\x08\0\0\0\xff\xff"] {
            assert_eq!(orientation(nonsense), None);
        }
    }
}
