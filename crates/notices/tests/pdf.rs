//! The finished file: fonts, text, size, metadata, determinism.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;
#[path = "common/letters/mod.rs"]
mod letters;

use std::collections::HashSet;

use common::{bare, letter, poppler, recovery, rendered};
use proptest::prelude::*;
use shounuo_notices::{Basis, Block, Document, Paper, PaperSpec, RenderWarning, render};

const A4: PaperSpec = PaperSpec { paper: Paper::A4, large_type: false };

/// A document that says `text` and nothing of weight besides.
fn saying(text: &str) -> Document {
    let mut document = letter().document().unwrap();
    document.blocks = vec![Block::Plain(text.to_owned())];
    document.basis = Basis::NotNeeded;
    document
}

fn read_back(text: &str, spec: PaperSpec) -> String {
    poppler("pdftotext", &[], &render(&saying(text), &spec).unwrap().bytes)
}

#[test]
fn fonts_are_embedded_and_subset() {
    let fonts = poppler("pdffonts", &[], &rendered(&letter(), A4).bytes);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(rows.len(), 1, "{fonts}");
    for row in rows {
        let columns: Vec<&str> = row.split_whitespace().rev().collect();
        // From the right: generation, object, uni, sub, emb.
        assert_eq!(columns[2..5], ["yes", "yes", "yes"], "{row}");
        let (tag, name) = row.split_once('+').unwrap();
        assert!(tag.len() == 6 && tag.chars().all(|c| c.is_ascii_uppercase()), "{row}");
        assert!(name.starts_with("NotoSansSC"));
    }
}

#[test]
fn two_pages_stay_small() {
    let pdf = rendered(&letter(), A4);
    assert_eq!(pdf.pages, 2);
    assert!(pdf.bytes.len() <= 60 * 1024, "{} bytes", pdf.bytes.len());
}

#[test]
fn letters_of_every_kind_stay_small_and_are_the_same_every_time() {
    for (name, document) in letters::all().unwrap() {
        for spec in [A4, PaperSpec { paper: Paper::Slip58, large_type: true }] {
            let pdf = render(&document, &spec).unwrap();
            assert!(pdf.bytes == render(&document, &spec).unwrap().bytes, "{name} on {spec:?}");
            assert!(pdf.bytes.len() <= 60 * 1024, "{name} on {spec:?}: {} bytes", pdf.bytes.len());
            assert_eq!(pdf.warnings, [], "{name}");
            let pages = if name == "complaint-report" && spec == A4 { 2 } else { 1 };
            assert_eq!(pdf.pages, pages, "{name} on {spec:?}");
        }
    }
}

#[test]
fn size_grows_only_with_the_characters_used() {
    let many: String = ('\u{4e00}'..'\u{4e00}'.wrapping_next(2_000)).collect();
    let bytes = render(&saying(&many), &A4).unwrap().bytes.len();
    // About 160 bytes for a glyph after compression; the whole font would be ten million.
    assert!(bytes < 25_000 + 2_000 * 220, "{bytes} bytes");
    let again = render(&saying(&many.repeat(3)), &A4).unwrap().bytes.len();
    assert!(again < bytes + 60_000, "{again} bytes after {bytes}");
}

trait Next {
    fn wrapping_next(self, by: u32) -> char;
}

impl Next for char {
    fn wrapping_next(self, by: u32) -> char {
        char::from_u32(u32::from(self) + by).unwrap()
    }
}

#[test]
fn text_comes_out_as_it_went_in() {
    let text = "龘靐齉 ①②③ 25℃ 3×4÷2±1 ¥1,234.50 ￥99 《规定》第十条〔二〕、“引号”‘单’——破折号……省略 \
                ABCxyz 0123456789 ％‰ → √ × 全角ＡＢＣ１２３ ㎡ · ￠ 〇零壹贰叁 éüñ αβγ Дж かな カナ";
    assert!(bare(&read_back(text, A4)).contains(&bare(text)), "{}", read_back(text, A4));
}

#[test]
fn a_hyphen_is_not_lost_at_the_end_of_a_line() {
    // Readers join a line that ends with a hyphen to the next one without it.
    let text = "序列号 SN-2026-A0098-81234-PF3ABCDE-1234567890-ABCDEFGH-IJKLMNOP-00-11-22-33 完".repeat(3);
    for paper in [Paper::A4, Paper::Slip80, Paper::Slip58] {
        let out = read_back(&text, PaperSpec::new(paper));
        assert!(bare(&out).contains(&bare(&text)), "{out}");
    }
}

#[test]
fn characters_that_share_a_glyph_are_told_apart() {
    // The radical U+2F00 and the ideograph U+4E00 look the same and are one glyph in the font.
    for text in ["一心一意⼀心⼀意", "⼀先一后", "价\u{a0}格 价 格"] {
        assert!(bare(&read_back(text, A4)).contains(&bare(text)), "{text}");
    }
}

#[test]
fn a_character_without_a_glyph_is_shown_as_a_code_and_reported() {
    let pdf = render(&saying("消费者𠮷田\u{200b}先生😀，控制符\u{1}，完"), &A4).unwrap();
    assert_eq!(pdf.warnings, [RenderWarning::MissingGlyphs(vec!['\u{1}', '\u{200b}', '😀', '𠮷'])]);
    let text = bare(&poppler("pdftotext", &[], &pdf.bytes));
    assert!(text.contains("消费者〔U+20BB7〕田〔U+200B〕先生〔U+1F600〕，控制符〔U+0001〕，完"), "{text}");
    let warning = pdf.warnings[0].to_string();
    assert!(warning.contains("U+20BB7") && warning.contains("请核对"), "{warning}");
}

#[test]
fn nothing_is_reported_when_every_character_can_be_drawn() {
    assert_eq!(rendered(&letter(), A4).warnings, []);
}

#[test]
fn equal_input_gives_equal_bytes() {
    for spec in [A4, PaperSpec::new(Paper::Slip80), PaperSpec::new(Paper::Slip58)] {
        let first = rendered(&letter(), spec).bytes;
        rendered(&other_letter(), A4);
        assert!(first == rendered(&letter(), spec).bytes, "{spec:?}");
    }
    let sheet = || render(&recovery().document().unwrap(), &A4).unwrap().bytes;
    assert!(sheet() == sheet());
}

/// Painted in between, to show that no state is carried from one paper to the next.
fn other_letter() -> shounuo_notices::RulingLetter {
    let mut other = letter();
    other.goods = "电视机".into();
    other
}

#[test]
fn different_papers_have_different_identifiers() {
    let id = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let at = text.rfind("/ID").unwrap();
        text[at..at + 40].to_owned()
    };
    let mut other = letter();
    other.number = "SH-3F-00124-T01".into();
    assert_ne!(id(&rendered(&letter(), A4).bytes), id(&rendered(&other, A4).bytes));
}

#[test]
fn metadata_names_title_shop_and_the_given_date() {
    let info = poppler("pdfinfo", &["-rawdates"], &rendered(&letter(), A4).bytes);
    for line in [
        ("Title:", "三包处理告知书"),
        ("Author:", "安心家电经营部"),
        ("CreationDate:", "D:20260305000000+08'00'"),
        ("ModDate:", "D:20260305000000+08'00'"),
    ] {
        assert!(info.lines().any(|l| l.starts_with(line.0) && l.ends_with(line.1)), "{line:?} in {info}");
    }
    assert!(info.contains("A4"));
}

#[test]
fn slips_have_the_width_of_their_roll() {
    for (paper, width) in [(Paper::Slip80, 226.77), (Paper::Slip58, 164.41)] {
        let info = poppler("pdfinfo", &[], &rendered(&letter(), PaperSpec::new(paper)).bytes);
        let size = info.lines().find(|l| l.starts_with("Page size:")).unwrap();
        let points: f32 = size.split_whitespace().nth(2).unwrap().parse().unwrap();
        assert!((points - width).abs() < 0.1, "{size}");
        assert!(info.contains("Pages:           1"), "{info}");
    }
}

#[test]
fn every_character_of_the_letter_is_in_the_text() {
    let text = bare(&poppler("pdftotext", &["-layout"], &rendered(&letter(), A4).bytes));
    let have: HashSet<char> = text.chars().collect();
    let document = letter().document().unwrap();
    let said = format!("{document:?}");
    let missing: Vec<char> = said.chars().filter(|c| !c.is_ascii() && !have.contains(c)).collect();
    assert_eq!(missing, [], "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_common_text_reads_back(text in "[一-龥，。！？（）《》“”A-Za-z0-9¥.%-]{1,150}") {
        for spec in [A4, PaperSpec::new(Paper::Slip58)] {
            let out = bare(&read_back(&text, spec));
            prop_assert!(out.contains(&bare(&text)), "{} in {}", text, out);
        }
    }
}
