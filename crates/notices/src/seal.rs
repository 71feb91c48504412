//! The signature and seal area.

use crate::{
    compose::Composer,
    display::{Ink, Item, Path, TextRun},
    document::{Align, Closing, Seal},
    glyphs::Weight,
    paper::MM,
    pieces::blank,
    strip::Strip,
    typeset::{Style, set_single, set_text},
};

/// Part of the full circle that the ring text may take, in degrees.
const ARC: f32 = 250.0;

/// The same for names too long to be read otherwise.
const LONG_ARC: f32 = 290.0;

/// Signs in the ring from which on a name is long.
const LONG_NAME: usize = 24;

fn arc(signs: usize) -> f32 {
    if signs >= LONG_NAME { LONG_ARC } else { ARC }
}

/// Signature lines at the right with the seal over them, lines for the other side at the left.
pub(crate) fn closing(c: &mut Composer, closing: &Closing) -> Strip {
    let radius = if c.sheet.continuous { 14.0 * MM } else { 19.5 * MM };
    let measure = c.sheet.measure();
    let area = measure * if c.sheet.continuous { 1.0 } else { 0.46 };
    let left = measure - area;
    let mut strip = Strip { before: 4.0 * MM, ..Strip::default() };
    let style = Style { align: Align::Centre, leading: 1.8, ..c.body() };
    let signed: Vec<_> = closing.signed.iter().flat_map(|text| set_text(&mut c.m, text, style, area)).collect();
    let text_height: f32 = signed.iter().map(|l| l.height).sum();
    // The seal presses on the last line, the date, and leaves the name readable.
    let overlap = if c.sheet.continuous { 0.0 } else { 0.6 * style.line_height() };
    let top = (text_height - overlap).max(0.0);
    let mut height = text_height;
    if closing.seal != Seal::None {
        height = top + 2.0 * radius;
        strip.items = seal(c, &closing.seal, left + area / 2.0, top + radius, radius);
    }
    let mut y = 0.0;
    for line in signed {
        let line_height = line.height;
        strip.items.extend(line.placed(left, y));
        y += line_height;
    }
    strip.height = height.max(acknowledged(c, &closing.acknowledged, height, &mut strip.items));
    strip
}

/// Lines for the other side; on slips they follow below. Returns the depth reached.
fn acknowledged(c: &mut Composer, labels: &[String], below: f32, items: &mut Vec<Item>) -> f32 {
    let style = Style { leading: 2.4, ..c.body() };
    let (mut y, width) = if c.sheet.continuous { (below + 1.5 * MM, c.sheet.measure()) } else { (0.0, c.sheet.measure() * 0.44) };
    for label in labels {
        items.extend(blank(c, label, style, 0.0, y, width));
        y += style.line_height();
    }
    y
}

fn seal(c: &mut Composer, kind: &Seal, cx: f32, cy: f32, r: f32) -> Vec<Item> {
    match kind {
        Seal::None => Vec::new(),
        Seal::Space => vec![Item::Stroke { path: Path::circle(cx, cy, r), width: 0.5, ink: Ink::Pale, dashed: true }]
            .into_iter()
            .chain(space_label(c, cx, cy - 0.7 * c.sheet.small))
            .collect(),
        Seal::Printed { ring, label } => printed(c, ring, label, cx, cy, r),
    }
}

fn space_label(c: &mut Composer, cx: f32, y: f32) -> Vec<Item> {
    let style = Style { ink: c.quiet(), ..c.small() };
    centred(c, "（盖章处）", style, cx, y)
}

fn centred(c: &mut Composer, text: &str, style: Style, cx: f32, y: f32) -> Vec<Item> {
    let line = set_single(&mut c.m, text, style);
    let x = cx - line.run.width() / 2.0;
    line.placed(x, y)
}

fn printed(c: &mut Composer, ring: &str, label: &str, cx: f32, cy: f32, r: f32) -> Vec<Item> {
    let mut items = vec![
        Item::Stroke { path: Path::circle(cx, cy, r), width: r * 0.055, ink: c.stamp(), dashed: false },
        Item::Fill { paths: vec![star(cx, cy, r * 0.28)], ink: c.stamp() },
        ring_text(c, ring, cx, cy, r),
    ];
    if !label.trim().is_empty() {
        let fit = r * 1.15 / label.trim().chars().count() as f32;
        let style = Style { size: fit.min(r * 0.2), weight: Weight::Bold, ink: c.stamp(), leading: 1.0, ..c.body() };
        items.extend(centred(c, label.trim(), style, cx, cy + r * 0.48));
    }
    items
}

/// A five-pointed star standing on two points.
fn star(cx: f32, cy: f32, r: f32) -> Path {
    // Inner radius of the regular star: sin 18° / sin 54°.
    const INNER: f32 = 0.381_966;
    let points: Vec<(f32, f32)> = (0u8..10)
        .map(|i| {
            let radius = if i % 2 == 0 { r } else { r * INNER };
            let (sin, cos) = (f32::from(i) * 36.0).to_radians().sin_cos();
            (cx + radius * sin, cy - radius * cos)
        })
        .collect();
    Path::polyline(&points, true)
}

/// Text along the upper part of the ring, read clockwise.
fn ring_text(c: &mut Composer, text: &str, cx: f32, cy: f32, r: f32) -> Item {
    let style = ring_style(c, text, r);
    let run = set_single(&mut c.m, text.trim(), style).run;
    let count = run.glyphs.len().max(2);
    let step = (arc(count) / (count - 1) as f32).min(36.0);
    let first = -step * (run.glyphs.len().saturating_sub(1)) as f32 / 2.0;
    let baseline = r * 0.9 - run.size * 0.88;
    let items = run
        .glyphs
        .iter()
        .enumerate()
        .map(|(i, placed)| {
            let turn = first + step * i as f32;
            let half = placed.glyph.em * run.size / 2.0;
            let (sin, cos) = turn.to_radians().sin_cos();
            Item::Text(TextRun {
                x: cx + baseline * sin - half * cos,
                y: cy - baseline * cos - half * sin,
                turn,
                glyphs: vec![*placed],
                ..run.clone()
            })
        })
        .collect();
    Item::Spoken { text: text.trim().to_owned(), items }
}

/// Size such that neighbours on the ring do not touch.
fn ring_style(c: &Composer, text: &str, r: f32) -> Style {
    let signs = text.trim().chars().count().max(2);
    let gaps = signs as f32 - 1.0;
    let arc_length = arc(signs).to_radians() * r * 0.66;
    Style { size: (arc_length / gaps * 0.92).min(r * 0.27), weight: Weight::Bold, ink: c.stamp(), leading: 1.0, ..c.body() }
}
