//! Cuts the blocks of a document into strips.

use crate::{
    display::{Ink, Item},
    document::{Align, Basis, Block, Document},
    fault::NoticeFault,
    glyphs::{Measurer, Weight},
    grid, masthead,
    paper::{MM, Sheet},
    pieces, seal,
    strip::Strip,
    tables,
    typeset::{SetLine, Style, set_single, set_text},
    working,
};

/// What composing a block needs.
pub(crate) struct Composer<'a> {
    pub m: Measurer<'a>,
    pub sheet: Sheet,
}

/// All strips of `document`, masthead and foot included.
pub(crate) fn compose(c: &mut Composer, document: &Document) -> Result<Vec<Strip>, NoticeFault> {
    let mut strips = masthead::masthead(c, document)?;
    let mut before: Option<&Block> = None;
    for block in &document.blocks {
        if matches!(block, Block::Closing(_))
            && let Some(last) = strips.last_mut()
        {
            last.keep_next = true;
        }
        let mut set = c.block(block)?;
        if let Some(first) = set.first_mut() {
            first.before = first.before.max(between(before, block));
            before = Some(block);
        }
        strips.extend(set);
    }
    strips.extend(masthead::slip_qr(c, &document.meta)?);
    let foot = c.foot(&document.basis);
    if !foot.is_empty()
        && let Some(last) = strips.last_mut()
    {
        last.keep_next = true;
    }
    strips.extend(foot);
    Ok(strips)
}

/// Least space between two blocks: text does not stick to the hairline above it, nor a table to a table.
fn between(before: Option<&Block>, block: &Block) -> f32 {
    let ruled = |block: &Block| matches!(block, Block::Table(_) | Block::Grid(_));
    match before {
        Some(before) if ruled(before) && ruled(block) => 3.5 * MM,
        Some(Block::Amount { .. }) => 1.5 * MM,
        Some(before) if ruled(before) && !matches!(block, Block::Amount { .. }) => 1.5 * MM,
        Some(Block::Strong(_) | Block::Paragraph(_)) if matches!(block, Block::Working(_)) => 1.0 * MM,
        _ => 0.0,
    }
}

impl Composer<'_> {
    /// The body style of this sheet.
    pub fn body(&self) -> Style {
        Style {
            size: self.sheet.body,
            leading: self.sheet.leading,
            weight: Weight::Regular,
            ink: Ink::Black,
            align: Align::Left,
            indent: 0.0,
        }
    }

    /// The small style of this sheet.
    pub fn small(&self) -> Style {
        Style { size: self.sheet.small, leading: 1.4, ..self.body() }
    }

    /// Ink of what stands back. Thermal printers have no grey, so slips are black.
    pub fn quiet(&self) -> Ink {
        if self.sheet.continuous { Ink::Black } else { Ink::Grey }
    }

    /// Ink of seals and stamps.
    pub fn stamp(&self) -> Ink {
        if self.sheet.continuous { Ink::Black } else { Ink::Red }
    }

    /// Justified on sheets, ragged on slips, whose lines are too short to stretch.
    fn prose(&self) -> Align {
        if self.sheet.continuous { Align::Left } else { Align::Justify }
    }

    fn block(&mut self, block: &Block) -> Result<Vec<Strip>, NoticeFault> {
        let body = self.body();
        let prose = self.prose();
        Ok(match block {
            Block::Heading(text) => self.heading(text),
            Block::Paragraph(text) => self.text(text, Style { indent: 2.0, align: prose, ..body }),
            Block::Plain(text) => self.text(text, Style { align: prose, ..body }),
            Block::Strong(text) => self.text(text, Style { indent: 2.0, align: prose, weight: Weight::Bold, ..body }),
            Block::List(texts) => self.list(texts),
            Block::Remark(text) => pieces::remark(self, text),
            Block::Grid(pairs) => grid::grid(self, pairs),
            Block::Table(table) => tables::table(self, table),
            Block::Working(lines) => working::working(self, lines),
            Block::Amount { label, figures, capitals } => pieces::amount(self, label, figures, capitals),
            Block::CodeGroups(groups) => pieces::code_groups(self, groups),
            Block::Qr { text, caption } => pieces::qr(self, text, caption)?,
            Block::Blanks(labels) => pieces::blanks(self, labels),
            Block::Closing(closing) => vec![seal::closing(self, closing)],
        })
    }

    fn heading(&mut self, text: &str) -> Vec<Strip> {
        let style = Style { size: self.sheet.heading, weight: Weight::Bold, ..self.body() };
        let mut strips = self.text(text, style);
        strips.iter_mut().for_each(|s| s.keep_next = true);
        if let Some(first) = strips.first_mut() {
            first.before = self.sheet.body * 0.7;
        }
        strips
    }

    /// A text over the full measure: at least two of its lines stand together at a page break.
    pub fn text(&mut self, text: &str, style: Style) -> Vec<Strip> {
        let lines = set_text(&mut self.m, text, style, self.sheet.measure());
        let mut strips = line_strips(lines, 0.0);
        keep_pairs(&mut strips);
        if let Some(first) = strips.first_mut() {
            first.before = style.size * 0.2;
        }
        strips
    }

    fn foot(&mut self, basis: &Basis) -> Vec<Strip> {
        let Basis::Cited(clauses) = basis else {
            return Vec::new();
        };
        let style = self.small();
        let measure = self.sheet.measure();
        let mut strips =
            vec![Strip { height: 1.5 * MM, before: 3.0 * MM, items: vec![Item::hairline(0.0, 0.0, measure)], ..Strip::default() }];
        strips.extend(self.clauses(clauses, style));
        let height: f32 = strips.iter().map(|s| s.before + s.height).sum();
        let last = strips.len() - 1;
        for (i, strip) in strips.iter_mut().enumerate() {
            strip.foot = true;
            strip.keep_next = i < last && (i == 0 || height < self.sheet.depth() / 2.0);
        }
        strips
    }

    /// 依据 at the left, the clauses behind it, numbered when there are several.
    fn clauses(&mut self, clauses: &[String], style: Style) -> Vec<Strip> {
        let hang = 3.0 * style.size;
        let mut strips = if let [only] = clauses {
            let lines = set_text(&mut self.m, only, style, self.sheet.measure() - hang);
            line_strips(lines, hang)
        } else {
            self.numbered(clauses, style, hang)
        };
        if let Some(first) = strips.first_mut() {
            first.items.extend(set_single(&mut self.m, "依据：", style).placed(0.0, 0.0));
        }
        strips
    }

    fn list(&mut self, texts: &[String]) -> Vec<Strip> {
        let mut strips = self.numbered(texts, self.body(), 0.0);
        if let Some(first) = strips.first_mut() {
            first.before = self.sheet.body * 0.2;
        }
        strips
    }

    /// Numbered texts from `x` points on, the lines of each hanging behind its number.
    fn numbered(&mut self, texts: &[String], style: Style, x: f32) -> Vec<Strip> {
        let hang = x + 1.5 * style.size;
        let mut strips = Vec::new();
        for (i, text) in texts.iter().enumerate() {
            let lines = set_text(&mut self.m, text, style, self.sheet.measure() - hang);
            let mut item = line_strips(lines, hang);
            if let Some(first) = item.first_mut() {
                let number = set_single(&mut self.m, &format!("{}.", i + 1), style);
                first.items.extend(number.placed(x, 0.0));
            }
            keep_pairs(&mut item);
            strips.extend(item);
        }
        strips
    }
}

/// One strip for each line, `x` points from the left.
pub(crate) fn line_strips(lines: Vec<SetLine>, x: f32) -> Vec<Strip> {
    lines.into_iter().map(|line| Strip { height: line.height, items: line.placed(x, 0.0), ..Strip::default() }).collect()
}

/// No single line of a paragraph is left alone at the foot or the head of a page.
pub(crate) fn keep_pairs(strips: &mut [Strip]) {
    let count = strips.len();
    if count < 2 {
        return;
    }
    strips[0].keep_next = true;
    strips[count - 2].keep_next = true;
}
