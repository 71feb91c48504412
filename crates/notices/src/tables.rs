//! Grids, tables and lists of working.

use std::rc::Rc;

use crate::{
    compose::{Composer, line_strips},
    display::{Ink, Item},
    document::{Align, Column, Table, WorkingLine},
    paper::MM,
    pieces::CELL_PAD,
    strip::Strip,
    typeset::{SetLine, Style, set_single, set_text},
};

/// White inside a table cell.
const PAD: f32 = CELL_PAD;

/// Most of the measure that the labels of a grid may take; longer ones are broken. Sheets have two pairs to a row.
fn most_label(c: &Composer) -> f32 {
    if c.sheet.continuous { 0.4 } else { 0.2 }
}

/// Label and value pairs: two to a row on sheets where both fit, otherwise one.
pub(crate) fn grid(c: &mut Composer, pairs: &[(String, String)]) -> Vec<Strip> {
    let pairs: Vec<&(String, String)> = pairs.iter().filter(|(_, v)| !v.trim().is_empty()).collect();
    let label_em = pairs.iter().map(|(l, _)| l.chars().count()).max().unwrap_or(0);
    let label_width = ((label_em as f32 + 1.0) * c.sheet.body).min(c.sheet.measure() * most_label(c));
    let mut rows: Vec<Strip> = Vec::new();
    let mut i = 0;
    while i < pairs.len() {
        let taken = row_length(c, &pairs[i..], label_width);
        rows.push(grid_row(c, &pairs[i..i + taken], label_width));
        i += taken;
    }
    frame_grid(&mut rows, c.sheet.measure());
    rows
}

fn row_length(c: &mut Composer, rest: &[&(String, String)], label_width: f32) -> usize {
    if c.sheet.continuous || rest.len() < 2 {
        return 1;
    }
    let room = c.sheet.measure() / 2.0 - label_width - 3.0 * MM;
    let style = c.body();
    let fits = rest[..2].iter().all(|(_, value)| set_text(&mut c.m, value, style, room).len() <= 1);
    if fits { 2 } else { 1 }
}

fn grid_row(c: &mut Composer, pairs: &[&(String, String)], label_width: f32) -> Strip {
    let measure = c.sheet.measure();
    let value_style = Style { leading: 1.45, ..c.body() };
    let label_style = Style { ink: c.quiet(), ..value_style };
    let mut row = Strip::default();
    for (i, (label, value)) in pairs.iter().enumerate() {
        let x = if i == 0 { 0.0 } else { measure / 2.0 };
        let room = if pairs.len() == 2 { measure / 2.0 - 3.0 * MM } else { measure };
        for (text, style, from, width) in [(label, label_style, x, label_width), (value, value_style, x + label_width, room - label_width)]
        {
            let lines = set_text(&mut c.m, text, style, width);
            row.height = row.height.max(stack(lines, from, 0.0, &mut row.items));
        }
    }
    row
}

/// Hairlines above and below the grid.
fn frame_grid(rows: &mut [Strip], measure: f32) {
    if let Some(first) = rows.first_mut() {
        first.before = 1.5 * MM;
        first.height += 1.0 * MM;
        first.items.iter_mut().for_each(|i| i.shift(0.0, 1.0 * MM));
        first.items.push(Item::hairline(0.0, 0.0, measure));
        first.keep_next = true;
    }
    if let Some(last) = rows.last_mut() {
        last.height += 1.0 * MM;
        last.items.push(Item::hairline(0.0, last.height, measure));
        last.keep_next = false;
    }
}

/// Puts `lines` under each other at (`x`, `y`); returns the depth reached.
fn stack(lines: Vec<SetLine>, x: f32, y: f32, items: &mut Vec<Item>) -> f32 {
    let mut y = y;
    for line in lines {
        let height = line.height;
        items.extend(line.placed(x, y));
        y += height;
    }
    y
}

/// A table; on slips rows of more than two columns become lines of label and value.
pub(crate) fn table(c: &mut Composer, table: &Table) -> Vec<Strip> {
    if table.columns.is_empty() || table.rows.is_empty() {
        return Vec::new();
    }
    if c.sheet.continuous && table.columns.len() > 2 {
        return stacked(c, table);
    }
    let widths = widths(c, table);
    let heads: Vec<String> = table.columns.iter().map(|col| col.head.clone()).collect();
    let ink = c.quiet();
    let mut header = row(c, table, &widths, &heads, ink);
    header.items.push(Item::hairline(0.0, 0.0, c.sheet.measure()));
    header.keep_next = true;
    let repeated = Rc::new(Strip { before: 0.0, ..header.clone() });
    header.before = 1.5 * MM;
    let mut strips = vec![header];
    for cells in &table.rows {
        strips.extend(body_row(c, table, &widths, cells, &repeated));
    }
    if let [.., before_last, _last] = strips.as_mut_slice() {
        before_last.keep_next = true;
    }
    strips
}

/// Columns of numbers are as wide as their longest number; the others share the rest by weight.
fn widths(c: &mut Composer, table: &Table) -> Vec<f32> {
    let measure = c.sheet.measure();
    let fixed: Vec<Option<f32>> = (0..table.columns.len()).map(|i| number_width(c, table, i)).collect();
    let taken: f32 = fixed.iter().flatten().sum();
    let weight = |col: &Column| col.weight.max(0.05);
    if taken > measure * 0.7 {
        let total: f32 = table.columns.iter().map(weight).sum();
        return table.columns.iter().map(|col| weight(col) / total * measure).collect();
    }
    let open = table.columns.iter().zip(&fixed).filter(|(_, f)| f.is_none());
    let total: f32 = open.map(|(col, _)| weight(col)).sum();
    let share = |col: &Column| weight(col) / total * (measure - taken);
    table.columns.iter().zip(&fixed).map(|(col, f)| f.unwrap_or_else(|| share(col))).collect()
}

/// Natural width of a right-aligned column, unless it is the only kind there is.
fn number_width(c: &mut Composer, table: &Table, index: usize) -> Option<f32> {
    let all_numbers = table.columns.iter().all(|col| col.align == Align::Right);
    let column = table.columns.get(index)?;
    if all_numbers || column.align != Align::Right {
        return None;
    }
    let style = c.body();
    let cells = table.rows.iter().filter_map(|row| row.get(index));
    let widest = cells.chain([&column.head]).map(|text| set_single(&mut c.m, text, style).run.width()).fold(0.0, f32::max);
    Some(widest + 2.0 * PAD + 1.0)
}

/// A row is one strip, unless it is too high for a page: then each of its lines is one.
fn body_row(c: &mut Composer, table: &Table, widths: &[f32], cells: &[String], header: &Rc<Strip>) -> Vec<Strip> {
    let whole = row(c, table, widths, cells, Ink::Black);
    let mut strips = if whole.height + header.height <= c.sheet.depth() { vec![whole] } else { sliced_row(c, table, widths, cells) };
    strips.iter_mut().for_each(|s| s.header = Some(Rc::clone(header)));
    strips
}

fn cell_lines(c: &mut Composer, table: &Table, widths: &[f32], cells: &[String], ink: Ink) -> Vec<Vec<SetLine>> {
    let base = Style { leading: 1.35, ink, ..c.body() };
    table
        .columns
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(i, (col, width))| {
            let text = cells.get(i).map_or("", String::as_str);
            let style = Style { align: col.align, ..base };
            set_text(&mut c.m, text, style, width - 2.0 * PAD)
        })
        .collect()
}

fn row(c: &mut Composer, table: &Table, widths: &[f32], cells: &[String], ink: Ink) -> Strip {
    let mut strip = Strip::default();
    let mut x = 0.0;
    let mut depth: f32 = c.sheet.body * 1.35 + PAD;
    for (lines, width) in cell_lines(c, table, widths, cells, ink).into_iter().zip(widths) {
        depth = depth.max(stack(lines, x + PAD, PAD, &mut strip.items));
        x += width;
    }
    strip.height = depth + PAD;
    strip.items.push(Item::hairline(0.0, strip.height, c.sheet.measure()));
    strip
}

fn sliced_row(c: &mut Composer, table: &Table, widths: &[f32], cells: &[String]) -> Vec<Strip> {
    let mut strips: Vec<Strip> = Vec::new();
    let mut x = 0.0;
    for (lines, width) in cell_lines(c, table, widths, cells, Ink::Black).into_iter().zip(widths) {
        for (i, line) in lines.into_iter().enumerate() {
            if strips.len() <= i {
                strips.push(Strip { height: line.height, ..Strip::default() });
            }
            strips[i].items.extend(line.placed(x + PAD, 0.0));
        }
        x += width;
    }
    if let Some(last) = strips.last_mut() {
        last.height += PAD;
        last.items.push(Item::hairline(0.0, last.height, c.sheet.measure()));
    }
    strips
}

fn stacked(c: &mut Composer, table: &Table) -> Vec<Strip> {
    let style = c.body();
    let measure = c.sheet.measure();
    let mut strips = Vec::new();
    for cells in &table.rows {
        for (col, cell) in table.columns.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty()) {
            let text = format!("{}：{cell}", col.head);
            strips.extend(line_strips(set_text(&mut c.m, &text, style, measure), 0.0));
        }
        strips.push(Strip { height: 0.8 * MM, before: 0.8 * MM, items: vec![Item::hairline(0.0, 0.0, measure)], ..Strip::default() });
    }
    strips
}

/// Lines of working: the outcome sign, what was tested and found, the clause on the right.
pub(crate) fn working(c: &mut Composer, lines: &[WorkingLine]) -> Vec<Strip> {
    lines.iter().map(|line| working_line(c, line)).collect()
}

fn working_line(c: &mut Composer, line: &WorkingLine) -> Strip {
    let style = Style { leading: 1.45, ..c.body() };
    let clause_style = Style { align: Align::Right, ink: c.quiet(), ..c.small() };
    let measure = c.sheet.measure();
    let beside = !c.sheet.continuous && !line.clause.trim().is_empty();
    let clause_width = if beside { measure * 0.21 } else { 0.0 };
    let indent = 1.6 * style.size;
    let mut strip = Strip { before: 0.15 * style.size, ..Strip::default() };
    let sign = set_text(&mut c.m, sign_of(line.passed), style, indent);
    stack(sign, 0.0, 0.0, &mut strip.items);
    let text = set_text(&mut c.m, &told(line), style, measure - indent - clause_width);
    strip.height = stack(text, indent, 0.0, &mut strip.items);
    if beside {
        let clause = set_text(&mut c.m, &line.clause, clause_style, clause_width - 3.0 * MM);
        let offset = 0.5 * (style.line_height() - clause_style.line_height());
        let depth = stack(clause, measure - clause_width + 3.0 * MM, offset, &mut strip.items);
        strip.height = strip.height.max(depth);
    } else if !line.clause.trim().is_empty() {
        let under = Style { align: Align::Left, ..clause_style };
        let clause = set_text(&mut c.m, &format!("〔{}〕", line.clause), under, measure - indent);
        strip.height = stack(clause, indent, strip.height, &mut strip.items);
    }
    strip
}

/// Met or not met. The font has no ✗, so the cross is the multiplication sign.
fn sign_of(passed: Option<bool>) -> &'static str {
    match passed {
        Some(true) => "✓",
        Some(false) => "×",
        None => "·",
    }
}

fn told(line: &WorkingLine) -> String {
    match (line.text.trim(), line.result.trim()) {
        (text, "") => text.to_owned(),
        (text, result) => format!("{text}：{result}"),
    }
}
