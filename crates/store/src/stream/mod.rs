//! The STREAM construction over XChaCha20-Poly1305: content cut into chunks, each sealed with its number and whether it is the
//! last one. A chunk flipped, swapped, left out, doubled or cut off does not open. Files of attachments and backups are such
//! streams, under keys of their own and bound to what they belong to.

mod read;
mod write;

use std::io;

use chacha20poly1305::aead::generic_array::GenericArray;
use chacha20poly1305::aead::generic_array::typenum::U19;
use chacha20poly1305::aead::stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::aead::{KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305};

pub use read::{OpeningReader, is_altered};
pub use write::SealingWriter;

/// Bytes of a stream's random part; the rest of XChaCha20's nonce is the chunk's number and its being the last.
pub const NONCE: usize = 19;
/// Bytes that sealing adds to a chunk.
pub const SEAL: usize = 16;
/// Bytes of content in a chunk of [`SealingWriter`].
pub const PART: usize = 1024 * 1024;

/// One stream under one key.
pub(crate) struct Stream {
    cipher: StreamBE32<XChaCha20Poly1305>,
    bound_to: Vec<u8>,
}

impl Stream {
    /// `bound_to` stands beside every chunk as associated data: in another place the chunk does not open.
    pub fn new(key: &[u8; 32], nonce: &[u8; NONCE], bound_to: Vec<u8>) -> Stream {
        let cipher = XChaCha20Poly1305::new(Key::from_slice(key));
        let nonce = GenericArray::<u8, U19>::from_slice(nonce);
        Stream { cipher: StreamBE32::from_aead(cipher, nonce), bound_to }
    }

    pub fn seal(&self, number: u32, last: bool, content: &[u8]) -> io::Result<Vec<u8>> {
        let sealed = self.cipher.encrypt(number, last, Payload { msg: content, aad: &self.bound_to });
        sealed.map_err(|_| io::Error::other("a chunk could not be sealed"))
    }

    /// `None` when the chunk is not the one that was sealed here.
    pub fn open(&self, number: u32, last: bool, sealed: &[u8]) -> Option<Vec<u8>> {
        self.cipher.decrypt(number, last, Payload { msg: sealed, aad: &self.bound_to }).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn sealed(content: &[u8], bound_to: &[u8]) -> Vec<u8> {
        let mut writer = SealingWriter::new(&KEY, &[1; NONCE], bound_to, Vec::new());
        // Written in uneven pieces: where the caller cuts must not show.
        for piece in content.chunks(300_001) {
            writer.write_all(piece).unwrap();
        }
        writer.finish().unwrap()
    }

    fn opened(sealed: &[u8], bound_to: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        OpeningReader::new(&KEY, &[1; NONCE], bound_to, sealed, sealed.len() as u64).read_to_end(&mut out)?;
        Ok(out)
    }

    fn content(len: usize) -> Vec<u8> {
        (0..len).map(|at| (at % 251) as u8).collect()
    }

    #[test]
    fn every_length_comes_back_at_the_price_of_its_seals() {
        for (len, chunks) in [(0, 1), (1, 1), (PART - 1, 1), (PART, 1), (PART + 1, 2), (3 * PART, 3)] {
            let whole = sealed(&content(len), b"a");
            assert_eq!(whole.len(), len + chunks * SEAL, "{len}");
            assert_eq!(opened(&whole, b"a").unwrap(), content(len), "{len}");
        }
    }

    #[test]
    fn what_was_changed_cut_swapped_doubled_or_moved_does_not_open() {
        let whole = sealed(&content(3 * PART - 5), b"a");
        let part = PART + SEAL;
        let flipped = |at: usize| {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            bytes
        };
        let [one, two, three] = [&whole[..part], &whole[part..2 * part], &whole[2 * part..]];
        let wrong = [
            flipped(0),
            flipped(PART),
            flipped(2 * part + 1),
            flipped(whole.len() - 1),
            whole[..whole.len() - 1].to_vec(),
            [one, two].concat(),
            [one, three].concat(),
            [two, one, three].concat(),
            [one, two, two, three].concat(),
            [one, two, three, three].concat(),
            [&whole[..], b"x"].concat(),
            Vec::new(),
        ];
        for (at, bytes) in wrong.iter().enumerate() {
            let error = opened(bytes, b"a").unwrap_err();
            assert!(is_altered(&error), "{at}: {error:?}");
        }
        assert!(is_altered(&opened(&whole, b"b").unwrap_err()), "bound to another thing");
    }
}
