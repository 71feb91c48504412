//! 工作日历: holidays and make-up workdays by year, imported when the State Council has published them.

use serde_json::{Value, json};
use shounuo_rules::Calendar;
use shounuo_store::Tx;

use crate::kernel::actor::DECIDERS;
use crate::kernel::field::{int, json as structure, long_text, text};
use crate::kernel::flow::{State, Step, on, open};
use crate::kernel::kind::{Kind, PLAIN};
use crate::kernel::work::Work;
use crate::kernel::{Refusal, registry};

const STATES: &[State] = &[open("known", "已导入")];
const FLOW: &[Step] = &[
    on("import", "导入一年")
        .by(DECIDERS)
        .asks(&[long_text("csv", "日历内容").required(), text("source", "来源").required()])
        .then(read_year),
    on("replace", "更正一年")
        .from(&["known"])
        .by(DECIDERS)
        .asks(&[long_text("csv", "日历内容").required(), text("source", "来源").required()])
        .then(read_year)
        .grave(),
];

/// 日历年度.
pub static CALENDAR_YEAR: Kind = Kind {
    name: "calendar_year",
    label: "日历",
    fields: &[int("year", "年份").guarded(), structure("days", "节假日与调休").guarded(), text("source", "来源")],
    states: STATES,
    flow: FLOW,
    ..PLAIN
};

/// The calendar of this shop: the built-in years and those imported.
///
/// # Errors
/// When the file fails or an imported year cannot be read.
pub fn calendar(tx: &Tx<'_>) -> Result<Calendar, Refusal> {
    let mut calendar = Calendar::builtin();
    for row in tx.records(registry::shape(&CALENDAR_YEAR), "1 ORDER BY year", &[])? {
        let text = row.get("days").and_then(Value::as_str).unwrap_or_default();
        calendar = calendar.merged(parsed(text)?);
    }
    Ok(calendar)
}

fn parsed(csv: &str) -> Result<Calendar, Refusal> {
    Calendar::parse_csv(csv)
        .map_err(|faults| Refusal::bad("csv", faults.iter().take(5).map(ToString::to_string).collect::<Vec<_>>().join("；")))
}

fn read_year(work: &mut Work<'_>) -> Result<(), Refusal> {
    let csv = work.asked("csv").to_owned();
    let given = parsed(&csv)?;
    let (Some(year), true) = (given.first_year(), given.first_year() == given.last_year()) else {
        return Err(Refusal::bad("csv", "一次导入一年：文件里应只有同一年的日期"));
    };
    let known =
        work.tx.count("SELECT count(*) FROM calendar_year WHERE year = ?1 AND id <> ?2", &[json!(year), work.id.as_str().into()])?;
    if known > 0 {
        return Err(Refusal::bad("csv", format!("{year} 年已经导入过，请在该年上选“更正一年”")));
    }
    work.set("year", year);
    work.set("days", csv);
    Ok(())
}
