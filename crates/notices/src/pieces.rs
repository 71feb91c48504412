//! Remarks, amounts, code groups, QR codes in the text, and lines to fill in.

use crate::{
    compose::{Composer, line_strips},
    display::{Ink, Item, Path, Placed},
    document::Align,
    fault::NoticeFault,
    glyphs::Weight,
    paper::MM,
    qr::qr_item,
    strip::Strip,
    typeset::{Style, set_single, set_text},
};

/// White at both sides of a table cell.
pub(crate) const CELL_PAD: f32 = 1.1 * MM;

/// Width of a sign of a code in em: that of the widest one, W.
const CODE_CELL: f32 = 0.95;

/// A remark behind a bar at its left.
pub(crate) fn remark(c: &mut Composer, text: &str) -> Vec<Strip> {
    let style = Style { leading: 1.45, ..c.body() };
    let indent = 3.5 * MM;
    let lines = set_text(&mut c.m, text, style, c.sheet.measure() - indent);
    let mut strips = line_strips(lines, indent);
    for strip in &mut strips {
        strip.items.push(Item::Fill { paths: vec![Path::rect(0.0, 0.0, 0.7 * MM, strip.height + 0.2)], ink: Ink::Grey });
    }
    if let Some(first) = strips.first_mut() {
        first.before = 1.5 * MM;
        first.keep_next = true;
    }
    if let Some(last) = strips.last_mut() {
        last.keep_next = false;
    }
    strips
}

/// Amount in figures and in capitals, so that neither can be changed alone; both end at the right edge.
pub(crate) fn amount(c: &mut Composer, label: &str, figures: &str, capitals: &str) -> Vec<Strip> {
    let plain = c.body();
    let bold = Style { weight: Weight::Bold, ..plain };
    let mut strips = split_line(c, label, plain, figures, bold);
    let quiet = Style { ink: c.quiet(), ..plain };
    strips.extend(split_line(c, "人民币（大写）", quiet, capitals, plain));
    let last = strips.len().saturating_sub(1);
    strips.iter_mut().take(last).for_each(|s| s.keep_next = true);
    if let Some(first) = strips.first_mut() {
        first.before = 1.0 * MM;
    }
    if let Some(last) = strips.last_mut() {
        last.items.push(Item::hairline(0.0, last.height + 0.5 * MM, c.sheet.measure()));
        last.height += 1.0 * MM;
    }
    strips
}

/// A label at the left and its value at the right, under each other when they do not fit side by side.
fn split_line(c: &mut Composer, label: &str, label_style: Style, value: &str, value_style: Style) -> Vec<Strip> {
    let measure = c.sheet.measure();
    let inner = measure - 2.0 * CELL_PAD;
    let value_style = Style { align: Align::Right, ..value_style };
    let taken = set_single(&mut c.m, label, label_style).run.width();
    let wide = set_single(&mut c.m, value, value_style).run.width();
    let mut strips = line_strips(set_text(&mut c.m, label, label_style, inner), CELL_PAD);
    let values = set_text(&mut c.m, value, value_style, inner);
    match strips.as_mut_slice() {
        [one] if taken + wide + label_style.size <= inner => {
            one.items.extend(values.into_iter().flat_map(|line| line.placed(CELL_PAD, 0.0)));
        }
        _ => strips.extend(line_strips(values, CELL_PAD)),
    }
    strips
}

/// Groups of a code with their labels, each sign in a cell of its own width.
pub(crate) fn code_groups(c: &mut Composer, groups: &[(String, String)]) -> Vec<Strip> {
    let in_row = if c.sheet.continuous { 2 } else { 3 };
    groups.chunks(in_row).map(|row| code_row(c, row, in_row)).collect()
}

fn code_row(c: &mut Composer, row: &[(String, String)], in_row: usize) -> Strip {
    let cell = c.sheet.measure() / in_row as f32;
    let signs = row.iter().map(|(_, group)| group.chars().count()).max().unwrap_or(0).max(1) as f32;
    let size = (c.sheet.body * 2.2).min((cell - 4.0 * MM) / (signs * CODE_CELL));
    let index = Style { ink: c.quiet(), leading: 1.2, ..c.small() };
    let code = Style { size, weight: Weight::Bold, leading: 1.4, ..c.body() };
    let mut strip =
        Strip { height: index.line_height() + code.line_height() + 2.0 * MM, before: 2.0 * MM, keep_next: true, ..Strip::default() };
    for (i, (label, group)) in row.iter().enumerate() {
        let x = i as f32 * cell;
        strip.items.extend(set_single(&mut c.m, label, index).placed(x + 2.0 * MM, 1.0 * MM));
        let left = x + (cell - 2.0 * MM - signs * CODE_CELL * size) / 2.0;
        strip.items.push(monospaced(c, group, code, left, 1.0 * MM + index.line_height()));
        strip.items.push(Item::Stroke {
            path: Path::rect(x, 0.0, cell - 2.0 * MM, strip.height),
            width: 0.4,
            ink: Ink::Grey,
            dashed: false,
        });
    }
    strip
}

/// Text whose signs are equally far apart, so that it is easy to copy sign by sign.
fn monospaced(c: &mut Composer, text: &str, style: Style, x: f32, y: f32) -> Item {
    let mut run = set_single(&mut c.m, text, style).run;
    let mut left = x;
    let mut items = Vec::new();
    for placed in std::mem::take(&mut run.glyphs) {
        let mut one = run.clone();
        one.glyphs = vec![Placed { extra: 0.0, ..placed }];
        one.x = left + (CODE_CELL - placed.glyph.em) / 2.0 * style.size;
        one.y += y;
        items.push(Item::Text(one));
        left += CODE_CELL * style.size;
    }
    Item::Spoken { text: text.to_owned(), items }
}

/// A QR code: its caption beside it on sheets, under it on slips.
pub(crate) fn qr(c: &mut Composer, text: &str, caption: &str) -> Result<Vec<Strip>, NoticeFault> {
    let side = 34.0 * MM;
    let measure = c.sheet.measure();
    let under = c.sheet.continuous;
    let x = if under { (measure - side) / 2.0 } else { 0.0 };
    let mut strip = Strip { height: side, before: 2.0 * MM, items: vec![qr_item(text, x, 0.0, side)?], ..Strip::default() };
    let (left, mut y, align) = if under { (0.0, side, Align::Centre) } else { (side + 5.0 * MM, 2.0 * MM, Align::Left) };
    let style = Style { align, ..c.body() };
    for line in set_text(&mut c.m, caption, style, measure - left) {
        let height = line.height;
        strip.items.extend(line.placed(left, y));
        y += height;
    }
    strip.height = strip.height.max(y);
    Ok(vec![strip])
}

/// Labels with an empty rule behind each, two to a row on sheets.
pub(crate) fn blanks(c: &mut Composer, labels: &[String]) -> Vec<Strip> {
    let in_row = if c.sheet.continuous { 1 } else { 2 };
    labels.chunks(in_row).map(|row| blank_row(c, row, in_row)).collect()
}

fn blank_row(c: &mut Composer, row: &[String], in_row: usize) -> Strip {
    let cell = c.sheet.measure() / in_row as f32;
    let style = c.body();
    let mut strip = Strip { height: style.line_height(), before: 3.5 * MM, ..Strip::default() };
    let gap = if in_row > 1 { 4.0 * MM } else { 0.0 };
    for (i, label) in row.iter().enumerate() {
        let x = i as f32 * cell;
        strip.items.extend(blank(c, label, style, x, 0.0, cell - gap));
    }
    strip
}

/// A label and a rule that fills up `width`.
pub(crate) fn blank(c: &mut Composer, label: &str, style: Style, x: f32, y: f32, width: f32) -> Vec<Item> {
    let line = set_single(&mut c.m, &format!("{label}："), style);
    let taken = line.run.width();
    let mut items = line.placed(x, y);
    let rule = y + style.line_height() * 0.85;
    items.push(Item::hairline(x + taken, rule, (width - taken).max(12.0)));
    items
}
