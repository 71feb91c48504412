//! Rows of texts that stand beside each other.

use crate::{
    compose::{Composer, keep_pairs},
    display::Item,
    strip::Strip,
    typeset::SetLine,
};

/// Set texts, each with the place of its left edge.
pub(crate) type Texts = Vec<(Vec<SetLine>, f32)>;

/// Puts `lines` under each other at (`x`, `y`); returns the depth reached.
pub(crate) fn stack(lines: Vec<SetLine>, x: f32, y: f32, items: &mut Vec<Item>) -> f32 {
    let mut y = y;
    for line in lines {
        let height = line.height;
        items.extend(line.placed(x, y));
        y += height;
    }
    y
}

/// `texts` beside each other in one strip.
pub(crate) fn abreast(texts: Texts) -> Strip {
    let mut strip = Strip::default();
    for (lines, x) in texts {
        strip.height = strip.height.max(stack(lines, x, 0.0, &mut strip.items));
    }
    strip
}

/// `texts` beside each other: one strip, unless it would take half a page. Then each of its lines is one.
pub(crate) fn side_by_side(c: &Composer, texts: Texts) -> Vec<Strip> {
    let depth = |lines: &[SetLine]| lines.iter().map(|line| line.height).sum::<f32>();
    if texts.iter().all(|(lines, _)| depth(lines) <= c.sheet.depth() / 2.0) {
        return vec![abreast(texts)];
    }
    let mut strips: Vec<Strip> = Vec::new();
    for (lines, x) in texts {
        for (i, line) in lines.into_iter().enumerate() {
            if strips.len() <= i {
                strips.push(Strip { height: line.height, ..Strip::default() });
            }
            strips[i].items.extend(line.placed(x, 0.0));
        }
    }
    keep_pairs(&mut strips);
    strips
}

/// White inside the first strip above and inside the last one below.
pub(crate) fn pad(strips: &mut [Strip], above: f32, below: f32) {
    if let Some(first) = strips.first_mut() {
        first.height += above;
        first.items.iter_mut().for_each(|item| item.shift(0.0, above));
    }
    if let Some(last) = strips.last_mut() {
        last.height += below;
    }
}

/// A hairline under the last strip.
pub(crate) fn rule_below(strips: &mut [Strip], measure: f32) {
    if let Some(last) = strips.last_mut() {
        last.items.push(Item::hairline(0.0, last.height, measure));
    }
}

/// A hairline over the first strip.
pub(crate) fn rule_above(strips: &mut [Strip], measure: f32) {
    if let Some(first) = strips.first_mut() {
        first.items.push(Item::hairline(0.0, 0.0, measure));
    }
}

/// Keeps `strips` on one page, unless they would take half of it.
pub(crate) fn keep_together(c: &Composer, strips: &mut [Strip]) {
    let height: f32 = strips.iter().map(|s| s.before + s.height).sum();
    if height > c.sheet.depth() / 2.0 {
        return;
    }
    if let [kept @ .., _last] = strips {
        kept.iter_mut().for_each(|strip| strip.keep_next = true);
    }
}
