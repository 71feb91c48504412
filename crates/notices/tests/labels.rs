//! Labels as finished files: size, text, refusals, determinism.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "common/tools.rs"]
mod tools;

use shounuo_notices::{Label, LabelSize, NoticeFault, RenderWarning, labels};
use tools::{bare, poppler};

fn label(n: usize) -> Label {
    Label {
        code: format!("WX-3F-{n:05} 7Q2K"),
        number: format!("WX-3F-{n:05}"),
        title: "海川牌滚筒洗衣机 HC-XQG100-14BD".into(),
        lines: vec!["张*女士 138****6612".into(), "2026-03-05 接修".into(), format!("第 {} 件 / 共 2 件", n % 2 + 1)],
    }
}

fn batch(count: usize) -> Vec<Label> {
    (1..=count).map(label).collect()
}

const SIZES: [LabelSize; 2] = [LabelSize::L40x30, LabelSize::L60x40];

#[test]
fn a_page_is_a_label_of_exactly_its_size() {
    for size in SIZES {
        let pdf = labels(&batch(3), size).unwrap();
        assert_eq!(pdf.pages, 3);
        let info = poppler("pdfinfo", &["-l", "3"], &pdf.bytes);
        let (width, height) = size.millimetres();
        let sizes: Vec<Vec<f32>> = info
            .lines()
            .filter(|line| line.contains("size:") && line.contains("pts"))
            .map(|line| line.split_whitespace().filter_map(|word| word.parse().ok()).collect())
            .collect();
        assert_eq!(sizes.len(), 3, "{info}");
        for found in sizes {
            let [.., w, h] = found.as_slice() else { panic!("{info}") };
            let mm = |points: f32| points * 25.4 / 72.0;
            assert!((mm(*w) - f32::from(width)).abs() < 0.05 && (mm(*h) - f32::from(height)).abs() < 0.05, "{info}");
        }
    }
}

#[test]
fn several_labels_of_one_job_stand_in_their_order() {
    for size in SIZES {
        let text = bare(&poppler("pdftotext", &["-raw"], &labels(&batch(2), size).unwrap().bytes));
        let at = |said: &str| text.find(said).unwrap_or_else(|| panic!("{said} in {text}"));
        assert!(at("WX-3F-00001") < at("第2件/共2件") && at("第2件/共2件") < at("WX-3F-00002"), "{text}");
    }
}

#[test]
fn the_number_is_never_cut_whatever_its_length() {
    for size in SIZES {
        for length in [1, 12, 25, 40] {
            let number = "W8".repeat(length)[..length].to_owned();
            let text = labels(&[Label { number: number.clone(), lines: Vec::new(), ..label(1) }], size).unwrap().bytes;
            assert!(bare(&poppler("pdftotext", &["-raw"], &text)).contains(&number), "{length} on {size:?}");
        }
    }
}

#[test]
fn title_and_lines_that_are_too_long_end_with_an_ellipsis() {
    let long = Label { title: "超长名称".repeat(30), lines: vec!["序列号".repeat(30)], ..label(1) };
    for size in SIZES {
        let text = poppler("pdftotext", &["-raw"], &labels(std::slice::from_ref(&long), size).unwrap().bytes);
        let cut: Vec<&str> = text.lines().filter(|line| line.trim_end().ends_with('…')).collect();
        assert_eq!(cut.len(), 2, "{text}");
        assert_eq!(text.lines().filter(|line| line.contains("超长")).count(), 2, "{text}");
    }
}

#[test]
fn what_is_missing_or_does_not_fit_is_refused() {
    for size in SIZES {
        let fault = |label: Label| labels(&[label], size).unwrap_err();
        assert_eq!(labels(&[], size).unwrap_err(), NoticeFault::Unfilled("标签"));
        assert_eq!(labels(&batch(501), size).unwrap_err(), NoticeFault::TooManyLabels(500));
        assert_eq!(fault(Label { number: " ".into(), ..label(1) }), NoticeFault::Unfilled("标签编号"));
        assert_eq!(fault(Label { code: String::new(), ..label(1) }), NoticeFault::Unfilled("标签二维码内容"));
        assert_eq!(fault(Label { code: "长".repeat(400), ..label(1) }), NoticeFault::QrTooLong);
        assert_eq!(fault(Label { number: "W8".repeat(300), ..label(1) }), NoticeFault::LabelFull);
        assert_eq!(fault(Label { lines: vec!["行".into(); size.most_lines() + 1], ..label(1) }), NoticeFault::LabelFull);
        let full = Label { title: "超长名称".repeat(30), lines: vec!["行".into(); size.most_lines()], ..label(1) };
        assert_eq!(labels(&[full], size).unwrap().pages, 1);
    }
}

#[test]
fn a_character_without_a_glyph_is_reported() {
    let pdf = labels(&[Label { title: "𠮷田".into(), ..label(1) }], LabelSize::L60x40).unwrap();
    assert_eq!(pdf.warnings, [RenderWarning::MissingGlyphs(vec!['𠮷'])]);
}

#[test]
fn a_batch_is_the_same_every_time_and_stays_small() {
    for size in SIZES {
        let first = labels(&batch(100), size).unwrap().bytes;
        assert!(first == labels(&batch(100), size).unwrap().bytes);
        assert!(first.len() < 300 * 1024, "{} bytes", first.len());
        let info = poppler("pdfinfo", &[], &first);
        assert!(!info.contains("CreationDate") && !info.contains("ModDate"), "{info}");
    }
}

#[test]
fn five_hundred_labels_are_made_at_once() {
    assert_eq!(labels(&batch(500), LabelSize::L40x30).unwrap().pages, 500);
}
