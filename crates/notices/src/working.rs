//! Lines of working: the outcome sign, what was tested and found, the clause on the right.

use crate::{
    compose::Composer,
    document::{Align, WorkingLine},
    paper::MM,
    rows::{Texts, side_by_side},
    strip::Strip,
    typeset::{SetLine, Style, set_single, set_text},
};

/// White between what was found and the clause.
const BETWEEN: f32 = 3.0 * MM;

/// Most of the measure that clauses may take.
const MOST: f32 = 0.3;

/// The strips of `lines`, their clauses in one column on sheets and under each line on slips.
pub(crate) fn working(c: &mut Composer, lines: &[WorkingLine]) -> Vec<Strip> {
    let clauses = clause_width(c, lines);
    lines.iter().flat_map(|line| working_line(c, line, clauses)).collect()
}

fn clause_style(c: &Composer) -> Style {
    Style { ink: c.quiet(), ..c.small() }
}

/// Width of the column of clauses with the white before it, nothing when there are none beside.
fn clause_width(c: &mut Composer, lines: &[WorkingLine]) -> f32 {
    let style = clause_style(c);
    let widest = lines.iter().map(|line| set_single(&mut c.m, line.clause.trim(), style).run.width()).fold(0.0, f32::max);
    if c.sheet.continuous || widest == 0.0 { 0.0 } else { (widest + 1.0).min(c.sheet.measure() * MOST) + BETWEEN }
}

fn working_line(c: &mut Composer, line: &WorkingLine, clauses: f32) -> Vec<Strip> {
    let style = Style { leading: 1.45, ..c.body() };
    let measure = c.sheet.measure();
    let indent = 1.6 * style.size;
    let mut told = set_text(&mut c.m, &told(line), style, measure - indent - clauses);
    let mut texts: Texts = vec![(set_text(&mut c.m, sign_of(line.passed), style, indent), 0.0)];
    if clauses > 0.0 {
        let beside = Style { align: Align::Right, leading: style.line_height() / c.sheet.small, ..clause_style(c) };
        texts.push((set_text(&mut c.m, line.clause.trim(), beside, clauses - BETWEEN), measure - clauses + BETWEEN));
    } else {
        told.extend(clause_below(c, line, measure - indent));
    }
    texts.push((told, indent));
    let mut strips = side_by_side(c, texts);
    if let Some(first) = strips.first_mut() {
        first.before = 0.15 * style.size;
    }
    strips
}

fn clause_below(c: &mut Composer, line: &WorkingLine, width: f32) -> Vec<SetLine> {
    match line.clause.trim() {
        "" => Vec::new(),
        clause => {
            let style = clause_style(c);
            set_text(&mut c.m, &format!("〔{clause}〕"), style, width)
        }
    }
}

/// Met or not met. The font has no ✗, so the cross is the multiplication sign.
fn sign_of(passed: Option<bool>) -> &'static str {
    match passed {
        Some(true) => "✓",
        Some(false) => "×",
        None => "·",
    }
}

fn told(line: &WorkingLine) -> String {
    match (line.text.trim(), line.result.trim()) {
        (text, "") => text.to_owned(),
        (text, result) => format!("{text}：{result}"),
    }
}
