//! From a string to measured glyphs. Characters the font lacks become a visible boxed code.

use std::collections::BTreeSet;

/// Weight of type. Both have the same widths: bold is the same outline, drawn thicker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Widths of a typeface; the layout knows no more about fonts than this.
pub(crate) trait Metrics {
    /// Advance of `c` in em, or nothing when the face cannot draw it.
    fn advance(&self, c: char) -> Option<f32>;
}

/// A character with its width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    pub ch: char,
    /// Advance in em.
    pub em: f32,
    /// Belongs to the boxed code of a character the font lacks; the number tells neighbours apart.
    pub code: Option<u32>,
}

/// Measures text and remembers what could not be drawn.
pub(crate) struct Measurer<'a> {
    metrics: &'a dyn Metrics,
    missing: BTreeSet<char>,
    codes: u32,
}

impl<'a> Measurer<'a> {
    pub fn new(metrics: &'a dyn Metrics) -> Self {
        Self { metrics, missing: BTreeSet::new(), codes: 0 }
    }

    /// Measures `text`. Line feeds stay in as glyphs of no width; other kinds of space become a space.
    pub fn glyphs(&mut self, text: &str) -> Vec<Glyph> {
        let mut out = Vec::with_capacity(text.len() / 2);
        for ch in text.replace("\r\n", "\n").chars() {
            self.push(&mut out, ch);
        }
        out
    }

    fn push(&mut self, out: &mut Vec<Glyph>, ch: char) {
        let ch = match ch {
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            c => c,
        };
        if ch == '\n' {
            out.push(Glyph { ch, em: 0.0, code: None });
        } else if let Some(em) = self.drawable(ch) {
            out.push(Glyph { ch, em, code: None });
        } else if ch.is_whitespace() {
            self.push_known(out, ' ', None);
        } else {
            self.push_code(out, ch);
        }
    }

    /// Control and format characters may have an empty glyph in the font: that would be a silent blank.
    fn drawable(&self, ch: char) -> Option<f32> {
        let em = self.metrics.advance(ch)?;
        let invisible = ch.is_control() || is_format(ch) || em <= 0.0;
        (!invisible).then_some(em)
    }

    fn push_known(&self, out: &mut Vec<Glyph>, ch: char, code: Option<u32>) {
        let em = self.metrics.advance(ch).unwrap_or(0.5);
        out.push(Glyph { ch, em, code });
    }

    fn push_code(&mut self, out: &mut Vec<Glyph>, ch: char) {
        self.missing.insert(ch);
        self.codes += 1;
        for c in format!("〔U+{:04X}〕", u32::from(ch)).chars() {
            self.push_known(out, c, Some(self.codes));
        }
    }

    /// Characters met so far that the font cannot draw.
    pub fn into_missing(self) -> Vec<char> {
        self.missing.into_iter().collect()
    }
}

/// Characters that steer neighbours and show nothing themselves.
fn is_format(ch: char) -> bool {
    matches!(ch, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{3164}' | '\u{115f}' | '\u{1160}')
}

/// Total width in em.
pub(crate) fn width_of(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|g| g.em).sum()
}
