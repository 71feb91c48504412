//! How wide the columns of a table are, and whether it fits as a table at all.

use crate::{
    compose::Composer,
    document::{Align, Column, Table},
    glyphs::width_of,
    lines::longest_word,
    paper::MM,
    pieces::CELL_PAD,
    typeset::Style,
};

/// Text up to this many em (a label, a date, a day and a time) is not broken when there is room elsewhere.
const SHORT: f32 = 9.0;

/// A column of prose is at least this many em wide.
const PROSE: f32 = 4.0;

/// A western word or number longer than this many em may be broken in a table.
const LONG_WORD: f32 = 10.0;

/// Part of the measure that columns kept whole may take from columns of prose.
const KEPT_WHOLE: f32 = 0.6;

/// A column that needs only this much more than its share gets it, so that no single sign is left for a second line.
const NEARLY: f32 = 1.2;

/// White between a number and a text to its right.
const GUTTER: f32 = 2.5 * MM;

/// A column as the layout sees it. Widths are in points and hold the white at both sides.
#[derive(Debug, Clone, Copy)]
struct Need {
    natural: f32,
    least: f32,
    /// A number or a short text.
    whole: bool,
    weight: f32,
}

/// White at the right of column `index` beyond that of every cell.
pub(crate) fn gutter(table: &Table, index: usize) -> f32 {
    let aligned = |i: usize| table.columns.get(i).map(|col| col.align);
    let number_then_text = aligned(index) == Some(Align::Right) && aligned(index + 1).is_some_and(|align| align != Align::Right);
    if number_then_text { GUTTER } else { 0.0 }
}

/// Widths that fill `measure`; nothing when the table is too wide for it in `style`.
pub(crate) fn widths(c: &mut Composer, table: &Table, style: Style, measure: f32) -> Option<Vec<f32>> {
    let needs: Vec<Need> = table.columns.iter().enumerate().map(|(i, column)| need(c, table, i, column, style)).collect();
    let natural: f32 = needs.iter().map(|n| n.natural).sum();
    if natural <= measure {
        return Some(spread(&needs, measure - natural));
    }
    let kept: Vec<Need> = needs.iter().map(|n| if n.whole { Need { least: n.natural, ..*n } } else { *n }).collect();
    let whole: f32 = kept.iter().filter(|n| n.whole).map(|n| n.natural).sum();
    [kept, needs]
        .into_iter()
        .enumerate()
        .filter(|(i, _)| *i > 0 || whole <= KEPT_WHOLE * measure)
        .map(|(_, needs)| needs)
        .find(|needs| needs.iter().map(|n| n.least).sum::<f32>() <= measure)
        .map(|needs| share(&needs, measure))
}

fn need(c: &mut Composer, table: &Table, index: usize, column: &Column, style: Style) -> Need {
    let white = 2.0 * CELL_PAD + gutter(table, index) + 1.0;
    let cells = table.rows.iter().filter_map(|row| row.get(index)).chain([&column.head]);
    let (mut natural, mut word): (f32, f32) = (0.0, 0.0);
    for line in cells.flat_map(|text| text.split('\n')) {
        let glyphs = c.m.glyphs(line.trim_end());
        natural = natural.max(width_of(&glyphs));
        word = word.max(longest_word(&glyphs));
    }
    let number = column.align == Align::Right;
    let least = if number { natural } else { word.clamp(PROSE, LONG_WORD).min(natural) };
    Need {
        natural: natural * style.size + white,
        least: least * style.size + white,
        whole: number || natural <= SHORT,
        weight: column.weight.max(0.05),
    }
}

/// Natural widths, with `slack` shared by weight.
fn spread(needs: &[Need], slack: f32) -> Vec<f32> {
    let total: f32 = needs.iter().map(|n| n.weight).sum();
    needs.iter().map(|n| n.natural + slack * n.weight / total).collect()
}

/// Shares `measure` by weight. Who needs less than its share leaves the rest to the others, none gets less than its least.
fn share(needs: &[Need], measure: f32) -> Vec<f32> {
    let mut settled: Vec<Option<f32>> = vec![None; needs.len()];
    while let Some((i, width)) = settle(needs, &settled, measure) {
        settled[i] = Some(width);
    }
    let left = measure - settled.iter().flatten().sum::<f32>();
    let total: f32 = open(needs, &settled).map(|(_, n)| n.weight).sum();
    needs.iter().zip(&settled).map(|(n, width)| width.unwrap_or(left * n.weight / total)).collect()
}

/// Columns whose width is not settled yet.
fn open<'a>(needs: &'a [Need], settled: &'a [Option<f32>]) -> impl Iterator<Item = (usize, Need)> + Clone + 'a {
    needs.iter().copied().enumerate().filter(|(i, _)| settled[*i].is_none())
}

/// The next column whose width is not its share by weight, and that width.
fn settle(needs: &[Need], settled: &[Option<f32>], measure: f32) -> Option<(usize, f32)> {
    let open = open(needs, settled);
    let left = measure - settled.iter().flatten().sum::<f32>();
    let total: f32 = open.clone().map(|(_, n)| n.weight).sum();
    let least: f32 = open.clone().map(|(_, n)| n.least).sum();
    let share = |n: &Need| left * n.weight / total;
    if let Some((i, n)) = open.clone().find(|(_, n)| share(n) < n.least) {
        return Some((i, n.least));
    }
    if open.clone().count() < 2 {
        return None;
    }
    let fits = |n: &Need| n.natural <= NEARLY * share(n) && left - n.natural >= least - n.least;
    let by_need = |(_, a): &(usize, Need), (_, b): &(usize, Need)| (a.natural / a.weight).total_cmp(&(b.natural / b.weight));
    open.filter(|(_, n)| fits(n)).min_by(by_need).map(|(i, n)| (i, n.natural))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn need(natural: f32, least: f32, weight: f32) -> Need {
        Need { natural, least, whole: false, weight }
    }

    #[test]
    fn shares() {
        for (needs, measure, widths) in [
            (vec![need(500.0, 10.0, 1.0), need(500.0, 10.0, 3.0)], 100.0, vec![25.0, 75.0]),
            // The first needs less than its half.
            (vec![need(20.0, 10.0, 1.0), need(500.0, 10.0, 1.0)], 100.0, vec![20.0, 80.0]),
            // ... or only a little more.
            (vec![need(55.0, 10.0, 1.0), need(500.0, 10.0, 1.0)], 100.0, vec![55.0, 45.0]),
            // The second would be narrower than its longest word.
            (vec![need(500.0, 10.0, 9.0), need(500.0, 30.0, 1.0)], 100.0, vec![70.0, 30.0]),
        ] {
            assert_eq!(share(&needs, measure), widths, "{needs:?}");
        }
    }

    proptest! {
        #[test]
        fn shares_fill_the_measure_and_respect_the_least(of in proptest::collection::vec((1.0f32..50.0, 0.0f32..300.0, 0.05f32..9.0), 1..9)) {
            let needs: Vec<Need> = of.iter().map(|&(least, more, weight)| need(least + more, least, weight)).collect();
            let least: f32 = needs.iter().map(|n| n.least).sum();
            let natural: f32 = needs.iter().map(|n| n.natural).sum();
            let measure = f32::midpoint(least, natural);
            let widths = share(&needs, measure);
            prop_assert!((widths.iter().sum::<f32>() - measure).abs() < 0.1, "{widths:?}");
            for (width, n) in widths.iter().zip(&needs) {
                prop_assert!(*width >= n.least - 0.05, "{widths:?} for {needs:?}");
            }
        }
    }
}
