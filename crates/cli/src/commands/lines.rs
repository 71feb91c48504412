//! Lines of a stream, one at a time and never more of one than a bound.

use std::io::{BufRead, BufReader, Read, Result};

/// Far above any set of facts.
pub const LONGEST: usize = 1024 * 1024;

/// A line as it was found.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the line feed.
    Whole(Vec<u8>),
    /// Longer than [`LONGEST`]; it was read over.
    TooLong,
}

/// The lines of a stream.
pub struct Lines<R> {
    reader: BufReader<R>,
}

impl<R: Read> Lines<R> {
    pub fn new(reader: R) -> Self {
        Lines { reader: BufReader::with_capacity(64 * 1024, reader) }
    }

    /// Nothing more has arrived yet: whoever waits for answers should get those that are ready.
    pub fn drained(&self) -> bool {
        self.reader.buffer().is_empty()
    }

    /// The next line; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Line>> {
        let (mut line, mut too_long, mut begun) = (Vec::new(), false, false);
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            begun = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            too_long |= line.len() + part.len() > LONGEST;
            if !too_long {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        Ok(begun.then_some(if too_long { Line::TooLong } else { Line::Whole(line) }))
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Line, Lines};

    fn all(bytes: &[u8]) -> Vec<Line> {
        let mut lines = Lines::new(bytes);
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    #[test]
    fn lines_end_with_a_feed_or_the_stream() {
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        assert_eq!(all(b"a\n\nb"), [whole("a"), whole(""), whole("b")]);
        assert_eq!(all(b"a\n"), [whole("a")]);
        assert_eq!(all(b""), []);
    }

    #[test]
    fn a_line_at_the_bound_is_whole_and_one_above_is_read_over() {
        let mut bytes = vec![b'x'; LONGEST];
        bytes.extend(b"\n");
        bytes.extend(vec![b'y'; LONGEST + 1]);
        bytes.extend(b"\nz");
        let lines = all(&bytes);
        assert_eq!(lines.len(), 3);
        assert!(matches!(&lines[0], Line::Whole(line) if line.len() == LONGEST));
        assert_eq!(lines[1..], [Line::TooLong, Line::Whole(b"z".to_vec())]);
    }
}
