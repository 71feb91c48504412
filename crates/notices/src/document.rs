//! The document model: what a paper says, without a word about where it stands on the page.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// One paper, ready to be laid out on any [`crate::PaperSpec`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Who issues it, its number and title.
    pub meta: Meta,
    /// The content from top to bottom.
    pub blocks: Vec<Block>,
    /// The clauses it rests on, printed at the foot in 9 pt.
    pub basis: Basis,
    /// Stamps: void, reprint, sample.
    pub marks: Marks,
}

/// The facts in the letterhead and in the PDF's own metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Title, printed centred and used as the PDF title.
    pub title: String,
    /// Shop name; the PDF author.
    pub shop_name: String,
    /// Telephone or address under the shop name; may be empty.
    pub shop_contact: String,
    /// Number of the paper as printed at the top right; empty when this kind has none.
    pub number: String,
    /// Text of the QR code at the top right.
    pub qr: Option<String>,
    /// Creation time in Beijing time, written to the PDF metadata.
    pub created: DateTime,
}

/// The clauses a paper cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// Cited clauses; an empty list is refused.
    Cited(Vec<String>),
    /// This kind of paper decides nothing and cites nothing.
    NotNeeded,
}

/// Stamps on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marks {
    /// Set when the paper is no longer valid; its number is never used again.
    pub void: Option<VoidMark>,
    /// Set to n on the n-th reprint.
    pub reprint: Option<u32>,
    /// Set on a preview: the paper was not issued and nobody may rely on it.
    #[serde(default)]
    pub sample: bool,
}

/// Why and when a paper was declared void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidMark {
    /// Day of the declaration.
    pub on: Date,
    /// Reason as told to the reader; required.
    pub reason: String,
}

/// A piece of content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// Section heading, kept with what follows.
    Heading(String),
    /// Paragraph with a two-character indent, justified on wide paper.
    Paragraph(String),
    /// Paragraph without an indent: salutation, list item, remark.
    Plain(String),
    /// Emphasised paragraph (the conclusion), bold with the two-character indent.
    Strong(String),
    /// Numbered list with hanging lines.
    List(Vec<String>),
    /// Remark behind a bar, which the reader must not miss.
    Remark(String),
    /// Label and value pairs in two columns; pairs with an empty value are left out.
    Grid(Vec<(String, String)>),
    /// Table with hairlines; its header repeats on every page.
    Table(Table),
    /// Lines of working, each with its outcome.
    Working(Vec<WorkingLine>),
    /// An amount in figures and in capitals (大写).
    Amount {
        /// What is paid, for example 应退金额.
        label: String,
        /// ¥1,234.50.
        figures: String,
        /// 壹仟贰佰叁拾肆元伍角.
        capitals: String,
    },
    /// Groups of a code in large type, each with its label.
    CodeGroups(Vec<(String, String)>),
    /// A QR code in the text, with a caption beside or under it.
    Qr {
        /// The encoded text.
        text: String,
        /// What it is for.
        caption: String,
    },
    /// Lines to be filled in by hand: a label and an empty rule.
    Blanks(Vec<String>),
    /// Signature and seal area at the bottom right.
    Closing(Closing),
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Rows; missing cells are empty, cells beyond the columns are ignored.
    pub rows: Vec<Vec<String>>,
}

/// A table column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Header text.
    pub head: String,
    /// Share of the width relative to the other columns.
    pub weight: f32,
    /// How its cells stand; numbers stand right.
    pub align: Align,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn left(head: &str, weight: f32) -> Self {
        Self { head: head.to_owned(), weight, align: Align::Left }
    }

    /// A column of numbers: as wide as its longest number, whatever its weight.
    #[must_use]
    pub fn right(head: &str, weight: f32) -> Self {
        Self { head: head.to_owned(), weight, align: Align::Right }
    }
}

/// How text stands in its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// Ragged right.
    Left,
    /// Centred.
    Centre,
    /// Ragged left.
    Right,
    /// Both edges straight except the last line.
    Justify,
}

/// One line of working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingLine {
    /// What was tested, with the figures.
    pub text: String,
    /// What came out.
    pub result: String,
    /// The clause it rests on; may be empty.
    pub clause: String,
    /// Whether the condition is met.
    /// `None` for a plain calculation.
    pub passed: Option<bool>,
}

/// Signature and seal area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Lines at the bottom right: shop name, date.
    pub signed: Vec<String>,
    /// What stands in the place of the seal.
    pub seal: Seal,
    /// Labels of lines the other side fills in, bottom left; may be empty.
    pub acknowledged: Vec<String>,
}

/// What stands in the place of the seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seal {
    /// An empty place marked for a stamp by hand.
    Space,
    /// A drawn seal: red ring, text round it, a star.
    Printed {
        /// Text round the ring, usually the full name of the shop.
        ring: String,
        /// Text across the lower half, for example 售后专用章; may be empty.
        label: String,
    },
    /// No seal and no place for one.
    None,
}
