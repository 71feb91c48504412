//! Letters of ten kinds on every paper in both type sizes: nothing leaves the margins, nothing covers anything else.

use proptest::prelude::*;

#[path = "../tests/common/letters/mod.rs"]
mod letters;

use crate::{
    Block, Column, Document, Paper, PaperSpec, Table,
    display::{Ink, Item, Page, TextRun},
    engine, lay_out,
    layout_tests::{assert_inside, pages, runs, specs, text},
    paper::Sheet,
};

/// Left, top, right and bottom edge.
type Frame = (f32, f32, f32, f32);

/// The ink of a line of text: less than its line height, so that neighbours do not count as touching.
fn ink(run: &TextRun) -> Frame {
    (run.x, run.y - 0.8 * run.size, run.x + run.width(), run.y + 0.1 * run.size)
}

fn touch(a: Frame, b: Frame) -> bool {
    a.0 + 0.2 < b.2 && b.0 + 0.2 < a.2 && a.1 + 0.2 < b.3 && b.1 + 0.2 < a.3
}

/// Frames of the QR codes: the only things filled in many pieces.
fn codes(page: &Page) -> Vec<Frame> {
    let codes = page.items.iter().filter_map(|item| match item {
        Item::Fill { paths, .. } if paths.len() > 50 => Some(paths),
        _ => None,
    });
    codes
        .map(|paths| {
            let points = || paths.iter().flat_map(|path| &path.points);
            let least =
                |of: fn(f32, f32) -> f32, start: f32, value: fn(&crate::display::PathPoint) -> f32| points().map(value).fold(start, of);
            (
                least(f32::min, f32::MAX, |p| p.x),
                least(f32::min, f32::MAX, |p| p.y),
                least(f32::max, 0.0, |p| p.x),
                least(f32::max, 0.0, |p| p.y),
            )
        })
        .collect()
}

fn assert_nothing_covered(page: &Page, what: &str) {
    let runs: Vec<&TextRun> = runs(page).into_iter().filter(|r| r.turn == 0.0 && !matches!(r.ink, Ink::Red | Ink::PaleRed)).collect();
    let said = |run: &TextRun| run.glyphs.iter().map(|p| p.glyph.ch).collect::<String>();
    for (i, a) in runs.iter().enumerate() {
        for b in &runs[i + 1..] {
            assert!(!touch(ink(a), ink(b)), "{} covers {} in {what}", said(a), said(b));
        }
        for code in codes(page) {
            assert!(!touch(ink(a), code), "{} stands in the code in {what}", said(a));
        }
    }
}

fn laid_out(document: &Document, spec: PaperSpec) -> Vec<Page> {
    lay_out(document, spec, engine::typeface().unwrap()).unwrap().0
}

#[test]
fn letters_stay_inside_the_margins_and_cover_nothing() {
    for (name, document) in letters::all().unwrap() {
        for spec in specs() {
            for page in laid_out(&document, spec) {
                assert_inside(&page, spec);
                assert_nothing_covered(&page, &format!("{name} on {spec:?}"));
            }
        }
    }
}

#[test]
fn long_shop_names_and_numbers_stay_clear_of_each_other_and_the_code() {
    let (_, mut document) = letters::all().unwrap().remove(0);
    document.meta.shop_name = "内蒙古自治区呼和浩特市赛罕区大学东街安心数码家电维修服务连锁有限责任公司（第三分公司）".into();
    document.meta.number = "WX-3F-00042-J01-2026-0001-LONG-NUMBER-OF-A-CHAIN-STORE".into();
    document.meta.title = "关于滚筒洗衣机多次维修后仍不能正常使用的投诉处理结果通知书（补充）".into();
    for qr in [document.meta.qr.clone(), None] {
        document.meta.qr = qr;
        for spec in specs() {
            for page in laid_out(&document, spec) {
                assert_inside(&page, spec);
                assert_nothing_covered(&page, &format!("{spec:?}"));
            }
        }
    }
}

#[test]
fn every_cell_of_every_table_is_printed_on_every_paper() {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for (name, document) in letters::all().unwrap() {
        for spec in specs() {
            let said = bare(&laid_out(&document, spec).iter().map(text).collect::<String>());
            let tables = document.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
            for cell in tables.flat_map(|table| table.rows.iter().flatten()) {
                // A cell of several lines stands beside others, so only its beginning is in one piece.
                let beginning: String = bare(cell).chars().take(4).collect();
                assert!(said.contains(&beginning), "{cell} is missing in {name} on {spec:?}");
            }
        }
    }
}

#[test]
fn amounts_and_dates_in_tables_are_never_broken() {
    let (_, outcome) = letters::all().unwrap().into_iter().find(|(name, _)| *name == "return-outcome").unwrap();
    for spec in specs() {
        let pages = laid_out(&outcome, spec);
        let lines: Vec<String> = pages.iter().flat_map(runs).map(|r| r.glyphs.iter().map(|p| p.glyph.ch).collect()).collect();
        for amount in ["¥5,999.00", "-¥320.15", "¥5,678.85", "-¥36.44", "¥341.26"] {
            assert!(lines.iter().any(|line| line == amount), "{amount} is broken on {spec:?}: {lines:?}");
        }
    }
}

#[test]
fn a_table_with_too_many_numbers_for_a_sheet_becomes_records() {
    let columns = std::iter::once(Column::left("商品", 2.0)).chain((1..=12).map(|n| Column::right(&format!("第{n}期"), 1.0))).collect();
    let row = |name: &str| std::iter::once(name.to_owned()).chain((1..=12).map(|n| format!("¥12,345,678.{n:02}"))).collect();
    let wide = Block::Table(Table { columns, rows: vec![row("洗衣机"), row("电视机")] });
    for large_type in [false, true] {
        let spec = PaperSpec { paper: Paper::A4, large_type };
        for page in pages(vec![wide.clone()], spec) {
            assert_inside(&page, spec);
            assert_nothing_covered(&page, "a wide table");
            assert_eq!(text(&page).matches("第12期¥12,345,678.12").count(), 2, "{}", text(&page));
        }
    }
}

#[test]
fn a_fact_longer_than_a_page_goes_on_on_the_next() {
    let long = vec![("型号".to_owned(), "HC-1".to_owned()), ("故障".to_owned(), "很长的一段说明。".repeat(400))];
    for large_type in [false, true] {
        let spec = PaperSpec { paper: Paper::A4, large_type };
        let pages = pages(vec![Block::Grid(long.clone())], spec);
        assert!(pages.len() >= 2);
        assert_eq!(pages.iter().map(|page| text(page).matches('很').count()).sum::<usize>(), 400);
        for page in &pages {
            assert_inside(page, spec);
            assert!(runs(page).iter().all(|run| run.y < Sheet::of(spec).height - 10.0));
        }
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[一-龥，。（）]{0,40}", "[A-Z0-9-]{0,30}", "¥[0-9]{1,3},[0-9]{3}\\.[0-9]{2}", "\\PC{0,30}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_table_stays_inside_the_margins_and_covers_nothing(
        columns in proptest::collection::vec((any::<bool>(), 0.0f32..5.0, "[一-龥]{0,6}"), 1..9),
        cells in proptest::collection::vec(proptest::collection::vec(cell(), 0..10), 1..5),
    ) {
        let column = |(number, weight, head): &(bool, f32, String)| if *number { Column::right(head, *weight) } else { Column::left(head, *weight) };
        let table = Table { columns: columns.iter().map(column).collect(), rows: cells };
        for spec in specs() {
            for page in pages(vec![Block::Table(table.clone())], spec) {
                assert_inside(&page, spec);
                assert_nothing_covered(&page, &format!("{table:?} on {spec:?}"));
            }
        }
    }
}
