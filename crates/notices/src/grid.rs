//! Label and value pairs.

use crate::{
    compose::Composer,
    lines::longest_word,
    paper::MM,
    rows::{Texts, pad, rule_above, rule_below, side_by_side},
    strip::Strip,
    typeset::{Style, set_text},
};

/// White between the two halves of a row.
const HALVES: f32 = 3.0 * MM;

/// White behind the longest label, in em.
const AFTER_LABEL: f32 = 0.8;

/// A label and its value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub label: &'a str,
    pub value: &'a str,
    /// May share a row with a neighbour that may too.
    pub half: bool,
}

/// How pairs stand in rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pairs {
    label_width: f32,
}

impl Pairs {
    /// For `labels`; those longer than a part of the measure are broken.
    pub fn of<'a>(c: &Composer, labels: impl Iterator<Item = &'a str>) -> Self {
        let em = labels.map(|label| label.chars().count()).max().unwrap_or(0);
        let most = c.sheet.measure() * if c.sheet.continuous { 0.4 } else { 0.2 };
        Self { label_width: ((em as f32 + AFTER_LABEL) * c.sheet.body).min(most) }
    }

    /// Whether `value` takes one line in half a row.
    pub fn fits_half(self, c: &mut Composer, value: &str) -> bool {
        let room = c.sheet.measure() / 2.0 - self.label_width - HALVES;
        let style = c.body();
        set_text(&mut c.m, value, style, room).len() <= 1 && self.holds_words(c, value, room)
    }

    /// The rows for `pairs`.
    pub fn rows(self, c: &mut Composer, pairs: &[Pair]) -> Vec<Strip> {
        let mut rows = Vec::new();
        let mut rest = pairs;
        while !rest.is_empty() {
            let length = if let [Pair { half: true, .. }, Pair { half: true, .. }, ..] = rest { 2 } else { 1 };
            let (row, others) = rest.split_at(length);
            rows.extend(self.row(c, row));
            rest = others;
        }
        rows
    }

    fn row(self, c: &mut Composer, pairs: &[Pair]) -> Vec<Strip> {
        let measure = c.sheet.measure();
        let room = if pairs.len() == 2 { measure / 2.0 - HALVES } else { measure };
        let mut texts = Texts::new();
        for (i, pair) in pairs.iter().enumerate() {
            texts.extend(self.pair(c, pair, i as f32 * measure / 2.0, room));
        }
        side_by_side(c, texts)
    }

    /// The value beside its label, or under it when a number would have to be broken beside it.
    fn pair(self, c: &mut Composer, pair: &Pair, x: f32, room: f32) -> Texts {
        let value_style = Style { leading: 1.45, ..c.body() };
        let label_style = Style { ink: c.quiet(), ..value_style };
        let beside = room - self.label_width;
        let indent = value_style.size;
        if self.holds_words(c, pair.value, beside) || !self.holds_words(c, pair.value, room - indent) {
            let label = set_text(&mut c.m, pair.label, label_style, self.label_width);
            return vec![(label, x), (set_text(&mut c.m, pair.value, value_style, beside), x + self.label_width)];
        }
        let mut lines = set_text(&mut c.m, pair.label, label_style, room);
        lines.extend(set_text(&mut c.m, pair.value, value_style, room - indent).into_iter().map(|mut line| {
            line.run.x += indent;
            line
        }));
        vec![(lines, x)]
    }

    fn holds_words(self, c: &mut Composer, value: &str, room: f32) -> bool {
        longest_word(&c.m.glyphs(value)) * c.sheet.body <= room
    }
}

/// Pairs between hairlines, two to a row on sheets where both fit. Pairs with an empty value are left out.
pub(crate) fn grid(c: &mut Composer, pairs: &[(String, String)]) -> Vec<Strip> {
    let filled: Vec<&(String, String)> = pairs.iter().filter(|(_, value)| !value.trim().is_empty()).collect();
    let layout = Pairs::of(c, filled.iter().map(|(label, _)| label.as_str()));
    let pairs: Vec<Pair> =
        filled.into_iter().map(|(label, value)| Pair { label, value, half: !c.sheet.continuous && layout.fits_half(c, value) }).collect();
    let mut rows = layout.rows(c, &pairs);
    pad(&mut rows, 1.0 * MM, 1.0 * MM);
    rule_above(&mut rows, c.sheet.measure());
    rule_below(&mut rows, c.sheet.measure());
    let alone = rows.len() < 2;
    if let Some(first) = rows.first_mut() {
        first.before = 1.5 * MM;
        first.keep_next = !alone;
    }
    rows
}
