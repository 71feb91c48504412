//! 验收: what came back, in which state, whose fault it is, and what to do next.

use serde_json::json;
use shounuo_store::{Row, Tx};

use crate::kernel::actor::EVERYONE;
use crate::kernel::field::{Field, choice, date, link, long_text, text};
use crate::kernel::flow::{State, Step, ended, on};
use crate::kernel::kind::{Kind, PLAIN};
use crate::kernel::work::Work;
use crate::kernel::{Refusal, registry};

/// State of the goods that came back.
pub const GRADES: &[(&str, &str)] =
    &[("intact", "完好"), ("flawed", "瑕疵"), ("damaged", "破损"), ("incomplete", "缺件"), ("foreign", "不是本店商品")];
const RESPONSIBLE: &[(&str, &str)] =
    &[("none", "没有问题"), ("consumer", "消费者"), ("carrier", "物流"), ("shop", "商家"), ("maker", "生产商"), ("unclear", "尚不明确")];

const CASE: Field = link("case_id", "退换货单", "returns_exchange").required();
const RECEIVED_ON: Field = date("received_on", "收货日期").guarded().help("留空为今天");
const GRADE: Field = choice("grade", "等级", GRADES).required().guarded();
const FOUND: Field = long_text("found", "看到的情况").required().help("外包装、配件、标识、功能，各看到什么");
const WHO: Field = choice("responsible", "责任方", RESPONSIBLE).required().guarded();

const STATES: &[State] = &[ended("recorded", "已记")];
const FLOW: &[Step] =
    &[on("record", "记录验收").by(EVERYONE).asks(&[CASE, RECEIVED_ON, GRADE, FOUND, WHO]).then(record).cites("000 6.3.1")];

/// 验收. Recorded once; a second look is a second record.
pub static INSPECTION: Kind = Kind {
    name: "inspection",
    label: "验收",
    fields: &[CASE, RECEIVED_ON, GRADE, FOUND, WHO, text("next_step", "建议下一步"), text("inspector", "验收人").guarded()],
    states: STATES,
    flow: FLOW,
    ..PLAIN
};

fn record(work: &mut Work<'_>) -> Result<(), Refusal> {
    let case = [work.get("case_id").clone()];
    let found = work.tx.row("SELECT state, ground FROM returns_exchange WHERE id = ?1", &case)?.unwrap_or_default();
    let of = |field: &str| found.get(field).and_then(|value| value.as_str()).unwrap_or_default();
    if !matches!(of("state"), "inspecting" | "disputed") {
        return Err(Refusal::guard("还没有签收退货，请先在退换货单上“签收退货”，再记录验收"));
    }
    if (work.text("grade") == "intact") != (work.text("responsible") == "none") {
        return Err(Refusal::bad("responsible", "完好的商品责任方填“没有问题”；不完好的请写明责任方，查不清填“尚不明确”"));
    }
    if work.text("received_on").is_empty() {
        work.set("received_on", work.today().to_string());
    }
    let next = next_step(work.text("grade"), work.text("responsible"), of("ground"));
    work.set("next_step", next);
    work.set("inspector", work.actor.id.clone());
    Ok(())
}

/// What usually comes next. A proposal: a person decides.
fn next_step(grade: &str, responsible: &str, ground: &str) -> &'static str {
    match (grade, responsible, ground) {
        ("intact", _, _) => "验收合格",
        ("foreign", _, _) => "提请拒绝（不是本店商品），留好照片",
        (_, "consumer", "no_reason") => "填写“商品不完好”后判定七日无理由；有分歧转争议",
        (_, "consumer", _) => "转争议，请消费者说明，留好照片",
        (_, "carrier", _) => "验收合格，另向物流索赔",
        (_, "shop" | "maker", _) => "验收合格，责任不在消费者",
        _ => "转争议，查清责任",
    }
}

/// The newest inspection of a case.
pub(super) fn latest(tx: &Tx<'_>, case: &str) -> Result<Option<Row>, Refusal> {
    let tail = "case_id = ?1 ORDER BY created_ms DESC, id DESC LIMIT 1";
    Ok(tx.records(registry::shape(&INSPECTION), tail, &[json!(case)])?.into_iter().next())
}
