//! Labels for goods and bags: a QR code at the left, number, title and a few lines beside it, one label a page.

use serde::{Deserialize, Serialize};

use crate::{
    Rendered,
    display::{Ink, Item, Page},
    document::Align,
    engine::{self, Info},
    fault::NoticeFault,
    filled,
    glyphs::{Measurer, Metrics, Weight},
    paper::MM,
    qr::Symbol,
    rows::stack,
    typeset::{SetLine, Style, set_cut, set_single, set_text},
    warnings_of,
};

/// Most labels in one batch.
const MOST: usize = 500;

/// White round the text: label printers do not reach the edge.
const MARGIN: f32 = 1.5 * MM;

/// Quiet zone of the code in modules (ISO/IEC 18004).
const QUIET: f32 = 4.0;

/// A dot of the usual label printer (203 dpi): modules are whole dots, so that their edges are sharp.
const DOT: f32 = 0.125 * MM;

/// Dots in the smallest module, 0.375 mm: what a hand scanner reads with ease.
const FEWEST_DOTS: f32 = 3.0;

/// Type in which a number too long for one line is broken instead of made smaller.
const SMALLEST_NUMBER: f32 = 6.0;

/// What one label says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Text of the QR code; required.
    pub code: String,
    /// Number in bold, never cut; required.
    pub number: String,
    /// Up to two lines, cut with an ellipsis; may be empty.
    pub title: String,
    /// One line each, cut with an ellipsis. At most [`LabelSize::most_lines`] of them; empty ones are left out.
    pub lines: Vec<String>,
}

/// Size of the label stock, width × height in mm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LabelSize {
    /// 40 × 30 mm.
    L40x30,
    /// 60 × 40 mm.
    L60x40,
}

impl LabelSize {
    /// Width and height in mm.
    #[must_use]
    pub fn millimetres(self) -> (u16, u16) {
        match self {
            Self::L40x30 => (40, 30),
            Self::L60x40 => (60, 40),
        }
    }

    /// Most lines below the title.
    #[must_use]
    pub fn most_lines(self) -> usize {
        match self {
            Self::L40x30 => 4,
            Self::L60x40 => 5,
        }
    }

    fn measures(self) -> Measures {
        let (width, height) = self.millimetres();
        let (width, height) = (f32::from(width) * MM, f32::from(height) * MM);
        match self {
            Self::L40x30 => Measures { width, height, code: 18.0 * MM, most_code: 24.0 * MM, number: 9.5, title: 7.5, line: 6.5 },
            Self::L60x40 => Measures { width, height, code: 26.0 * MM, most_code: 36.0 * MM, number: 13.0, title: 10.0, line: 8.5 },
        }
    }
}

/// Measures of a label in points.
struct Measures {
    width: f32,
    height: f32,
    /// Side of the code with its quiet zone, as long as its modules stay large enough.
    code: f32,
    /// The same for codes with many modules.
    most_code: f32,
    number: f32,
    title: f32,
    line: f32,
}

/// One page of exactly `size` for each of `labels`, as PDF. The same labels give the same bytes.
///
/// # Errors
/// [`NoticeFault::Unfilled`] without labels, a number or a code, [`NoticeFault::TooManyLabels`] for more than 500,
/// [`NoticeFault::LabelFull`] and [`NoticeFault::QrTooLong`] when the content does not fit.
pub fn labels(labels: &[Label], size: LabelSize) -> Result<Rendered, NoticeFault> {
    if labels.is_empty() {
        return Err(NoticeFault::Unfilled("标签"));
    }
    if labels.len() > MOST {
        return Err(NoticeFault::TooManyLabels(MOST));
    }
    let typeface = engine::typeface()?;
    let (pages, missing) = lay_out(labels, size, typeface)?;
    let info = Info { title: "标签", author: "", subject: "", created: None };
    let bytes = engine::paint(typeface, &info, &pages)?;
    Ok(Rendered { bytes, pages: pages.len(), warnings: warnings_of(missing) })
}

/// The pages and the characters that `metrics` could not draw.
pub(crate) fn lay_out(labels: &[Label], size: LabelSize, metrics: &dyn Metrics) -> Result<(Vec<Page>, Vec<char>), NoticeFault> {
    let mut m = Measurer::new(metrics);
    let pages = labels.iter().map(|label| page(&mut m, label, size)).collect::<Result<_, _>>()?;
    Ok((pages, m.into_missing()))
}

fn page(m: &mut Measurer, label: &Label, size: LabelSize) -> Result<Page, NoticeFault> {
    filled("标签编号", &label.number)?;
    filled("标签二维码内容", &label.code)?;
    let lines: Vec<&str> = label.lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    if lines.len() > size.most_lines() {
        return Err(NoticeFault::LabelFull);
    }
    let measures = size.measures();
    let (code, left) = code(&label.code, &measures)?;
    let room = measures.width - left - MARGIN;
    let mut texts = number(m, label.number.trim(), measures.number, room);
    texts.extend(set_cut(m, label.title.trim(), style(measures.title, Weight::Regular), room, 2));
    for line in lines {
        texts.extend(set_cut(m, line, style(measures.line, Weight::Regular), room, 1));
    }
    let mut items = vec![code];
    items.extend(column(texts, left, measures.height)?);
    Ok(Page { width: measures.width, height: measures.height, items })
}

/// The code, centred in height, and the left edge of what stands beside its quiet zone.
fn code(text: &str, measures: &Measures) -> Result<(Item, f32), NoticeFault> {
    let symbol = Symbol::of(text)?;
    let modules = symbol.width() + 2.0 * QUIET;
    let dots = (measures.code / modules / DOT + 1e-3).floor().max(FEWEST_DOTS);
    let module = dots * DOT;
    if modules * module > measures.most_code {
        return Err(NoticeFault::QrTooLong);
    }
    let top = (measures.height - symbol.width() * module) / 2.0;
    Ok((symbol.item(QUIET * module, top, module), modules * module))
}

fn style(size: f32, weight: Weight) -> Style {
    Style { size, leading: 1.25, weight, ink: Ink::Black, align: Align::Left, indent: 0.0 }
}

/// The number as large as it fits on one line, on more lines rather than too small to read.
fn number(m: &mut Measurer, text: &str, size: f32, room: f32) -> Vec<SetLine> {
    let full = style(size, Weight::Bold);
    let width = set_single(m, text, full).run.width();
    let fitting = size * (room / (width + 0.1)).min(1.0);
    set_text(m, text, style(fitting.max(SMALLEST_NUMBER), Weight::Bold), room)
}

/// `lines` under each other, as far from the upper as from the lower edge.
fn column(lines: Vec<SetLine>, left: f32, height: f32) -> Result<Vec<Item>, NoticeFault> {
    let depth: f32 = lines.iter().map(|line| line.height).sum();
    let top = (height - depth) / 2.0;
    if top < MARGIN / 2.0 {
        return Err(NoticeFault::LabelFull);
    }
    let mut items = Vec::new();
    stack(lines, left, top, &mut items);
    Ok(items)
}
