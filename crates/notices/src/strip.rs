//! Strips, the horizontal slices that content is cut into, and how they fill pages.

use std::rc::Rc;

use crate::{display::Item, paper::Sheet};

/// A slice of content that is never cut. Its items count from its own top left corner.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    pub height: f32,
    /// Space above, dropped at the top of a page.
    pub before: f32,
    pub items: Vec<Item>,
    /// Stands on the same page as the strip after it.
    pub keep_next: bool,
    /// Repeated above this strip when it begins a page (table header).
    pub header: Option<Rc<Strip>>,
    /// Sinks to the foot of its page.
    pub foot: bool,
}

/// A page being filled.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    pub items: Vec<Item>,
    /// Depth used so far, in points below the top margin.
    pub used: f32,
    foot_from: Option<usize>,
}

/// Distributes `strips` over pages of `sheet`; there is always at least one page.
pub(crate) fn paginate(strips: Vec<Strip>, sheet: &Sheet) -> Vec<Filled> {
    let mut pages = vec![Filled::default()];
    for chain in chains(strips) {
        place_chain(&mut pages, chain, sheet);
    }
    if !sheet.continuous {
        pages.iter_mut().for_each(|page| sink_foot(page, sheet));
    }
    pages
}

/// Groups of strips that belong on one page.
fn chains(strips: Vec<Strip>) -> Vec<Vec<Strip>> {
    let mut chains = Vec::new();
    let mut open = Vec::new();
    for strip in strips {
        let goes_on = strip.keep_next;
        open.push(strip);
        if !goes_on {
            chains.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        chains.push(open);
    }
    chains
}

fn place_chain(pages: &mut Vec<Filled>, chain: Vec<Strip>, sheet: &Sheet) {
    let height: f32 = chain.iter().map(|s| s.before + s.height).sum();
    let used = pages.last().map_or(0.0, |p| p.used);
    if used > 0.0 && used + height > sheet.depth() && height <= sheet.depth() {
        pages.push(Filled::default());
    }
    for strip in chain {
        place(pages, strip, sheet);
    }
}

fn place(pages: &mut Vec<Filled>, strip: Strip, sheet: &Sheet) {
    let used = pages.last().map_or(0.0, |p| p.used);
    if used > 0.0 && used + strip.before + strip.height > sheet.depth() {
        pages.push(Filled::default());
    }
    let Some(page) = pages.last_mut() else { return };
    if page.used == 0.0
        && let Some(header) = strip.header.clone()
    {
        put(page, Rc::unwrap_or_clone(header), sheet);
    }
    put(page, strip, sheet);
}

fn put(page: &mut Filled, strip: Strip, sheet: &Sheet) {
    if page.used > 0.0 {
        page.used += strip.before;
    }
    if strip.foot && page.foot_from.is_none() {
        page.foot_from = Some(page.items.len());
    }
    let y = sheet.top + page.used;
    page.items.extend(strip.items.into_iter().map(|mut item| {
        item.shift(sheet.side, y);
        item
    }));
    page.used += strip.height;
}

fn sink_foot(page: &mut Filled, sheet: &Sheet) {
    let Some(from) = page.foot_from else { return };
    let drop = (sheet.depth() - page.used).max(0.0);
    for item in page.items.iter_mut().skip(from) {
        item.shift(0.0, drop);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::{Paper, PaperSpec};

    fn sheet() -> Sheet {
        let mut sheet = Sheet::of(PaperSpec::new(Paper::A4));
        sheet.height = sheet.top + sheet.bottom + 100.0;
        sheet
    }

    fn strip(height: f32) -> Strip {
        Strip { height, items: vec![Item::hairline(0.0, 0.0, height)], ..Strip::default() }
    }

    fn kept(height: f32) -> Strip {
        Strip { keep_next: true, ..strip(height) }
    }

    fn counts(strips: Vec<Strip>) -> Vec<usize> {
        paginate(strips, &sheet()).iter().map(|p| p.items.len()).collect()
    }

    #[test]
    fn an_empty_document_has_one_page() {
        assert_eq!(counts(Vec::new()), [0]);
    }

    #[test]
    fn pages_fill_up() {
        assert_eq!(counts((0..7).map(|_| strip(30.0)).collect()), [3, 3, 1]);
    }

    #[test]
    fn a_heading_moves_with_what_follows() {
        assert_eq!(counts(vec![strip(60.0), kept(20.0), strip(30.0)]), [1, 2]);
    }

    #[test]
    fn a_chain_longer_than_a_page_is_broken_all_the_same() {
        assert_eq!(counts((0..5).map(|_| kept(40.0)).collect()), [2, 2, 1]);
    }

    #[test]
    fn a_table_header_repeats_on_the_next_page() {
        let header = Rc::new(strip(10.0));
        let row = || Strip { header: Some(Rc::clone(&header)), ..strip(40.0) };
        // Page 1: the header itself and two rows. Pages 2 and 3: repeated header and rows.
        assert_eq!(counts(vec![kept(10.0), row(), row(), row(), row(), row()]), [3, 3, 2]);
    }

    #[test]
    fn the_foot_sinks_to_the_bottom() {
        let foot = Strip { foot: true, ..strip(10.0) };
        let pages = paginate(vec![strip(20.0), foot], &sheet());
        let Some(Item::Stroke { path, .. }) = pages[0].items.last() else { panic!("no foot") };
        assert!((path.points[0].y - (sheet().top + 90.0)).abs() < 0.01);
    }
}
