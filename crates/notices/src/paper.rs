//! Paper sizes and the type sizes that belong to them.

use serde::{Deserialize, Serialize};

/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;

/// Large type enlarges every size by this factor.
const LARGE_TYPE: f32 = 1.3;

/// Longest slip in points: the largest page side PDF readers accept is 14,400.
const LONGEST_SLIP: f32 = 14_000.0;

/// What the document is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// 210 × 297 mm sheets.
    A4,
    /// 80 mm roll, 72 mm printable, as long as the text.
    Slip80,
    /// 58 mm roll, 48 mm printable, as long as the text.
    Slip58,
}

/// Paper and reading comfort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperSpec {
    /// What it is printed on.
    pub paper: Paper,
    /// Type 1.3 times as large, for readers who need it.
    pub large_type: bool,
}

impl PaperSpec {
    /// Ordinary type on `paper`.
    pub fn new(paper: Paper) -> Self {
        Self { paper, large_type: false }
    }
}

/// Measures of one sheet, all in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    pub width: f32,
    /// Full height; on a roll the greatest length of one slip.
    pub height: f32,
    /// A roll is cut where the text ends.
    pub continuous: bool,
    pub side: f32,
    pub top: f32,
    pub bottom: f32,
    pub title: f32,
    pub heading: f32,
    pub body: f32,
    pub small: f32,
    pub leading: f32,
}

impl Sheet {
    pub fn of(spec: PaperSpec) -> Self {
        let factor = if spec.large_type { LARGE_TYPE } else { 1.0 };
        let sheet = match spec.paper {
            Paper::A4 => Self::a4(),
            Paper::Slip80 => Self::slip(80.0, 72.0, 9.0),
            Paper::Slip58 => Self::slip(58.0, 48.0, 8.0),
        };
        Self {
            title: sheet.title * factor,
            heading: sheet.heading * factor,
            body: sheet.body * factor,
            small: sheet.small * factor,
            ..sheet
        }
    }

    fn a4() -> Self {
        Self {
            width: 210.0 * MM,
            height: 297.0 * MM,
            continuous: false,
            side: 22.0 * MM,
            top: 20.0 * MM,
            bottom: 22.0 * MM,
            title: 16.0,
            heading: 11.5,
            body: 10.5,
            small: 9.0,
            leading: 1.5,
        }
    }

    fn slip(width: f32, printable: f32, body: f32) -> Self {
        Self {
            width: width * MM,
            height: LONGEST_SLIP,
            continuous: true,
            side: (width - printable) / 2.0 * MM,
            top: 4.0 * MM,
            bottom: 8.0 * MM,
            title: body + 3.5,
            heading: body + 0.5,
            body,
            small: body - 1.0,
            leading: 1.4,
        }
    }

    /// Width of the text.
    pub fn measure(&self) -> f32 {
        self.width - 2.0 * self.side
    }

    /// Height for content on one page.
    pub fn depth(&self) -> f32 {
        self.height - self.top - self.bottom
    }
}
