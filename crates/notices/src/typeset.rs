//! Sets a text into lines of a given measure.

use crate::{
    display::{Ink, Item, Placed, TextRun},
    document::Align,
    glyphs::{Glyph, Measurer, Weight, width_of},
    lines::{LineRange, break_lines, stretchable, visible},
};

/// Most that justification may add between two signs, in em. More tears the line apart,
/// and text extractors take a tenth of an em for a space between words.
const MOST_STRETCH: f32 = 0.09;

/// Distance from the baseline up to the middle of a Chinese character, in em.
const MIDDLE: f32 = 0.38;

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub size: f32,
    /// Distance of baselines as a multiple of the size.
    pub leading: f32,
    pub weight: Weight,
    pub ink: Ink,
    pub align: Align,
    /// Indent of the first line in em.
    pub indent: f32,
}

impl Style {
    /// Height of one line.
    pub fn line_height(&self) -> f32 {
        self.size * self.leading
    }
}

/// A set line, its top at y = 0 and its measure starting at x = 0.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SetLine {
    pub run: TextRun,
    pub boxes: Vec<Item>,
    pub height: f32,
}

impl SetLine {
    /// The line's items moved to (`x`, `y`).
    pub fn placed(self, x: f32, y: f32) -> Vec<Item> {
        let mut items = self.boxes;
        items.push(Item::Text(self.run));
        items.iter_mut().for_each(|i| i.shift(x, y));
        items
    }
}

/// Sets `text` in lines `measure` points wide. An empty text gives no line.
pub(crate) fn set_text(m: &mut Measurer, text: &str, style: Style, measure: f32) -> Vec<SetLine> {
    let glyphs = m.glyphs(text.trim_end());
    break_lines(&glyphs, measure / style.size, style.indent).into_iter().map(|line| set_line(&glyphs, &line, style, measure)).collect()
}

/// Sets `text` in at most `most` lines; what is cut off is replaced by an ellipsis.
pub(crate) fn set_cut(m: &mut Measurer, text: &str, style: Style, measure: f32, most: usize) -> Vec<SetLine> {
    let glyphs = m.glyphs(text.trim_end());
    let mut lines = break_lines(&glyphs, measure / style.size, style.indent);
    if lines.len() <= most {
        return lines.iter().map(|line| set_line(&glyphs, line, style, measure)).collect();
    }
    lines.truncate(most);
    let Some(last) = lines.last_mut() else { return Vec::new() };
    let ellipsis = m.glyphs("…");
    let room = measure / style.size - width_of(&ellipsis);
    let kept = last.range.start..last.range.start + longest_prefix(&glyphs[last.range.start..], room);
    let glyphs: Vec<Glyph> = glyphs[..kept.end].iter().copied().chain(ellipsis).collect();
    *last = LineRange { range: kept.start..glyphs.len(), last: true };
    lines.iter().map(|line| set_line(&glyphs, line, style, measure)).collect()
}

/// How many of `glyphs` stand on one line `room` em wide; a boxed code is not cut in two.
fn longest_prefix(glyphs: &[Glyph], room: f32) -> usize {
    let mut used = 0.0;
    let fits = |glyph: &&Glyph| {
        used += glyph.em;
        used <= room && glyph.ch != '\n'
    };
    let mut count = glyphs.iter().take_while(fits).count();
    while count > 0 && count < glyphs.len() && glyphs[count].code.is_some() && glyphs[count].code == glyphs[count - 1].code {
        count -= 1;
    }
    visible(&glyphs[..count]).len()
}

fn set_line(glyphs: &[Glyph], line: &LineRange, style: Style, measure: f32) -> SetLine {
    let shown = visible(&glyphs[line.range.clone()]);
    let opens = line.range.start == 0 || glyphs[line.range.start - 1].ch == '\n';
    let indent = if opens { style.indent } else { 0.0 };
    let slack = measure / style.size - indent - width_of(shown);
    let stretch = stretch_of(shown, line, style, slack);
    let x = match style.align {
        Align::Left | Align::Justify => indent,
        Align::Centre => slack / 2.0 + indent,
        Align::Right => slack + indent,
    };
    let run = TextRun {
        x: x * style.size,
        y: baseline(style),
        size: style.size,
        weight: style.weight,
        ink: style.ink,
        glyphs: spread(shown, stretch),
        turn: 0.0,
    };
    SetLine { boxes: code_boxes(&run), height: style.line_height(), run }
}

/// Baseline below the top of a line.
pub(crate) fn baseline(style: Style) -> f32 {
    style.line_height() / 2.0 + MIDDLE * style.size
}

fn stretch_of(shown: &[Glyph], line: &LineRange, style: Style, slack: f32) -> f32 {
    let places = stretchable(shown).len();
    if style.align != Align::Justify || line.last || places == 0 || slack <= 0.0 {
        return 0.0;
    }
    let each = slack / places as f32;
    if each <= MOST_STRETCH { each } else { 0.0 }
}

fn spread(shown: &[Glyph], stretch: f32) -> Vec<Placed> {
    let mut placed: Vec<Placed> = shown.iter().map(|&glyph| Placed { glyph, extra: 0.0 }).collect();
    if stretch > 0.0 {
        for i in stretchable(shown) {
            placed[i].extra = stretch;
        }
    }
    placed
}

/// A frame round every boxed code of the line.
fn code_boxes(run: &TextRun) -> Vec<Item> {
    let mut boxes = Vec::new();
    let mut x = run.x;
    let mut open: Option<(u32, f32)> = None;
    for placed in &run.glyphs {
        if open.map(|(id, _)| id) != placed.glyph.code {
            if let Some((_, from)) = open {
                boxes.push(code_box(run, from, x));
            }
            open = placed.glyph.code.map(|id| (id, x));
        }
        x += (placed.glyph.em + placed.extra) * run.size;
    }
    if let Some((_, from)) = open {
        boxes.push(code_box(run, from, x));
    }
    boxes
}

fn code_box(run: &TextRun, from: f32, to: f32) -> Item {
    // The brackets 〔 〕 carry half an em of white on their outer sides.
    let inset = 0.35 * run.size;
    let top = run.y - 0.92 * run.size;
    Item::Stroke {
        path: crate::display::Path::rect(from + inset, top, (to - from - 2.0 * inset).max(1.0), 1.08 * run.size),
        width: 0.5,
        ink: Ink::Red,
        dashed: false,
    }
}

/// One line that is not broken, for labels beside other things.
pub(crate) fn set_single(m: &mut Measurer, text: &str, style: Style) -> SetLine {
    let glyphs = m.glyphs(&text.replace(['\n', '\r'], " "));
    let run = TextRun {
        x: 0.0,
        y: baseline(style),
        size: style.size,
        weight: style.weight,
        ink: style.ink,
        glyphs: spread(visible(&glyphs), 0.0),
        turn: 0.0,
    };
    SetLine { boxes: code_boxes(&run), height: style.line_height(), run }
}
