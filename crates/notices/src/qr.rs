//! QR codes as filled squares (ISO/IEC 18004, error correction M).

use qrcode::{Color, EcLevel, QrCode};

use crate::{
    display::{Ink, Item, Path},
    fault::NoticeFault,
};

/// Quiet zone in modules; the standard asks for four, paper around the code gives the rest.
const QUIET: f32 = 1.0;

/// The code for `text` in a square of `side` points at (`x`, `y`), quiet zone included.
pub(crate) fn qr_item(text: &str, x: f32, y: f32, side: f32) -> Result<Item, NoticeFault> {
    let symbol = Symbol::of(text)?;
    let module = side / (symbol.width() + 2.0 * QUIET);
    Ok(symbol.item(x + QUIET * module, y + QUIET * module, module))
}

/// A code without its quiet zone.
pub(crate) struct Symbol {
    width: usize,
    modules: Vec<Color>,
}

impl Symbol {
    pub fn of(text: &str) -> Result<Self, NoticeFault> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| NoticeFault::QrTooLong)?;
        Ok(Self { width: code.width(), modules: code.to_colors() })
    }

    /// Modules on a side.
    pub fn width(&self) -> f32 {
        self.width as f32
    }

    /// The code with its top left corner at (`x`, `y`) and modules of `module` points.
    pub fn item(&self, x: f32, y: f32, module: f32) -> Item {
        let paths = self
            .modules
            .chunks(self.width)
            .enumerate()
            .flat_map(|(row, cells)| dark_spans(cells).into_iter().map(move |span| (row, span)))
            .map(|(row, (from, length))| {
                let (col, row, length) = (from as f32, row as f32, length as f32);
                Path::rect(x + col * module, y + row * module, length * module, module)
            })
            .collect();
        Item::Fill { paths, ink: Ink::Black }
    }
}

/// Start and length of each run of dark modules, so that no seam shows between neighbours.
fn dark_spans(cells: &[Color]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (i, cell) in cells.iter().enumerate() {
        if *cell == Color::Light {
            continue;
        }
        match spans.last_mut() {
            Some((from, length)) if *from + *length == i => *length += 1,
            _ => spans.push((i, 1)),
        }
    }
    spans
}
