//! QR codes as filled squares (ISO/IEC 18004, error correction M).

use qrcode::{EcLevel, QrCode};

use crate::{
    display::{Ink, Item, Path},
    fault::NoticeFault,
};

/// Quiet zone in modules; the standard asks for four, paper around the code gives the rest.
const QUIET: f32 = 1.0;

/// The code for `text` in a square of `side` points at (`x`, `y`), quiet zone included.
pub(crate) fn qr_item(text: &str, x: f32, y: f32, side: f32) -> Result<Item, NoticeFault> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| NoticeFault::QrTooLong)?;
    let width = code.width();
    let module = side / (width as f32 + 2.0 * QUIET);
    let colors = code.to_colors();
    let paths = colors
        .chunks(width)
        .enumerate()
        .flat_map(|(row, cells)| dark_spans(cells).into_iter().map(move |span| (row, span)))
        .map(|(row, (from, length))| {
            let (col, row, length) = (from as f32, row as f32, length as f32);
            Path::rect(x + (QUIET + col) * module, y + (QUIET + row) * module, length * module, module)
        })
        .collect();
    Ok(Item::Fill { paths, ink: Ink::Black })
}

/// Start and length of each run of dark modules, so that no seam shows between neighbours.
fn dark_spans(cells: &[qrcode::Color]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (i, cell) in cells.iter().enumerate() {
        if *cell == qrcode::Color::Light {
            continue;
        }
        match spans.last_mut() {
            Some((from, length)) if *from + *length == i => *length += 1,
            _ => spans.push((i, 1)),
        }
    }
    spans
}
