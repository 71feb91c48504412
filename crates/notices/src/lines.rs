//! Breaks measured text into lines: greedy filling, then back to the best place to break.

use std::ops::Range;

use crate::{
    glyphs::Glyph,
    kinsoku::{self, Break},
};

/// Slack for rounding, in em.
const EPSILON: f32 = 1e-4;

/// A line as a range of the glyphs it was broken from. Ranges of a text follow each other without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LineRange {
    pub range: Range<usize>,
    /// Ends a paragraph, so it is never stretched.
    pub last: bool,
}

/// Breaks `glyphs` into lines of at most `width` em, the first one of each paragraph `indent` shorter.
pub(crate) fn break_lines(glyphs: &[Glyph], width: f32, indent: f32) -> Vec<LineRange> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut opens_paragraph = true;
    while start < glyphs.len() {
        let limit = if opens_paragraph { width - indent } else { width };
        let line = next_line(glyphs, start, limit);
        opens_paragraph = line.last;
        start = line.range.end;
        lines.push(line);
    }
    lines
}

fn next_line(glyphs: &[Glyph], start: usize, limit: f32) -> LineRange {
    let fitting = fill(glyphs, start, limit);
    let closed = fitting == glyphs.len() || glyphs[fitting - 1].ch == '\n';
    let end = if closed {
        fitting
    } else {
        best_break(glyphs, start, fitting)
    };
    LineRange {
        range: start..end,
        last: closed,
    }
}

/// The furthest end such that the line fits, trailing spaces not counted; at least one glyph.
fn fill(glyphs: &[Glyph], start: usize, limit: f32) -> usize {
    let mut used = 0.0;
    for (i, glyph) in glyphs.iter().enumerate().skip(start) {
        if glyph.ch == '\n' {
            return i + 1;
        }
        used += glyph.em;
        if used > limit + EPSILON && !kinsoku::hangs(glyph.ch) && i > start {
            return i;
        }
    }
    glyphs.len()
}

/// The last place of the best kind in `start+1..=fitting`.
fn best_break(glyphs: &[Glyph], start: usize, fitting: usize) -> usize {
    let mut best = fitting;
    let mut kind = Break::Forbidden;
    for at in (start + 1..=fitting).rev() {
        let here = break_at(glyphs, at);
        if here < kind {
            best = at;
            kind = here;
        }
        if kind == Break::Free {
            break;
        }
    }
    best
}

fn break_at(glyphs: &[Glyph], at: usize) -> Break {
    let (before, after) = (glyphs[at - 1], glyphs[at]);
    if before.code.is_some() && before.code == after.code {
        return Break::InWord;
    }
    let kind = kinsoku::between(before.ch, after.ch);
    if kind == Break::Free && kinsoku::hangs(before.ch) {
        return after_spaces(glyphs, at);
    }
    kind
}

/// A space before the break does not hide the mark in front of it.
fn after_spaces(glyphs: &[Glyph], at: usize) -> Break {
    let mark = glyphs[..at].iter().rev().find(|g| !kinsoku::hangs(g.ch));
    match mark {
        Some(g) if kinsoku::never_ends(g.ch) => Break::Forbidden,
        _ => Break::Free,
    }
}

/// The part of a line that shows: without its line feed and the spaces at its end.
pub(crate) fn visible(glyphs: &[Glyph]) -> &[Glyph] {
    let shown = glyphs
        .iter()
        .rposition(|g| !kinsoku::hangs(g.ch) && g.ch != '\n')
        .map_or(0, |i| i + 1);
    &glyphs[..shown]
}

/// Places of `line` where justification may add space: after glyph i for each i returned.
pub(crate) fn stretchable(line: &[Glyph]) -> Vec<usize> {
    let inner = line.len().saturating_sub(1);
    (0..inner)
        .filter(|&i| {
            let (a, b) = (line[i], line[i + 1]);
            let in_code = a.code.is_some() && a.code == b.code;
            !in_code && !(kinsoku::western(a.ch) && kinsoku::western(b.ch))
        })
        .collect()
}
