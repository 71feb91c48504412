//! Where the code and the text of a label stand.

use proptest::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

use crate::{
    Label, LabelSize, NoticeFault,
    display::{Item, Page, Path},
    engine,
    label::lay_out,
    layout_tests::{runs, text},
    paper::MM,
};

const SIZES: [LabelSize; 2] = [LabelSize::L40x30, LabelSize::L60x40];

fn page(code: &str, number: &str, title: &str, size: LabelSize) -> Result<Page, NoticeFault> {
    let label = Label { code: code.into(), number: number.into(), title: title.into(), lines: vec![title.into()] };
    Ok(lay_out(&[label], size, engine::typeface().unwrap())?.0.remove(0))
}

fn squares(page: &Page) -> &[Path] {
    let found = page.items.iter().find_map(|item| if let Item::Fill { paths, .. } = item { Some(paths) } else { None });
    found.unwrap()
}

/// Left, top, right and bottom edge.
fn bounds<'a>(points: impl Iterator<Item = &'a Path> + Clone) -> (f32, f32, f32, f32) {
    let all = points.flat_map(|path| &path.points);
    let edge = |of: fn(f32, f32) -> f32, start: f32, y: bool| all.clone().map(|p| if y { p.y } else { p.x }).fold(start, of);
    (edge(f32::min, f32::MAX, false), edge(f32::min, f32::MAX, true), edge(f32::max, 0.0, false), edge(f32::max, 0.0, true))
}

/// The modules that the painted squares cover, read back at the middle of each.
fn read_back(page: &Page, modules: usize) -> Vec<Color> {
    let paths = squares(page);
    let (left, top, right, _) = bounds(paths.iter());
    let module = (right - left) / modules as f32;
    let dark = |x: f32, y: f32| {
        paths.iter().any(|path| {
            let (l, t, r, b) = bounds(std::iter::once(path));
            (l..r).contains(&x) && (t..b).contains(&y)
        })
    };
    let middle = |i: usize| (i as f32 + 0.5) * module;
    (0..modules * modules)
        .map(|i| if dark(left + middle(i % modules), top + middle(i / modules)) { Color::Dark } else { Color::Light })
        .collect()
}

#[test]
fn the_painted_code_is_the_code_of_the_text_in_modules_a_scanner_reads() {
    for code in ["SH-3F-00123 7Q2K", "WX-3F-00042-0001-2026-03-05 7Q2K", "https://example.com/aftersales/WX-3F-00042?k=7Q2K"] {
        let symbol = QrCode::with_error_correction_level(code, EcLevel::M).unwrap();
        for size in SIZES {
            let page = page(code, "WX-3F-00042", "洗衣机", size).unwrap();
            assert_eq!(read_back(&page, symbol.width()), symbol.to_colors(), "{code} on {size:?}");
            let (left, top, right, bottom) = bounds(squares(&page).iter());
            let module = (right - left) / symbol.width() as f32;
            assert!(module >= 0.35 * MM, "{} mm", module / MM);
            let dots = module / (0.125 * MM);
            assert!((dots - dots.round()).abs() < 0.01, "{dots} dots");
            // Four modules of white on every side, on the label itself.
            let white = 4.0 * module - 0.01;
            assert!(left >= white && top >= white && page.height - bottom >= white, "{code} on {size:?}");
            for run in runs(&page) {
                assert!(run.x >= right + white, "text in the quiet zone of {code} on {size:?}");
            }
        }
    }
}

#[test]
fn the_number_is_the_largest_text_and_shrinks_before_it_is_broken() {
    for size in SIZES {
        let largest = |number: &str| {
            let page = page("7Q2K", number, "洗衣机", size).unwrap();
            runs(&page).iter().map(|run| run.size).fold(0.0, f32::max)
        };
        assert!(largest("WX-1") > largest("WX-3F-00042-0001-X"));
        let on_one_line = page("7Q2K", "WX-3F-00042-0001-X", "洗衣机", size).unwrap();
        assert_eq!(runs(&on_one_line).len(), 3);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_leaves_the_label_and_the_number_is_whole(number in "[A-Z0-9-]{1,60}", title in "\\PC{0,80}") {
        for size in SIZES {
            let page = match page("SH-3F-00123 7Q2K", &number, &title, size) {
                Ok(page) => page,
                Err(fault) => {
                    prop_assert_eq!(fault, NoticeFault::LabelFull);
                    continue;
                }
            };
            for run in runs(&page) {
                prop_assert!(run.x + run.width() <= page.width - MM, "beyond the right edge of {size:?}");
                prop_assert!(run.y - 0.9 * run.size > 0.0 && run.y + 0.15 * run.size < page.height, "beyond the height of {size:?}");
            }
            prop_assert!(text(&page).starts_with(&number), "{}", text(&page));
        }
    }
}
