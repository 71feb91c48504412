//! Which platform's list a sheet is, where its headings stand and what each column means.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::FileFault;
use crate::grid::RawRow;
use crate::heading::normalise;
use crate::mapping::Mapping;
use crate::preset::{Field, Preset, presets};
use crate::sheet::Sheet;
use crate::state::{Kind, Platform};

/// Headings are looked for in this many rows; forewords of about twenty lines exist.
const HEADING_ROWS: usize = 50;

/// What the user says about a file. The default is: find out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish<'a> {
    /// Read it as this platform's.
    pub platform: Option<Platform>,
    /// Read it as this kind; orders admits line lists too.
    pub kind: Option<Kind>,
    /// Read it by the user's own mapping instead of a preset.
    pub mapping: Option<&'a Mapping>,
}

/// One column of the recognised sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// 0-based place in the row.
    pub index: usize,
    /// Heading as written in the file.
    pub heading: String,
    /// What it means; `None` when its values go to `extra`.
    pub field: Option<Field>,
}

/// What a file was recognised as; shown to the user before anything is imported.
#[derive(Debug, Clone, Serialize)]
pub struct Recognised {
    /// Whose list it is.
    pub platform: Platform,
    /// What its rows are.
    pub kind: Kind,
    /// Name of the preset, or `mapping`.
    pub preset: String,
    /// For people, e.g. "淘宝 订单列表".
    pub label: String,
    /// Encoding or container: "GB18030", "UTF-8", "UTF-16LE", "xlsx", "xls", "html".
    pub encoding: String,
    /// Sheet name, empty for text files.
    pub sheet: String,
    /// 1-based row of the headings.
    pub heading_row: u32,
    /// All columns, in order.
    pub columns: Vec<Column>,
    /// Headings that serve no field.
    pub unmapped: Vec<String>,
    /// Rows below the headings that are not blank.
    pub rows: usize,
    /// The long ids of this file end in zeros throughout: a spreadsheet has rounded them. Rows with such ids are
    /// refused.
    pub rounded_ids: bool,
    #[serde(skip)]
    pub(crate) sheet_index: usize,
    #[serde(skip)]
    pub(crate) rules: Arc<Preset>,
}

/// A place where headings of a preset were found.
pub(crate) struct Candidate {
    pub score: usize,
    pub sheet_index: usize,
    pub heading_row: u32,
    pub headings: Vec<String>,
    pub fields: Vec<Option<Field>>,
    pub preset: Arc<Preset>,
}

/// The best fit among all presets the wish admits.
pub(crate) fn by_preset(sheets: &[Sheet], wish: &Wish<'_>) -> Result<Candidate, FileFault> {
    if let Some(found) = best(sheets, |preset| admits(preset, wish)) {
        return Ok(found);
    }
    match best(sheets, |_| true) {
        Some(other) => Err(FileFault::does_not_fit(format!(
            "这个文件看起来是{} {}，与所选的平台或类型不符，请改选后再试",
            other.preset.platforms.first().map_or("", |platform| platform.label()),
            other.preset.label
        ))),
        None => Err(FileFault::NotRecognised),
    }
}

fn admits(preset: &Preset, wish: &Wish<'_>) -> bool {
    let kind_fits = match wish.kind {
        None => true,
        Some(Kind::Orders) => preset.kind != Kind::AfterSale,
        Some(kind) => preset.kind == kind,
    };
    kind_fits && wish.platform.is_none_or(|platform| preset.serves(platform))
}

fn best(sheets: &[Sheet], admitted: impl Fn(&Preset) -> bool) -> Option<Candidate> {
    let mut found: Option<Candidate> = None;
    for (sheet_index, sheet) in sheets.iter().enumerate() {
        for row in sheet.rows().take(HEADING_ROWS) {
            let headings = normalised(&row);
            for preset in presets().iter().filter(|preset| admitted(preset)) {
                let Some((score, fields)) = fit(&headings, preset) else { continue };
                if found.as_ref().is_none_or(|best| score > best.score) {
                    let preset = Arc::clone(preset);
                    found = Some(candidate(score, sheet_index, &row, fields, preset));
                }
            }
        }
    }
    found
}

fn candidate(score: usize, sheet_index: usize, row: &RawRow<'_>, fields: Vec<Option<Field>>, preset: Arc<Preset>) -> Candidate {
    let headings = row.cells.iter().map(|cell| cell.text.to_string()).collect();
    Candidate { score, sheet_index, heading_row: row.number, headings, fields, preset }
}

fn normalised(row: &RawRow<'_>) -> Vec<String> {
    row.cells.iter().map(|cell| normalise(&cell.text)).collect()
}

/// The row where every heading of the user's mapping stands.
pub(crate) fn by_mapping(sheets: &[Sheet], mapping: &Mapping) -> Result<Candidate, FileFault> {
    let preset = Arc::new(mapping.as_preset()?);
    let mut missing: Option<Vec<Field>> = None;
    for (sheet_index, sheet) in sheets.iter().enumerate() {
        for row in sheet.rows().take(HEADING_ROWS) {
            let (_, fields) = assign(&normalised(&row), &preset);
            let lacking: Vec<Field> = preset.fields.keys().copied().filter(|field| !fields.contains(&Some(*field))).collect();
            if lacking.is_empty() {
                return Ok(candidate(0, sheet_index, &row, fields, preset));
            }
            if missing.as_ref().is_none_or(|best| lacking.len() < best.len()) {
                missing = Some(lacking);
            }
        }
    }
    let named: Vec<&str> = missing.iter().flatten().filter_map(|field| mapping.fields.get(field)).map(String::as_str).collect();
    Err(FileFault::does_not_fit(format!("文件里找不到这些列：{}。请重新指定各列的含义", named.join("、"))))
}

/// Score and meaning of the columns, if the preset fits at all.
fn fit(headings: &[String], preset: &Preset) -> Option<(usize, Vec<Option<Field>>)> {
    let signatures = preset.signature.iter().filter(|heading| headings.contains(heading)).count();
    if signatures == 0 {
        return None;
    }
    let (score, fields) = assign(headings, preset);
    let complete = preset.required.iter().all(|field| fields.contains(&Some(*field)));
    complete.then_some((score + signatures * 5, fields))
}

/// Gives each column at most one field: first by exact heading, then by heading that contains the known one.
fn assign(headings: &[String], preset: &Preset) -> (usize, Vec<Option<Field>>) {
    let mut fields = vec![None; headings.len()];
    let exact = assign_by(headings, &preset.fields, &mut fields, |heading, alias| heading == alias);
    let near = if preset.signature.is_empty() { 0 } else { assign_by(headings, &preset.fields, &mut fields, is_near) };
    (exact * 3 + near, fields)
}

fn assign_by(
    headings: &[String],
    wanted: &BTreeMap<Field, Vec<String>>,
    fields: &mut [Option<Field>],
    matches: impl Fn(&str, &str) -> bool,
) -> usize {
    let before = fields.iter().flatten().count();
    for (field, aliases) in wanted {
        if fields.contains(&Some(*field)) {
            continue;
        }
        let place = aliases
            .iter()
            .find_map(|alias| (0..headings.len()).find(|place| fields[*place].is_none() && matches(&headings[*place], alias)));
        if let Some(place) = place {
            fields[place] = Some(*field);
        }
    }
    fields.iter().flatten().count() - before
}

/// Words in front of a heading that make it another thing.
const OTHER_THING: &[&str] = &[
    "承诺", "预计", "最晚", "最早", "要求", "修改", "应", "未", "原", "是否", "子", "主", "父", "外部", "退", "剩余", "累计", "建议",
    "物流", "系统", "达人", "平台", "补", "换", "关联", "合并",
];

/// The heading holds the known one with a little more around it, and the addition does not change its meaning.
fn is_near(heading: &str, alias: &str) -> bool {
    let (long, short) = (heading.chars().count(), alias.chars().count());
    if short < 4 || long <= short || long > short + 4 {
        return false;
    }
    heading.split_once(alias).is_some_and(|(before, _)| !OTHER_THING.iter().any(|word| before.contains(word)))
}

/// The row most like headings, for the mapping screen: the most cells with words and without digits.
pub(crate) fn likely_headings(sheets: &[Sheet]) -> Option<(usize, u32, Vec<String>)> {
    let wordy = |text: &str| !text.trim().is_empty() && !text.contains(|c: char| c.is_ascii_digit());
    let mut best: Option<(usize, usize, RawRow<'_>)> = None;
    for (index, sheet) in sheets.iter().enumerate() {
        for row in sheet.rows().take(HEADING_ROWS) {
            let score = row.cells.iter().filter(|cell| wordy(&cell.text)).count();
            if score > best.as_ref().map_or(0, |(best, ..)| *best) {
                best = Some((score, index, row));
            }
        }
    }
    best.map(|(_, index, row)| (index, row.number, row.cells.iter().map(|cell| cell.text.trim().to_owned()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_headings() {
        assert!(is_near("宝贝标题名称", "宝贝标题"));
        assert!(!is_near("承诺发货时间", "发货时间"));
        assert!(!is_near("子订单编号", "订单编号"));
        assert!(!is_near("订单编号", "订单编号"));
        assert!(!is_near("商品名称以及其他各种说明", "商品名称"));
    }

    #[test]
    fn a_column_serves_one_field() {
        let preset = presets().iter().find(|p| p.name == "taobao_orders").unwrap();
        let headings: Vec<String> = ["订单编号", "订单编号", "宝贝标题"].map(str::to_owned).to_vec();
        let (_, fields) = assign(&headings, preset);
        assert_eq!(fields, [Some(Field::OrderNo), None, Some(Field::Title)]);
    }
}
