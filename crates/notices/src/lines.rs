//! Breaks measured text into lines: greedy filling, then back to the best place to break.

use std::ops::Range;

use crate::{
    glyphs::{Glyph, width_of},
    kinsoku::{self, Break},
};

/// Slack for rounding, in em.
const EPSILON: f32 = 1e-4;

/// In lines shorter than this many em a sign alone cannot be helped.
const SHORTEST_FOR_COMPANY: f32 = 8.0;

/// A line as a range of the glyphs it was broken from. Ranges of a text follow each other without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LineRange {
    pub range: Range<usize>,
    /// Ends a paragraph, so it is never stretched.
    pub last: bool,
}

/// Breaks `glyphs` into lines of at most `width` em, the first one of each paragraph `indent` shorter.
pub(crate) fn break_lines(glyphs: &[Glyph], width: f32, indent: f32) -> Vec<LineRange> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut opens_paragraph = true;
    while start < glyphs.len() {
        let limit = if opens_paragraph { width - indent } else { width };
        let line = next_line(glyphs, start, limit);
        opens_paragraph = line.last;
        start = line.range.end;
        lines.push(line);
        if width >= SHORTEST_FOR_COMPANY {
            join_lonely_sign(glyphs, &mut lines);
        }
    }
    lines
}

/// A paragraph does not end with a line of a single sign (孤字): the line before it gives one away.
fn join_lonely_sign(glyphs: &[Glyph], lines: &mut [LineRange]) {
    let [.., before, last] = lines else { return };
    let shown = visible(&glyphs[last.range.clone()]);
    let signs = shown.iter().filter(|glyph| !kinsoku::never_starts(glyph.ch)).count();
    if !last.last || before.last || signs != 1 || shown.iter().any(|glyph| glyph.code.is_some()) {
        return;
    }
    let given = before.range.end - 1;
    if given > before.range.start && break_at(glyphs, given) == Break::Free {
        before.range.end = given;
        last.range.start = given;
    }
}

fn next_line(glyphs: &[Glyph], start: usize, limit: f32) -> LineRange {
    let fitting = fill(glyphs, start, limit);
    let closed = fitting == glyphs.len() || glyphs[fitting - 1].ch == '\n';
    let end = if closed { fitting } else { best_break(glyphs, start, fitting) };
    LineRange { range: start..end, last: closed }
}

/// The furthest end such that the line fits, trailing spaces not counted; at least one glyph.
fn fill(glyphs: &[Glyph], start: usize, limit: f32) -> usize {
    let mut used = 0.0;
    for (i, glyph) in glyphs.iter().enumerate().skip(start) {
        if glyph.ch == '\n' {
            return i + 1;
        }
        used += glyph.em;
        if used > limit + EPSILON && !kinsoku::hangs(glyph.ch) && i > start {
            return i;
        }
    }
    glyphs.len()
}

/// The last place of the best kind in `start+1..=fitting`.
fn best_break(glyphs: &[Glyph], start: usize, fitting: usize) -> usize {
    let mut best = fitting;
    let mut kind = Break::Forbidden;
    for at in (start + 1..=fitting).rev() {
        let here = break_at(glyphs, at);
        if here < kind {
            best = at;
            kind = here;
        }
        if kind == Break::Free {
            break;
        }
    }
    best
}

fn break_at(glyphs: &[Glyph], at: usize) -> Break {
    let (before, after) = (glyphs[at - 1], glyphs[at]);
    if before.code.is_some() && before.code == after.code {
        return Break::InWord;
    }
    let kind = kinsoku::between(before.ch, after.ch);
    if kind == Break::Free && kinsoku::hangs(before.ch) {
        return after_spaces(glyphs, at);
    }
    kind
}

/// A space before the break does not hide the mark in front of it.
fn after_spaces(glyphs: &[Glyph], at: usize) -> Break {
    let mark = glyphs[..at].iter().rev().find(|g| !kinsoku::hangs(g.ch));
    match mark {
        Some(g) if kinsoku::never_ends(g.ch) => Break::Forbidden,
        // 0571-8888 6666 is one number.
        Some(g) if g.ch.is_ascii_digit() && glyphs[at].ch.is_ascii_digit() => Break::Glued,
        _ => Break::Free,
    }
}

/// The part of a line that shows: without its line feed and the spaces at its end.
pub(crate) fn visible(glyphs: &[Glyph]) -> &[Glyph] {
    let shown = glyphs.iter().rposition(|g| !kinsoku::hangs(g.ch) && g.ch != '\n').map_or(0, |i| i + 1);
    &glyphs[..shown]
}

/// Width in em of the longest western word or number, which is broken only when it is longer than its line.
pub(crate) fn longest_word(glyphs: &[Glyph]) -> f32 {
    glyphs.split(|glyph| !kinsoku::western(glyph.ch)).map(width_of).fold(0.0, f32::max)
}

/// Places of `line` where justification may add space: after glyph i for each i returned.
pub(crate) fn stretchable(line: &[Glyph]) -> Vec<usize> {
    let inner = line.len().saturating_sub(1);
    (0..inner)
        .filter(|&i| {
            let (a, b) = (line[i], line[i + 1]);
            let one_code = a.code.is_some() && a.code == b.code;
            let one_word = kinsoku::western(a.ch) && kinsoku::western(b.ch);
            !(one_code || one_word)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::glyphs::{Measurer, Metrics};

    /// Chinese one em wide, western half an em; nothing beyond the basic plane can be drawn.
    struct Fixed;

    impl Metrics for Fixed {
        fn advance(&self, c: char) -> Option<f32> {
            (c < '\u{10000}').then_some(if c.is_ascii() { 0.5 } else { 1.0 })
        }
    }

    fn measured(text: &str) -> Vec<Glyph> {
        Measurer::new(&Fixed).glyphs(text)
    }

    fn text_of(glyphs: &[Glyph]) -> String {
        glyphs.iter().map(|g| g.ch).collect()
    }

    fn broken(text: &str, width: f32) -> Vec<String> {
        let glyphs = measured(text);
        break_lines(&glyphs, width, 0.0).into_iter().map(|line| text_of(visible(&glyphs[line.range]))).collect()
    }

    #[test]
    fn kinsoku() {
        for (text, width, lines) in [
            ("一二三四五六", 3.0, vec!["一二三", "四五六"]),
            // A closing mark takes the character before it along to the next line.
            ("一二三，四五", 3.0, vec!["一二", "三，四", "五"]),
            ("一二三。”四五", 4.0, vec!["一二", "三。”四", "五"]),
            ("一二三！？四", 4.0, vec!["一二", "三！？四"]),
            ("重量五℃左右", 3.0, vec!["重量", "五℃左", "右"]),
            ("增长了百分％", 5.0, vec!["增长了百", "分％"]),
            // An opening mark goes along to the next line.
            ("一二（三四）", 3.0, vec!["一二", "（三", "四）"]),
            ("他说“好”。", 4.0, vec!["他说", "“好”。"]),
            ("见《规定》第十条", 4.0, vec!["见《规", "定》第十", "条"]),
            ("应退¥1,234.50元整", 6.0, vec!["应退", "¥1,234.50元", "整"]),
            ("共计$99.50", 4.0, vec!["共计", "$99.50"]),
            // Dashes and ellipses stay whole.
            ("一二三——四", 4.0, vec!["一二", "三——四"]),
            ("一二三……四", 4.0, vec!["一二", "三……四"]),
            // Western words, numbers and identifiers stay whole ...
            ("型号 HC-100 的机器", 5.0, vec!["型号", "HC-100 的", "机器"]),
            ("see the word", 4.0, vec!["see the", "word"]),
            // ... unless they are longer than the line.
            ("SN123456789012", 4.0, vec!["SN123456", "789012"]),
            // A hyphen at the end of a line would be lost when the text is read back.
            ("SN-45-789-1234", 3.0, vec!["SN-45", "-789-1", "234"]),
            ("合计-30元", 3.0, vec!["合计", "-30元"]),
            // Dates and numbers keep their units.
            ("于2026年3月5日签收", 6.5, vec!["于", "2026年3月5日", "签收"]),
            ("请在2026年3月5日前", 6.0, vec!["请在", "2026年3月5日", "前"]),
            ("共第15天可换", 3.0, vec!["共", "第15天", "可换"]),
            ("购买共3台机器", 3.5, vec!["购买", "共3台机", "器"]),
            // So do numbers written in groups, as long as they fit.
            ("致电 0571-8888 6666 答复", 8.0, vec!["致电", "0571-8888 6666", "答复"]),
            ("3298 1120 5567 8890", 5.0, vec!["3298 1120", "5567 8890"]),
            // Spaces hang at the end of a line, line feeds end it.
            ("一二三 四五六", 3.0, vec!["一二三", "四五六"]),
            ("一二\n三四五", 4.0, vec!["一二", "三四五"]),
            ("一\n\n二", 4.0, vec!["一", "", "二"]),
            ("一\r\n二", 4.0, vec!["一", "二"]),
        ] {
            let expected: Vec<String> = lines.into_iter().map(str::to_owned).collect();
            assert_eq!(broken(text, width), expected, "{text} at {width}");
        }
    }

    #[test]
    fn a_paragraph_does_not_end_with_a_single_sign() {
        for (text, lines) in [
            ("一二三四五六七八九", vec!["一二三四五六七", "八九"]),
            ("一二三四五六七八九。", vec!["一二三四五六七", "八九。"]),
            ("一二三四五六七八九十", vec!["一二三四五六七八", "九十"]),
            // Not at the price of a divided number, nor of a mark at the head of a line.
            ("一二三四五六1234九", vec!["一二三四五六1234", "九"]),
            ("一二三四五六七，九", vec!["一二三四五六七，", "九"]),
            ("一二三四五六七八\n九", vec!["一二三四五六七八", "九"]),
        ] {
            assert_eq!(broken(text, 8.0), lines, "{text}");
        }
    }

    #[test]
    fn only_the_first_line_of_a_paragraph_is_indented() {
        let glyphs = measured("一二三四五六七八\n九十甲乙丙丁");
        let lines: Vec<String> = break_lines(&glyphs, 4.0, 2.0).into_iter().map(|l| text_of(visible(&glyphs[l.range]))).collect();
        assert_eq!(lines, ["一二", "三四五六", "七八", "九十", "甲乙丙丁"]);
    }

    #[test]
    fn a_boxed_code_is_not_broken() {
        assert_eq!(broken("一二三\u{20bb7}四", 6.0), ["一二三", "〔U+20BB7〕", "四"]);
    }

    /// A legal place between `a` and `b` by the marks alone.
    fn legal(a: char, b: char) -> bool {
        !(kinsoku::never_starts(b) || kinsoku::never_ends(a) || kinsoku::hangs(b))
    }

    fn boundaries(glyphs: &[Glyph], lines: &[LineRange]) -> Vec<(usize, usize)> {
        lines
            .windows(2)
            .filter(|pair| glyphs[pair[0].range.end - 1].ch != '\n')
            .map(|pair| (pair[0].range.start, pair[0].range.end))
            .collect()
    }

    const PROSE: &str = "[一二三四五甲乙丙]{1,6}([，。、；：？！）》」』】〉…％℃]|[（《「『【〈¥][A-Za-z0-9]{1,5}| )?";

    proptest! {
        #[test]
        fn any_text_is_kept_whole_and_in_order(text in "\\PC{0,200}", width in 1.0f32..40.0, indent in 0.0f32..2.0) {
            let glyphs = measured(&text);
            let lines = break_lines(&glyphs, width, indent);
            let joined: Vec<Glyph> = lines.iter().flat_map(|l| glyphs[l.range.clone()].to_vec()).collect();
            prop_assert_eq!(joined, glyphs);
        }

        #[test]
        fn no_line_is_wider_than_the_measure(text in "\\PC{0,200}", width in 2.0f32..40.0) {
            let glyphs = measured(&text);
            for line in break_lines(&glyphs, width, 0.0) {
                let shown = visible(&glyphs[line.range]);
                prop_assert!(shown.len() <= 1 || width_of(shown) <= width + 0.001);
            }
        }

        #[test]
        fn a_forbidden_break_happens_only_where_no_legal_one_exists(text in "[一二甲ab0-9，。）（《》“”…—¥% ]{0,120}", width in 2.0f32..20.0) {
            let glyphs = measured(&text);
            for (start, end) in boundaries(&glyphs, &break_lines(&glyphs, width, 0.0)) {
                let legal_at = |at: usize| {
                    let mark = glyphs[..at].iter().rev().find(|g| !kinsoku::hangs(g.ch));
                    legal(mark.map_or(' ', |g| g.ch), glyphs[at].ch)
                        && kinsoku::between(glyphs[at - 1].ch, glyphs[at].ch) != Break::Forbidden
                };
                prop_assert!(legal_at(end) || !(start + 1..end).any(legal_at));
            }
        }

        #[test]
        fn prose_never_begins_or_ends_a_line_with_a_forbidden_mark(text in proptest::collection::vec(PROSE, 0..30), width in 12.0f32..40.0) {
            for line in broken(&text.concat(), width).iter().skip(1) {
                prop_assert!(!line.chars().next().is_some_and(kinsoku::never_starts), "{}", line);
            }
            let lines = broken(&text.concat(), width);
            for line in lines.iter().rev().skip(1) {
                prop_assert!(!line.chars().last().is_some_and(kinsoku::never_ends), "{}", line);
            }
        }
    }
}
