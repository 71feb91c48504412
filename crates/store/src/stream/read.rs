use std::io::{self, Read};

use zeroize::Zeroizing;

use super::{NONCE, PART, SEAL, Stream};

const SEALED: u64 = (PART + SEAL) as u64;

/// Opens a stream while it is read. Nothing comes out of a chunk before its seal was found to hold, and the end is only told
/// after the last chunk was found to be the last.
pub struct OpeningReader<R> {
    stream: Stream,
    number: u32,
    /// Sealed bytes still to come.
    left: u64,
    chunk: Zeroizing<Vec<u8>>,
    at: usize,
    done: bool,
    from: R,
}

/// Whether a reader failed because the stream is not what was sealed, and not because the disk failed.
#[must_use]
pub fn is_altered(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}

impl<R: Read> OpeningReader<R> {
    /// Reads the stream that takes the next `len` bytes of `from`.
    pub fn new(key: &[u8; 32], nonce: &[u8; NONCE], bound_to: &[u8], from: R, len: u64) -> OpeningReader<R> {
        let stream = Stream::new(key, nonce, bound_to.to_vec());
        OpeningReader { stream, number: 0, left: len, chunk: Zeroizing::default(), at: 0, done: false, from }
    }

    fn next_chunk(&mut self) -> io::Result<()> {
        let altered = || io::Error::new(io::ErrorKind::InvalidData, "altered");
        let len = self.left.min(SEALED);
        let mut sealed = Vec::with_capacity(usize::try_from(len).map_err(|_| altered())?);
        self.from.by_ref().take(len).read_to_end(&mut sealed)?;
        self.left -= len;
        // A chunk that came short is not what was sealed, and does not open.
        let opened = self.stream.open(self.number, self.left == 0, &sealed).ok_or_else(altered)?;
        self.chunk = Zeroizing::new(opened);
        (self.at, self.done) = (0, self.left == 0);
        self.number = self.number.checked_add(1).ok_or_else(altered)?;
        Ok(())
    }
}

impl<R: Read> Read for OpeningReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.chunk.len() && !self.done && !into.is_empty() {
            self.next_chunk()?;
        }
        let taken = into.len().min(self.chunk.len() - self.at);
        into[..taken].copy_from_slice(&self.chunk[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}
