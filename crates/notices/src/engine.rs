//! The PDF engine: the only file that knows printpdf. It reads the fonts and paints finished pages.

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use jiff::civil::DateTime;
use printpdf::{
    Codepoint, Color, DictItem, FontId, Greyscale, Line, LineDashPattern, LinePoint, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfParseErrorSeverity, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rgb, TextItem, TextMatrix,
    TextRenderingMode, WindingOrder, serialize::to_lopdf_doc,
};

use crate::{
    display::{Ink, Item, Page, Path, TextRun},
    fault::NoticeFault,
    glyphs::{Metrics, Weight},
    paper::MM,
};

static REGULAR: &[u8] = include_bytes!("../fonts/NotoSansSC-Regular-400.ttf");

/// Bold is the regular face with its outlines stroked this wide, in parts of the size: a second face would add a third to
/// every file.
const BOLD_STROKE: f32 = 0.032;

/// Version written into the file: ActualText needs 1.4, nothing here needs more than 1.7.
const PDF_VERSION: &str = "1.7";

/// The shipped typeface, parsed once per process.
pub(crate) struct Typeface {
    font: ParsedFont,
    units_per_em: f32,
}

/// The shipped typeface.
pub(crate) fn typeface() -> Result<&'static Typeface, NoticeFault> {
    static TYPEFACE: OnceLock<Option<Typeface>> = OnceLock::new();
    TYPEFACE.get_or_init(|| Typeface::parse(REGULAR)).as_ref().ok_or(NoticeFault::FontUnreadable)
}

impl Typeface {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let font = ParsedFont::from_bytes(bytes, 0, &mut Vec::new())?;
        let units_per_em = f32::from(font.pdf_font_metrics.units_per_em);
        (units_per_em > 0.0).then_some(Self { font, units_per_em })
    }

    fn glyph(&self, c: char) -> Option<u16> {
        self.font.lookup_glyph_index(u32::from(c)).filter(|&gid| gid != 0)
    }
}

impl Metrics for Typeface {
    fn advance(&self, c: char) -> Option<f32> {
        let gid = self.glyph(c)?;
        Some(f32::from(self.font.get_horizontal_advance(gid)) / self.units_per_em)
    }
}

/// What the file says about itself.
pub(crate) struct Info<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub subject: &'a str,
    /// Beijing time.
    pub created: Option<DateTime>,
}

/// Paints `pages` into a PDF. The same input gives the same bytes.
pub(crate) fn paint(typeface: &Typeface, about: &Info, pages: &[Page]) -> Result<Vec<u8>, NoticeFault> {
    let mut pdf = PdfDocument::new(about.title);
    about.author.clone_into(&mut pdf.metadata.info.author);
    about.subject.clone_into(&mut pdf.metadata.info.subject);
    pdf.metadata.info.creator = "守诺".to_owned();
    let mut painter = Painter::new(typeface, pages);
    pdf.resources.fonts.map.insert(painter.font_id(), PdfFont::new(typeface.font.clone()));
    pdf.pages = pages.iter().map(|page| painter.page(page)).collect();
    save(&pdf, about, &painter.tag)
}

/// Serialises with fixed dates and identifiers in place of printpdf's own.
fn save(pdf: &PdfDocument, about: &Info, tag: &str) -> Result<Vec<u8>, NoticeFault> {
    let mut warnings = Vec::new();
    let mut doc = to_lopdf_doc(pdf, &PdfSaveOptions::default(), &mut warnings);
    // printpdf falls back to embedding the whole font and only warns about it.
    if let Some(error) = warnings.iter().find(|w| w.severity == PdfParseErrorSeverity::Error) {
        return Err(NoticeFault::Painting(error.msg.clone()));
    }
    doc.version = PDF_VERSION.to_owned();
    if let Ok(info) = doc
        .trailer
        .get(b"Info")
        .and_then(|info| info.as_reference())
        .and_then(|id| doc.get_object_mut(id))
        .and_then(|info| info.as_dict_mut())
    {
        for key in ["GTS_PDFXVersion", "Identifier", "Trapped"] {
            info.remove(key.as_bytes());
        }
        for key in [b"CreationDate".as_slice(), b"ModDate"] {
            match (about.created, info.get_mut(key).and_then(|date| date.as_str_mut())) {
                (Some(at), Ok(date)) => *date = pdf_date(at),
                _ => drop(info.remove(key)),
            }
        }
    }
    let id = format!("{tag:>016}");
    if let Ok(ids) = doc.trailer.get_mut(b"ID").and_then(|ids| ids.as_array_mut()) {
        for slot in ids.iter_mut().filter_map(|slot| slot.as_str_mut().ok()) {
            *slot = id.clone().into_bytes();
        }
    }
    doc.compress();
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).map_err(|e| NoticeFault::Painting(e.to_string()))?;
    Ok(bytes)
}

/// `D:YYYYMMDDHHmmSS+08'00'`: the creation time is Beijing time.
fn pdf_date(t: DateTime) -> Vec<u8> {
    format!("D:{:04}{:02}{:02}{:02}{:02}{:02}+08'00'", t.year(), t.month(), t.day(), t.hour(), t.minute(), t.second()).into_bytes()
}

/// Turns pages into operators. Remembers which character each glyph stands for in the ToUnicode table.
struct Painter<'a> {
    typeface: &'a Typeface,
    tag: String,
    spoken: HashMap<u16, char>,
}

impl<'a> Painter<'a> {
    fn new(typeface: &'a Typeface, pages: &[Page]) -> Self {
        Self { typeface, tag: subset_tag(pages), spoken: HashMap::new() }
    }

    /// Resource name; printpdf takes its first six letters as the subset tag (ISO 32000-1 9.6.4).
    fn font_id(&self) -> FontId {
        FontId(self.tag[..6].to_owned())
    }

    fn page(&mut self, page: &Page) -> PdfPage {
        let ops = page.items.iter().flat_map(|item| self.item(item, page.height)).collect();
        PdfPage::new(Mm(page.width / MM), Mm(page.height / MM), ops)
    }

    fn item(&mut self, item: &Item, height: f32) -> Vec<Op> {
        match item {
            Item::Text(run) => self.text(run, height),
            Item::Stroke { path, width, ink, dashed } => stroke(path, *width, *ink, *dashed, height),
            Item::Fill { paths, ink } => fill(paths, *ink, height),
            Item::Spoken { text, items } => {
                let mut ops = vec![actual_text(text)];
                ops.extend(items.iter().flat_map(|item| self.item(item, height)));
                ops.push(Op::EndMarkedContent);
                ops
            }
        }
    }

    fn text(&mut self, run: &TextRun, height: f32) -> Vec<Op> {
        let codepoints = self.codepoints(run);
        let mut ops = vec![
            Op::StartTextSection,
            Op::SetFillColor { col: color(run.ink) },
            Op::SetFont { font: PdfFontHandle::External(self.font_id()), size: Pt(run.size) },
            Op::SetTextMatrix { matrix: text_matrix(run, height) },
        ];
        ops.extend(boldness(run));
        let show = Op::ShowText { items: vec![TextItem::GlyphIds(codepoints)] };
        if self.reads_back(run) {
            ops.push(show);
        } else {
            let text: String = run.glyphs.iter().map(|p| p.glyph.ch).collect();
            ops.extend([actual_text(&text), show, Op::EndMarkedContent]);
        }
        ops.push(Op::EndTextSection);
        ops
    }

    fn codepoints(&mut self, run: &TextRun) -> Vec<Codepoint> {
        run.glyphs
            .iter()
            .map(|placed| {
                let gid = self.typeface.glyph(placed.glyph.ch).unwrap_or(0);
                let ch = *self.spoken.entry(gid).or_insert(placed.glyph.ch);
                Codepoint::with_cid(gid, -1000.0 * placed.extra, ch.to_string())
            })
            .collect()
    }

    /// The font may draw two characters with one glyph, which can stand for only one of them in ToUnicode.
    fn reads_back(&self, run: &TextRun) -> bool {
        run.glyphs.iter().all(|placed| {
            let gid = self.typeface.glyph(placed.glyph.ch).unwrap_or(0);
            self.spoken.get(&gid) == Some(&placed.glyph.ch)
        })
    }
}

/// How the run's weight is painted. Said for every run: the mode outlasts a text section.
fn boldness(run: &TextRun) -> Vec<Op> {
    match run.weight {
        Weight::Regular => vec![Op::SetTextRenderingMode { mode: TextRenderingMode::Fill }],
        Weight::Bold => vec![
            Op::SetOutlineColor { col: color(run.ink) },
            Op::SetOutlineThickness { pt: Pt(run.size * BOLD_STROKE) },
            Op::SetLineDashPattern { dash: LineDashPattern::solid() },
            Op::SetTextRenderingMode { mode: TextRenderingMode::FillStroke },
        ],
    }
}

/// Letters A to P from the FNV-1a hash of everything on the pages, so that different subsets get different tags.
fn subset_tag(pages: &[Page]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in format!("{pages:?}").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}").bytes().map(|b| char::from(if b.is_ascii_digit() { b'A' + (b - b'0') } else { b'K' + (b - b'a') })).collect()
}

fn actual_text(text: &str) -> Op {
    let mut utf16 = vec![0xfe, 0xff];
    utf16.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    let map = BTreeMap::from([("ActualText".to_owned(), DictItem::Bytes(utf16))]);
    Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties: DictItem::Dict { map } }
}

fn text_matrix(run: &TextRun, height: f32) -> TextMatrix {
    let (x, y) = (run.x, height - run.y);
    if run.turn == 0.0 {
        return TextMatrix::Translate(Pt(x), Pt(y));
    }
    let (sin, cos) = (-run.turn).to_radians().sin_cos();
    TextMatrix::Raw([cos, sin, -sin, cos, x, y])
}

fn stroke(path: &Path, width: f32, ink: Ink, dashed: bool, height: f32) -> Vec<Op> {
    let dash = if dashed { LineDashPattern::new(0.0, &[3.0, 2.0]) } else { LineDashPattern::solid() };
    vec![
        Op::SetOutlineColor { col: color(ink) },
        Op::SetOutlineThickness { pt: Pt(width) },
        Op::SetLineDashPattern { dash },
        Op::DrawLine { line: Line { points: points(path, height), is_closed: path.closed } },
    ]
}

fn fill(paths: &[Path], ink: Ink, height: f32) -> Vec<Op> {
    let rings = paths.iter().map(|path| PolygonRing { points: points(path, height) }).collect();
    vec![
        Op::SetFillColor { col: color(ink) },
        Op::DrawPolygon { polygon: Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero } },
    ]
}

fn points(path: &Path, height: f32) -> Vec<LinePoint> {
    path.points.iter().map(|p| LinePoint { p: Point { x: Pt(p.x), y: Pt(height - p.y) }, bezier: p.control }).collect()
}

fn color(ink: Ink) -> Color {
    let grey = |percent| Color::Greyscale(Greyscale { percent, icc_profile: None });
    let rgb = |r, g, b| Color::Rgb(Rgb { r, g, b, icc_profile: None });
    match ink {
        Ink::Black => grey(0.0),
        Ink::Grey => grey(0.35),
        Ink::Pale => grey(0.65),
        Ink::Red => rgb(0.78, 0.07, 0.07),
        Ink::PaleRed => rgb(0.98, 0.80, 0.80),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyphs::Measurer;

    /// Tens of thousands of characters that cannot be blank; leaving them out keeps the test fast.
    fn syllable_or_ideograph(c: char) -> bool {
        matches!(c, '\u{3401}'..='\u{4dbf}' | '\u{4e01}'..='\u{9fff}' | '\u{ac01}'..='\u{d7a3}' | '\u{20000}'..='\u{3ffff}')
    }

    /// A character with an empty glyph would be a silent blank on paper.
    #[test]
    fn every_character_that_counts_as_drawable_has_an_outline() {
        let typeface = typeface().unwrap();
        let outlined = |c: char| {
            let glyph = typeface.glyph(c).and_then(|gid| typeface.font.get_or_decode_glyph(gid));
            glyph.is_some_and(|g| !g.outline.is_empty())
        };
        assert!(outlined('一'), "outlines can be read at all");
        let blank: Vec<char> = ('\u{0}'..=char::MAX)
            .filter(|&c| !c.is_whitespace() && !syllable_or_ideograph(c) && typeface.advance(c).is_some())
            .filter(|&c| {
                let mut measurer = Measurer::new(typeface);
                measurer.glyphs(&c.to_string());
                measurer.into_missing().is_empty() && !outlined(c)
            })
            .collect();
        assert_eq!(blank, []);
    }
}
