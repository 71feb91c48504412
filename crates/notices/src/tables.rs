//! Tables, and the records they become on paper that is too narrow for them.

use std::rc::Rc;

use crate::{
    columns::{gutter, widths},
    compose::{Composer, keep_pairs, line_strips},
    display::Ink,
    document::{Align, Table},
    glyphs::Weight,
    grid::{Pair, Pairs},
    paper::MM,
    pieces::CELL_PAD,
    rows::{Texts, abreast, keep_together, pad, rule_above, rule_below, side_by_side},
    strip::Strip,
    typeset::{Style, set_text},
};

/// White inside a table cell.
const PAD: f32 = CELL_PAD;

/// A table that fits.
struct Fitted<'a> {
    table: &'a Table,
    widths: Vec<f32>,
    style: Style,
}

/// A table with hairlines. Where its columns do not fit, not even in small type, and for more than two columns on slips,
/// each row becomes a record of labels and values.
pub(crate) fn table(c: &mut Composer, table: &Table) -> Vec<Strip> {
    if table.columns.is_empty() || table.rows.is_empty() {
        return Vec::new();
    }
    match fitted(c, table) {
        Some(fitted) => fitted.strips(c),
        None => records(c, table),
    }
}

fn fitted<'a>(c: &mut Composer, table: &'a Table) -> Option<Fitted<'a>> {
    if c.sheet.continuous && table.columns.len() > 2 {
        return None;
    }
    let measure = c.sheet.measure();
    [c.sheet.body, c.sheet.small].into_iter().find_map(|size| {
        let style = Style { size, leading: 1.35, ..c.body() };
        widths(c, table, style, measure).map(|widths| Fitted { table, widths, style })
    })
}

impl Fitted<'_> {
    fn strips(&self, c: &mut Composer) -> Vec<Strip> {
        let header = self.header(c);
        let repeated = Rc::new(header.clone());
        let mut strips = vec![Strip { before: 1.5 * MM, keep_next: true, ..header }];
        for cells in &self.table.rows {
            let from = strips.len();
            strips.extend(self.row(c, cells));
            strips.iter_mut().skip(from).for_each(|strip| strip.header = Some(Rc::clone(&repeated)));
        }
        if let [_, .., before_last, _last] = strips.as_mut_slice() {
            before_last.keep_next = true;
        }
        strips
    }

    fn header(&self, c: &mut Composer) -> Strip {
        let heads: Vec<String> = self.table.columns.iter().map(|col| col.head.clone()).collect();
        let ink = c.quiet();
        let mut header = [abreast(self.cells(c, &heads, ink))];
        pad(&mut header, PAD, PAD);
        rule_above(&mut header, c.sheet.measure());
        rule_below(&mut header, c.sheet.measure());
        let [header] = header;
        header
    }

    fn row(&self, c: &mut Composer, cells: &[String]) -> Vec<Strip> {
        let texts = self.cells(c, cells, Ink::Black);
        let mut strips = side_by_side(c, texts);
        if let [only] = strips.as_mut_slice() {
            // An empty row is there to be filled in by hand.
            only.height = only.height.max(self.style.line_height());
        }
        pad(&mut strips, PAD, PAD);
        rule_below(&mut strips, c.sheet.measure());
        strips
    }

    fn cells(&self, c: &mut Composer, cells: &[String], ink: Ink) -> Texts {
        let mut x = 0.0;
        let mut texts = Texts::new();
        for (i, (column, width)) in self.table.columns.iter().zip(&self.widths).enumerate() {
            let text = cells.get(i).map_or("", String::as_str);
            let style = Style { align: column.align, ink, ..self.style };
            texts.push((set_text(&mut c.m, text, style, width - 2.0 * PAD - gutter(self.table, i)), x + PAD));
            x += width;
        }
        texts
    }
}

/// Each row as a record: its first text in bold, the other cells under it behind the heads of their columns.
fn records(c: &mut Composer, table: &Table) -> Vec<Strip> {
    let layout = Pairs::of(c, table.columns.iter().skip(named(table)).map(|col| col.head.as_str()));
    // Decided for the column, so that all records look alike.
    let halves: Vec<bool> = (0..table.columns.len()).map(|i| table.rows.iter().all(|row| layout.fits_half(c, cell(row, i)))).collect();
    let mut strips: Vec<Strip> = Vec::new();
    for cells in &table.rows {
        let mut record = name(c, cell(cells, 0), named(table));
        let rest = table.columns.iter().enumerate().skip(named(table));
        let pairs: Vec<Pair> = rest
            .map(|(i, col)| Pair { label: &col.head, value: cell(cells, i), half: halves[i] })
            .filter(|pair| !pair.value.is_empty())
            .collect();
        record.extend(layout.rows(c, &pairs));
        pad(&mut record, 0.8 * MM, 0.8 * MM);
        rule_below(&mut record, c.sheet.measure());
        keep_together(c, &mut record);
        strips.extend(record);
    }
    rule_above(&mut strips, c.sheet.measure());
    if let Some(first) = strips.first_mut() {
        first.before = 1.5 * MM;
    }
    strips
}

fn cell(cells: &[String], index: usize) -> &str {
    cells.get(index).map_or("", |cell| cell.trim())
}

/// Columns that name a record: the first one, unless it is a number.
fn named(table: &Table) -> usize {
    usize::from(table.columns.first().is_some_and(|col| col.align != Align::Right))
}

fn name(c: &mut Composer, text: &str, columns: usize) -> Vec<Strip> {
    let style = Style { weight: Weight::Bold, leading: 1.45, ..c.body() };
    let measure = c.sheet.measure();
    let text = if columns == 0 { "" } else { text };
    let mut strips = line_strips(set_text(&mut c.m, text, style, measure), 0.0);
    keep_pairs(&mut strips);
    strips
}
