//! Letterhead, title, stamps, and what repeats on every page.

use crate::{
    compose::{Composer, line_strips},
    display::{Ink, Item, Path},
    document::{Align, Document, Marks, Meta},
    fault::NoticeFault,
    glyphs::{Measurer, Weight},
    paper::{MM, Sheet},
    qr::qr_item,
    strip::{Filled, Strip},
    typeset::{SetLine, Style, set_cut, set_single, set_text},
    wording::chinese_date,
};

/// Side of the QR code at the top right.
const QR_SIDE: f32 = 20.0 * MM;

/// A title or shop name may be this much smaller to stay on one line; otherwise a few signs would stand alone on a second.
const MOST_SHRUNK: f32 = 0.78;

/// Strips above the content.
pub(crate) fn masthead(c: &mut Composer, document: &Document) -> Result<Vec<Strip>, NoticeFault> {
    let mut strips = if c.sheet.continuous { slip_head(c, &document.meta) } else { vec![sheet_head(c, &document.meta)?] };
    strips.extend(said_of(&document.marks).iter().map(|text| banner(c, text)));
    strips.extend(title(c, &document.meta.title));
    strips.extend(under_title(c, document));
    strips.iter_mut().for_each(|s| s.keep_next = true);
    Ok(strips)
}

/// Shop on the left, number and QR on the right.
fn sheet_head(c: &mut Composer, meta: &Meta) -> Result<Strip, NoticeFault> {
    let measure = c.sheet.measure();
    let qr_side = if meta.qr.is_some() { QR_SIDE } else { 0.0 };
    let mut items = Vec::new();
    if let Some(text) = &meta.qr {
        items.push(qr_item(text, measure - qr_side, 0.0, qr_side)?);
    }
    let right = if qr_side > 0.0 { measure - qr_side - 3.0 * MM } else { measure };
    let (number_width, number_depth) = number_lines(c, meta, right, &mut items);
    let shop = Style { size: c.sheet.heading, weight: Weight::Bold, leading: 1.3, ..c.body() };
    let contact = Style { leading: 1.4, ink: c.quiet(), ..c.small() };
    let room = right - number_width - 4.0 * MM;
    let mut y = 1.0 * MM;
    let lines = set_text(&mut c.m, &meta.shop_name, shop, room).into_iter().chain(contact_lines(c, &meta.shop_contact, contact, room));
    for line in lines {
        let height = line.height;
        items.extend(line.placed(0.0, y));
        y += height;
    }
    let height = y.max(qr_side).max(number_depth).max(2.6 * c.sheet.body) + 1.5 * MM;
    items.push(Item::hairline(0.0, height, measure));
    Ok(Strip { height, items, ..Strip::default() })
}

/// The contact line. Its parts, telephone, address and hours, stand between wide spaces and are not broken where they fit.
fn contact_lines(c: &mut Composer, text: &str, style: Style, measure: f32) -> Vec<SetLine> {
    let mut lines: Vec<String> = Vec::new();
    for part in text.split('\u{3000}').map(str::trim).filter(|part| !part.is_empty()) {
        let longer = lines.last().map(|line| format!("{line}\u{3000}{part}"));
        match longer.filter(|line| set_single(&mut c.m, line, style).run.width() <= measure) {
            Some(line) => {
                lines.pop();
                lines.push(line);
            }
            None => lines.push(part.to_owned()),
        }
    }
    set_text(&mut c.m, &lines.join("\n"), style, measure)
}

/// 编号 over the number, right aligned at `right`; returns the width and the depth taken.
fn number_lines(c: &mut Composer, meta: &Meta, right: f32, items: &mut Vec<Item>) -> (f32, f32) {
    if meta.number.is_empty() {
        return (0.0, 0.0);
    }
    let label = Style { ink: c.quiet(), ..c.small() };
    let number = Style { leading: 1.4, ..c.body() };
    let most = c.sheet.measure() * 0.4;
    let mut y = 1.0 * MM;
    let mut width: f32 = 0.0;
    for (text, style) in [("编号", label), (meta.number.as_str(), number)] {
        for line in set_text(&mut c.m, text, Style { align: Align::Right, ..style }, most) {
            let height = line.height;
            width = width.max(line.run.width());
            items.extend(line.placed(right - most, y));
            y += height;
        }
    }
    (width, y)
}

fn slip_head(c: &mut Composer, meta: &Meta) -> Vec<Strip> {
    let shop = Style { size: c.sheet.heading, weight: Weight::Bold, align: Align::Centre, ..c.body() };
    let contact = Style { align: Align::Centre, ink: c.quiet(), ..c.small() };
    let measure = c.sheet.measure();
    let shop = shrunk(c, &meta.shop_name, shop, measure);
    let mut strips = line_strips(set_text(&mut c.m, &meta.shop_name, shop, measure), 0.0);
    strips.extend(line_strips(contact_lines(c, &meta.shop_contact, contact, measure), 0.0));
    strips.push(rule(measure));
    strips
}

fn rule(measure: f32) -> Strip {
    Strip { height: 1.0 * MM, before: 1.0 * MM, items: vec![Item::hairline(0.0, 0.0, measure)], ..Strip::default() }
}

/// `style` in a size that keeps `text` on one line, when that takes only a little.
fn shrunk(c: &mut Composer, text: &str, style: Style, measure: f32) -> Style {
    let width = set_single(&mut c.m, text, style).run.width();
    let factor = measure / (width + 0.1);
    if (MOST_SHRUNK..1.0).contains(&factor) { Style { size: style.size * factor, ..style } } else { style }
}

fn title(c: &mut Composer, text: &str) -> Vec<Strip> {
    let style = Style { size: c.sheet.title, weight: Weight::Bold, align: Align::Centre, ..c.body() };
    let measure = c.sheet.measure();
    let style = shrunk(c, text, style, measure);
    let mut strips = line_strips(set_text(&mut c.m, text, style, measure), 0.0);
    if let Some(first) = strips.first_mut() {
        first.before = c.sheet.title * 0.5;
    }
    strips
}

/// Number on slips and the reprint remark, then the space below the title.
fn under_title(c: &mut Composer, document: &Document) -> Vec<Strip> {
    let mut texts = Vec::new();
    if c.sheet.continuous && !document.meta.number.is_empty() {
        texts.push(format!("编号 {}", document.meta.number));
    }
    if let Some(times) = document.marks.reprint {
        texts.push(format!("（第 {times} 次重印，内容与原件一致）"));
    }
    let style = Style { align: Align::Centre, ..c.small() };
    let mut strips = Vec::new();
    for text in texts {
        strips.extend(line_strips(set_text(&mut c.m, &text, style, c.sheet.measure()), 0.0));
    }
    strips.push(Strip { height: c.sheet.title * 0.35, ..Strip::default() });
    strips
}

/// What the reader must know before anything else.
fn said_of(marks: &Marks) -> Vec<String> {
    let void = marks.void.as_ref();
    let void = void.map(|void| format!("本件已于{}作废，不再作为任何依据。原因：{}", chinese_date(void.on), void.reason.trim()));
    void.into_iter().chain(marks.sample.then(|| "样张：尚未出具，不作为任何依据。".to_owned())).collect()
}

fn banner(c: &mut Composer, text: &str) -> Strip {
    let style = Style { weight: Weight::Bold, ink: c.stamp(), ..c.body() };
    let pad = 2.0 * MM;
    let measure = c.sheet.measure();
    let lines = set_text(&mut c.m, text, style, measure - 2.0 * pad);
    let mut y = pad / 2.0;
    let mut items = Vec::new();
    for line in lines {
        let height = line.height;
        items.extend(line.placed(pad, y));
        y += height;
    }
    y += pad / 2.0;
    items.push(Item::Stroke { path: Path::rect(0.0, 0.0, measure, y), width: 1.0, ink: c.stamp(), dashed: false });
    Strip { height: y, before: 2.5 * MM, items, ..Strip::default() }
}

/// On slips the QR code stands below the text.
pub(crate) fn slip_qr(c: &mut Composer, meta: &Meta) -> Result<Option<Strip>, NoticeFault> {
    let Some(text) = meta.qr.as_ref().filter(|_| c.sheet.continuous) else {
        return Ok(None);
    };
    let side = 26.0 * MM;
    let item = qr_item(text, (c.sheet.measure() - side) / 2.0, 0.0, side)?;
    Ok(Some(Strip { height: side, before: 2.0 * MM, items: vec![item], ..Strip::default() }))
}

/// Page number, running head and the void stamp: whatever does not flow.
pub(crate) fn furnish(m: &mut Measurer, sheet: &Sheet, document: &Document, page: &mut Filled, at: usize, of: usize) {
    if sheet.continuous {
        return;
    }
    let style = Style { size: sheet.small, leading: 1.4, weight: Weight::Regular, ink: Ink::Grey, align: Align::Left, indent: 0.0 };
    let foot = sheet.height - 14.0 * MM;
    let number = set_single(m, &format!("第 {at} 页 / 共 {of} 页"), style);
    let x = (sheet.width - number.run.width()) / 2.0;
    page.items.extend(number.placed(x, foot));
    if at > 1 {
        running_head(m, sheet, document, page, style);
    }
    let stamp = if document.marks.void.is_some() { "作废" } else { "样张" };
    if document.marks.void.is_some() || document.marks.sample {
        page.items.splice(0..0, [stamped(m, sheet, stamp)]);
    }
}

fn running_head(m: &mut Measurer, sheet: &Sheet, document: &Document, page: &mut Filled, style: Style) {
    let y = 10.0 * MM;
    let number = set_cut(m, &document.meta.number, Style { align: Align::Right, ..style }, sheet.measure() / 2.0, 1);
    let taken = number.first().map_or(0.0, |line| line.run.width() + 4.0 * MM);
    let title = set_cut(m, &document.meta.title, style, sheet.measure() - taken, 1);
    page.items.extend(title.into_iter().flat_map(|line| line.placed(sheet.side, y)));
    page.items.extend(number.into_iter().flat_map(|line| line.placed(sheet.width / 2.0, y)));
}

/// `text` across the page, under everything else so that nothing becomes unreadable.
fn stamped(m: &mut Measurer, sheet: &Sheet, text: &str) -> Item {
    let style = Style { size: 120.0, leading: 1.0, weight: Weight::Bold, ink: Ink::PaleRed, align: Align::Left, indent: 0.0 };
    let mut run = set_single(m, text, style).run;
    let half = run.width() / 2.0;
    let (sin, cos) = 30f32.to_radians().sin_cos();
    run.turn = -30.0;
    run.x = sheet.width / 2.0 - half * cos - 0.38 * style.size * -sin;
    run.y = sheet.height / 2.0 + half * sin + 0.38 * style.size * cos;
    Item::Spoken { text: text.to_owned(), items: vec![Item::Text(run)] }
}
