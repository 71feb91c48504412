//! Frames on a pipe: one byte of kind, four of length (little endian), the payload.

use std::io::{self, ErrorKind, Read, Write};

/// The longest payload, in bytes. A longer one is never made and never believed.
pub const LONGEST: usize = 4 * 1024 * 1024;

/// Writes one frame.
///
/// # Errors
/// The pipe's; `InvalidInput` when the payload is longer than [`LONGEST`].
pub fn put(out: &mut impl Write, kind: u8, payload: &[u8]) -> io::Result<()> {
    let len = u32::try_from(payload.len()).ok().filter(|_| payload.len() <= LONGEST);
    let [a, b, c, d] = len.ok_or(ErrorKind::InvalidInput)?.to_le_bytes();
    out.write_all(&[kind, a, b, c, d])?;
    out.write_all(payload)
}

/// Reads one frame: its kind; the payload replaces what was in `payload`.
///
/// # Errors
/// The pipe's; `UnexpectedEof` when it ends before the frame does; `InvalidData` when the frame claims to be too long.
pub fn take(from: &mut impl Read, payload: &mut Vec<u8>) -> io::Result<u8> {
    let mut head = [0; 5];
    from.read_exact(&mut head)?;
    let [kind, len @ ..] = head;
    let len = usize::try_from(u32::from_le_bytes(len)).map_err(|_| ErrorKind::InvalidData)?;
    if len > LONGEST {
        return Err(ErrorKind::InvalidData.into());
    }
    payload.resize(len, 0);
    from.read_exact(payload)?;
    Ok(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_back_as_it_went() {
        let mut pipe = Vec::new();
        put(&mut pipe, 7, b"abc").unwrap();
        put(&mut pipe, 8, b"").unwrap();
        let (mut from, mut payload) = (&pipe[..], vec![1; 9]);
        assert_eq!((take(&mut from, &mut payload).unwrap(), &payload[..]), (7, &b"abc"[..]));
        assert_eq!((take(&mut from, &mut payload).unwrap(), payload.len()), (8, 0));
        assert_eq!(take(&mut from, &mut payload).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }

    #[test]
    fn no_length_is_believed_beyond_the_bound() {
        assert_eq!(put(&mut Vec::new(), 0, &vec![0; LONGEST + 1]).unwrap_err().kind(), ErrorKind::InvalidInput);
        for len in [LONGEST as u32 + 1, u32::MAX] {
            let head = [&[0][..], &len.to_le_bytes()].concat();
            assert_eq!(take(&mut &head[..], &mut Vec::new()).unwrap_err().kind(), ErrorKind::InvalidData);
        }
        let cut = [0, 4, 0, 0, 0, 1, 2];
        assert_eq!(take(&mut &cut[..], &mut Vec::new()).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }
}
