//! Properties of laid out pages with the real typeface: nothing leaves the margins, nothing is lost.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;

use crate::{
    Align, Basis, Block, Column, Document, Marks, Meta, Paper, PaperSpec, Table, WorkingLine,
    display::{Item, Page, TextRun},
    engine, lay_out,
    paper::Sheet,
};

pub(crate) fn document(blocks: Vec<Block>) -> Document {
    Document {
        meta: Meta {
            title: "测试".into(),
            shop_name: "店".into(),
            shop_contact: String::new(),
            number: String::new(),
            qr: None,
            created: date(2026, 3, 5).at(0, 0, 0, 0),
        },
        blocks,
        basis: Basis::NotNeeded,
        marks: Marks::default(),
    }
}

pub(crate) fn pages(blocks: Vec<Block>, spec: PaperSpec) -> Vec<Page> {
    lay_out(&document(blocks), spec, engine::typeface().unwrap()).unwrap().0
}

pub(crate) fn runs(page: &Page) -> Vec<&TextRun> {
    fn collect<'a>(items: &'a [Item], out: &mut Vec<&'a TextRun>) {
        for item in items {
            match item {
                Item::Text(run) => out.push(run),
                Item::Spoken { items, .. } => collect(items, out),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    collect(&page.items, &mut out);
    out
}

pub(crate) fn text(page: &Page) -> String {
    runs(page).iter().flat_map(|r| r.glyphs.iter().map(|p| p.glyph.ch)).collect()
}

pub(crate) fn specs() -> Vec<PaperSpec> {
    [Paper::A4, Paper::Slip80, Paper::Slip58]
        .into_iter()
        .flat_map(|paper| [false, true].map(|large_type| PaperSpec { paper, large_type }))
        .collect()
}

pub(crate) fn assert_inside(page: &Page, spec: PaperSpec) {
    let sheet = Sheet::of(spec);
    for run in runs(page).into_iter().filter(|r| r.turn == 0.0) {
        let shown: String = run.glyphs.iter().map(|p| p.glyph.ch).collect();
        assert!(run.x >= sheet.side - 0.1, "{shown} begins at {} on {spec:?}", run.x);
        assert!(run.x + run.width() <= sheet.width - sheet.side + 0.1, "{shown} ends beyond the margin on {spec:?}");
        assert!(run.y > 0.0 && run.y < page.height, "{shown} stands at {} on {spec:?}", run.y);
    }
}

fn table(rows: usize) -> Block {
    let column = |head: &str, align| Column { head: head.into(), weight: 1.0, align };
    Block::Table(Table {
        columns: vec![column("送修日期", Align::Left), column("故障原因", Align::Left), column("费用", Align::Right)],
        rows: (0..rows).map(|n| vec![format!("第{n}行"), "电源板损坏".into(), "¥0.00".into()]).collect(),
    })
}

#[test]
fn a_table_over_pages_repeats_its_header_and_keeps_its_rows() {
    let pages = pages(vec![table(90)], PaperSpec::new(Paper::A4));
    assert!(pages.len() >= 3, "{} pages", pages.len());
    for page in &pages {
        assert_eq!(text(page).matches("送修日期").count(), 1);
    }
    let all: String = pages.iter().map(text).collect();
    for n in 0..90 {
        assert_eq!(all.matches(&format!("第{n}行")).count(), 1, "row {n}");
    }
}

#[test]
fn a_row_higher_than_a_page_is_split() {
    let tall = Block::Table(Table {
        columns: vec![Column { head: "说明".into(), weight: 1.0, align: Align::Left }],
        rows: vec![vec!["很长的一段说明。".repeat(500)]],
    });
    let pages = pages(vec![tall], PaperSpec::new(Paper::A4));
    assert!(pages.len() >= 2);
    let all: String = pages.iter().map(text).collect();
    // Counted by one character: a sentence may be cut by the page number between two pages.
    assert_eq!(all.matches('很').count(), 500);
}

#[test]
fn a_heading_is_never_the_last_thing_on_a_page() {
    for filler in 25..50 {
        let mut blocks: Vec<Block> = (0..filler).map(|_| Block::Plain("一行".into())).collect();
        blocks.push(Block::Heading("标题在此".into()));
        blocks.push(Block::Paragraph("正文。".repeat(60)));
        let pages = pages(blocks, PaperSpec::new(Paper::A4));
        let page = pages.iter().find(|p| text(p).contains("标题在此")).unwrap();
        assert!(text(page).contains("正文"), "heading alone with {filler} lines before it");
    }
}

#[test]
fn slips_end_where_the_text_ends() {
    let short = pages(vec![Block::Plain("一行".into())], PaperSpec::new(Paper::Slip58));
    let long = pages(vec![Block::Plain("很多行".repeat(200))], PaperSpec::new(Paper::Slip58));
    assert_eq!((short.len(), long.len()), (1, 1));
    assert!(short[0].height < 120.0 && long[0].height > 2.0 * short[0].height);
}

#[test]
fn numbers_in_a_narrow_table_stay_on_one_line() {
    let column = |head: &str, align| Column { head: head.into(), weight: 1.0, align };
    let sums = Block::Table(Table {
        columns: vec![column("项目", Align::Left), column("金额", Align::Right)],
        rows: vec![vec!["协商退货时按规定计算的折旧".into(), "¥1,234,567.50".into()]],
    });
    let spec = PaperSpec { paper: Paper::Slip58, large_type: true };
    let page = &pages(vec![sums], spec)[0];
    let lines: Vec<String> = runs(page).iter().map(|r| r.glyphs.iter().map(|p| p.glyph.ch).collect()).collect();
    assert!(lines.iter().any(|l| l == "¥1,234,567.50"), "{lines:?}");
}

#[test]
fn every_common_character_has_a_glyph() {
    use crate::glyphs::Measurer;
    let bytes: Vec<u8> = (0xb0u8..=0xf7).flat_map(|hi| (0xa1u8..=0xfe).flat_map(move |lo| [hi, lo])).collect();
    // Row 55 ends with five unassigned places, which GBK decodes to private use characters.
    let (all, _, _) = encoding_rs::GBK.decode(&bytes);
    let common: BTreeSet<char> = all.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    assert_eq!(common.len(), 6763);
    let mut measurer = Measurer::new(engine::typeface().unwrap());
    measurer.glyphs(&common.iter().collect::<String>());
    measurer.glyphs("，。、；：？！（）《》「」『』【】〈〉〔〕…—“”‘’¥￥℃％‰°·×÷±√✓①②③→㎡第零〇壹");
    assert_eq!(measurer.into_missing(), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_stays_inside_the_margins_of_any_paper(a in "\\PC{1,120}", b in "[一-龥，。（）A-Za-z0-9 ]{0,200}") {
        let grid = vec![(b.chars().take(20).collect(), a.clone()), ("订单号".into(), b.clone())];
        let working = WorkingLine { text: a.clone(), result: b.clone(), clause: b.clone(), passed: Some(true) };
        let cells = Table {
            columns: ["甲", "乙"].map(|h| Column { head: h.into(), weight: 1.0, align: Align::Left }).into(),
            rows: vec![vec![a.clone(), b.clone()]],
        };
        let blocks = vec![
            Block::Paragraph(a.clone()), Block::Remark(b.clone()), Block::List(vec![a.clone(), b]),
            Block::Grid(grid), Block::CodeGroups(vec![("第 1 组".into(), "WWWWMMMM".into())]), Block::Working(vec![working]), Block::Table(cells),
        ];
        for spec in specs() {
            for page in pages(blocks.clone(), spec) {
                assert_inside(&page, spec);
            }
        }
    }

    #[test]
    fn a_paragraph_keeps_its_text_in_order(text_in in "[一-龥，。（）《》A-Za-z0-9¥.% ]{1,400}") {
        for spec in specs() {
            let pages = pages(vec![Block::Plain(text_in.clone())], spec);
            let all: String = pages.iter().map(text).collect();
            let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            if pages.len() == 1 {
                prop_assert!(bare(&all).contains(&bare(&text_in)));
            }
        }
    }
}
