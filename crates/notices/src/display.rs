//! The finished page as a list of things to paint. Points, origin at the top left, y downwards.

use crate::glyphs::{Glyph, Weight};

/// The few colours a paper uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Black,
    Grey,
    Pale,
    Red,
    PaleRed,
}

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub width: f32,
    pub height: f32,
    pub items: Vec<Item>,
}

/// Something to paint.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    Text(TextRun),
    Stroke {
        path: Path,
        width: f32,
        ink: Ink,
        dashed: bool,
    },
    Fill {
        paths: Vec<Path>,
        ink: Ink,
    },
    /// Items that a reader or search takes as `text`, whatever their glyphs and spacing.
    Spoken {
        text: String,
        items: Vec<Item>,
    },
}

/// Glyphs on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextRun {
    pub x: f32,
    /// Baseline.
    pub y: f32,
    pub size: f32,
    pub weight: Weight,
    pub ink: Ink,
    pub glyphs: Vec<Placed>,
    /// Degrees clockwise.
    pub turn: f32,
}

/// A glyph with the space after it, in em, that justification added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placed {
    pub glyph: Glyph,
    pub extra: f32,
}

/// A closed or open path.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    pub points: Vec<PathPoint>,
    pub closed: bool,
}

/// A corner, or a control point of a cubic curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PathPoint {
    pub x: f32,
    pub y: f32,
    pub control: bool,
}

impl Path {
    pub fn polyline(points: &[(f32, f32)], closed: bool) -> Self {
        let points = points.iter().map(|&(x, y)| PathPoint { x, y, control: false }).collect();
        Self { points, closed }
    }

    pub fn line(from: (f32, f32), to: (f32, f32)) -> Self {
        Self::polyline(&[from, to], false)
    }

    pub fn rect(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self::polyline(&[(x, y), (x + w, y), (x + w, y + h), (x, y + h)], true)
    }

    /// Four cubic quarters; the constant is the usual 4/3·(√2−1).
    pub fn circle(cx: f32, cy: f32, r: f32) -> Self {
        const K: f32 = 0.552_284_8;
        let k = K * r;
        let plan = [
            (r, 0.0, false),
            (r, k, true),
            (k, r, true),
            (0.0, r, false),
            (-k, r, true),
            (-r, k, true),
            (-r, 0.0, false),
            (-r, -k, true),
            (-k, -r, true),
            (0.0, -r, false),
            (k, -r, true),
            (r, -k, true),
            (r, 0.0, false),
        ];
        let points = plan.iter().map(|&(x, y, control)| PathPoint { x: cx + x, y: cy + y, control }).collect();
        Self { points, closed: true }
    }

    fn shift(&mut self, dx: f32, dy: f32) {
        for p in &mut self.points {
            p.x += dx;
            p.y += dy;
        }
    }
}

impl TextRun {
    /// Width in points, justification included.
    pub fn width(&self) -> f32 {
        let em: f32 = self.glyphs.iter().map(|p| p.glyph.em + p.extra).sum();
        em * self.size
    }
}

impl Item {
    /// A hairline from (`x`, `y`), `w` to the right.
    pub fn hairline(x: f32, y: f32, w: f32) -> Self {
        Self::Stroke { path: Path::line((x, y), (x + w, y)), width: 0.4, ink: Ink::Grey, dashed: false }
    }

    /// Moves the item.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Text(run) => {
                run.x += dx;
                run.y += dy;
            }
            Self::Stroke { path, .. } => path.shift(dx, dy),
            Self::Fill { paths, .. } => paths.iter_mut().for_each(|p| p.shift(dx, dy)),
            Self::Spoken { items, .. } => items.iter_mut().for_each(|i| i.shift(dx, dy)),
        }
    }
}
