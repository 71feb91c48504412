//! 守诺 notices: papers a shop hands out, as PDF with an embedded Chinese font.
//!
//! A kind of paper turns its facts into a [`Document`], most of them with the builder [`Letter`];
//! [`render`] lays the document out for a paper size and paints it. Layout is pure and knows the
//! font only by its widths; the PDF library is named in one file, `engine.rs`, and can be replaced there.
//! No clock and no randomness: the same document gives the same bytes, so an issued paper can be
//! stored by its hash and printed again byte for byte.

// The sample letters are written for those who use this crate, and its own layout tests read them too.
#[cfg(test)]
extern crate self as shounuo_notices;

mod columns;
mod compose;
mod display;
mod document;
mod engine;
mod fault;
mod glyphs;
mod grid;
mod kinsoku;
mod label;
#[cfg(test)]
mod label_tests;
#[cfg(test)]
mod layout_tests;
mod letter;
#[cfg(test)]
mod letter_layout_tests;
mod letter_parts;
mod lines;
mod masthead;
mod paper;
mod pieces;
mod qr;
mod recovery_sheet;
mod rows;
mod ruling_letter;
mod seal;
mod strip;
mod tables;
mod typeset;
mod wording;
mod working;

pub use document::{Align, Basis, Block, Closing, Column, Document, Marks, Meta, Seal, Table, VoidMark, WorkingLine};
pub use fault::{NoticeFault, RenderWarning};
pub use label::{Label, LabelSize, labels};
pub use letter::Letter;
pub use letter_parts::{CitedClause, FollowUp, Letterhead, SumLine};
pub use paper::{Paper, PaperSpec};
pub use recovery_sheet::RecoverySheet;
pub use ruling_letter::{LetterClaim, LetterOption, RulingLetter};

use crate::{
    compose::{Composer, compose},
    display::Page,
    engine::Info,
    glyphs::{Measurer, Metrics},
    paper::Sheet,
    strip::paginate,
};

/// A finished paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The PDF file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// What the person must be told although the paper was made.
    pub warnings: Vec<RenderWarning>,
}

/// Lays `document` out on `spec` and paints it as PDF.
///
/// # Errors
/// [`NoticeFault::Unfilled`] and [`NoticeFault::BasisMissing`] when the document is not full,
/// [`NoticeFault::QrTooLong`], and the two faults of the engine itself.
pub fn render(document: &Document, spec: &PaperSpec) -> Result<Rendered, NoticeFault> {
    check(document)?;
    let typeface = engine::typeface()?;
    let (pages, missing) = lay_out(document, *spec, typeface)?;
    let meta = &document.meta;
    let about = Info { title: &meta.title, author: &meta.shop_name, subject: &meta.number, created: Some(meta.created) };
    let bytes = engine::paint(typeface, &about, &pages)?;
    Ok(Rendered { bytes, pages: pages.len(), warnings: warnings_of(missing) })
}

fn warnings_of(missing: Vec<char>) -> Vec<RenderWarning> {
    if missing.is_empty() { Vec::new() } else { vec![RenderWarning::MissingGlyphs(missing)] }
}

/// Refuses what may not leave the shop: no title, no shop, no basis, a void stamp without its reason.
fn check(document: &Document) -> Result<(), NoticeFault> {
    filled("标题", &document.meta.title)?;
    filled("店铺名称", &document.meta.shop_name)?;
    if let Some(void) = &document.marks.void {
        filled("作废原因", &void.reason)?;
    }
    if document.blocks.is_empty() {
        return Err(NoticeFault::Unfilled("正文"));
    }
    check_seals(&document.blocks)?;
    match &document.basis {
        Basis::Cited(clauses) if clauses.iter().all(|c| c.trim().is_empty()) => Err(NoticeFault::BasisMissing),
        _ => Ok(()),
    }
}

/// A printed seal without a name would be a seal of nobody.
fn check_seals(blocks: &[Block]) -> Result<(), NoticeFault> {
    blocks.iter().try_for_each(|block| match block {
        Block::Closing(Closing { seal: Seal::Printed { ring, .. }, .. }) => filled("印章上的店铺名称", ring),
        _ => Ok(()),
    })
}

/// Refuses an empty required field under its Chinese name.
pub(crate) fn filled(field: &'static str, text: &str) -> Result<(), NoticeFault> {
    if text.trim().is_empty() {
        return Err(NoticeFault::Unfilled(field));
    }
    Ok(())
}

/// Pages and the characters that `metrics` could not draw.
fn lay_out(document: &Document, spec: PaperSpec, metrics: &dyn Metrics) -> Result<(Vec<Page>, Vec<char>), NoticeFault> {
    let sheet = Sheet::of(spec);
    let mut composer = Composer { m: Measurer::new(metrics), sheet };
    let strips = compose(&mut composer, document)?;
    let mut filled = paginate(strips, &sheet);
    let count = filled.len();
    for (i, page) in filled.iter_mut().enumerate() {
        masthead::furnish(&mut composer.m, &sheet, document, page, i + 1, count);
    }
    let pages = filled
        .into_iter()
        .map(|page| Page {
            width: sheet.width,
            height: if sheet.continuous { sheet.top + page.used + sheet.bottom } else { sheet.height },
            items: page.items,
        })
        .collect();
    Ok((pages, composer.m.into_missing()))
}
