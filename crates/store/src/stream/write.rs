use std::io::{self, Write};

use zeroize::Zeroizing;

use super::{NONCE, PART, Stream};

/// Seals what is written into it, a chunk of [`PART`] bytes at a time. Without [`SealingWriter::finish`] there is no last
/// chunk, and what was written does not open.
pub struct SealingWriter<W> {
    stream: Stream,
    number: u32,
    waiting: Zeroizing<Vec<u8>>,
    out: W,
}

impl<W: Write> SealingWriter<W> {
    /// Begins a stream. Key and nonce together serve one stream only.
    pub fn new(key: &[u8; 32], nonce: &[u8; NONCE], bound_to: &[u8], out: W) -> SealingWriter<W> {
        let stream = Stream::new(key, nonce, bound_to.to_vec());
        SealingWriter { stream, number: 0, waiting: Zeroizing::new(Vec::with_capacity(PART)), out }
    }

    /// Seals the last chunk and gives back what was written to.
    ///
    /// # Errors
    /// Those of the writer below.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.out)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        self.out.write_all(&self.stream.seal(self.number, last, &self.waiting)?)?;
        self.number = self.number.checked_add(1).ok_or_else(|| io::Error::other("too many chunks"))?;
        self.waiting.clear();
        Ok(())
    }
}

impl<W: Write> Write for SealingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk waits until more comes: whether it is the last one is sealed with it.
        if self.waiting.len() == PART && !bytes.is_empty() {
            self.seal(false)?;
        }
        let taken = bytes.len().min(PART - self.waiting.len());
        self.waiting.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
