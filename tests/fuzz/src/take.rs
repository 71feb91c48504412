//! Choices out of bytes: what the fuzzer changes, changes what is chosen.

/// A cursor over the input; past its end everything is zero.
pub struct Take<'d> {
    rest: &'d [u8],
}

impl<'d> Take<'d> {
    /// From the beginning.
    #[must_use]
    pub fn new(data: &'d [u8]) -> Take<'d> {
        Take { rest: data }
    }

    /// All of the input was used.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        *first
    }

    /// A number below `below`, or 0.
    pub fn below(&mut self, below: usize) -> usize {
        let wide = (usize::from(self.byte()) << 8) | usize::from(self.byte());
        if below == 0 { 0 } else { wide % below }
    }

    /// One of these.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// Eight bytes as a number.
    pub fn number(&mut self) -> i64 {
        i64::from_le_bytes(std::array::from_fn(|_| self.byte()))
    }

    /// Up to `most` bytes, as many as the next byte says.
    pub fn bytes(&mut self, most: usize) -> &'d [u8] {
        let len = usize::from(self.byte()).min(most).min(self.rest.len());
        let (now, rest) = self.rest.split_at(len);
        self.rest = rest;
        now
    }

    /// As [`Take::bytes`], as text.
    pub fn text(&mut self, most: usize) -> String {
        String::from_utf8_lossy(self.bytes(most)).into_owned()
    }

    /// What is left.
    #[must_use]
    pub fn rest(self) -> &'d [u8] {
        self.rest
    }
}
