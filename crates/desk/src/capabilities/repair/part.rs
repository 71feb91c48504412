//! 维修配件 (capabilities 3.13): what was ordered, came, was put in or went back.

use shounuo_store::Row;

use super::history::{day, text as of};
use super::{OPEN, REPAIR};
use crate::kernel::actor::{EVERYONE, Role};
use crate::kernel::field::{Field, Find, date, int, link, long_text, money, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN};
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal, registry};

const WORKSHOP: &[Role] = super::WORKSHOP;

const CASE: Field = link("case_id", "维修单", "repair").required();
const NAME: Field = text("name", "配件名称").required().find(Find::Name).help("目录所列主要部件用目录的名称，如 电动机");
const NUMBER: Field = text("part_no", "配件编号").find(Find::Number);
const QUANTITY: Field = int("quantity", "数量").guarded().help("留空为 1");
const MAKER: Field = text("maker", "生产者");
const COST: Field = money("cost_fen", "成本");
const ORDERED: Field = date("ordered_on", "订货日期").guarded().help("留空为今天");
const ARRIVED: Field = date("arrived_on", "到货日期").guarded().help("留空为今天");
const INSTALLED: Field = date("installed_on", "装上日期").guarded().help("留空为今天");
const RETURN_REASON: Field = long_text("return_reason", "退回原因").required();
const WHAT: &[Field] = &[CASE, NAME, NUMBER, QUANTITY, MAKER, COST];

const STATES: &[State] = &[open("ordered", "已订"), open("arrived", "已到"), ended("installed", "已装"), ended("returned", "退回")];
const FLOW: &[Step] = &[
    on("order", "订货").to("ordered").by(EVERYONE).asks(&[CASE, NAME, NUMBER, QUANTITY, MAKER, COST, ORDERED]).then(book),
    on("take", "领用库存").to("arrived").by(EVERYONE).asks(WHAT).then(book),
    on("arrive", "到货").from(&["ordered"]).to("arrived").by(EVERYONE).asks(&[ARRIVED]).then(arrive),
    on("install", "装上").from(&["arrived"]).to("installed").by(WORKSHOP).asks(&[INSTALLED]).then(install),
    on("send_back", "退回").from(&["ordered", "arrived"]).to("returned").by(EVERYONE).asks(&[RETURN_REASON]).then(after_return),
];

/// 维修配件.
pub static REPAIR_PART: Kind = Kind {
    name: "repair_part",
    label: "维修配件",
    fields: &[CASE, NAME, NUMBER, QUANTITY, MAKER, COST, ORDERED, ARRIVED, INSTALLED, RETURN_REASON],
    states: STATES,
    flow: FLOW,
    seen_by: EVERYONE,
    ..PLAIN
};

fn book(work: &mut Work<'_>) -> Result<(), Refusal> {
    of_open_order(work)?;
    if work.get("quantity").is_null() {
        work.set("quantity", 1);
    }
    if *work.get("quantity") == 0 {
        return Err(Refusal::bad("quantity", "“数量”至少为 1"));
    }
    dated(work, if work.state() == "ordered" { "ordered_on" } else { "arrived_on" })
}

/// When the last part that was waited for is there, the work goes on.
fn arrive(work: &mut Work<'_>) -> Result<(), Refusal> {
    dated(work, "arrived_on")?;
    work_goes_on(work)
}

fn after_return(work: &mut Work<'_>) -> Result<(), Refusal> {
    of_open_order(work).map(drop)
}

fn install(work: &mut Work<'_>) -> Result<(), Refusal> {
    let order = of_open_order(work)?;
    if of(&order, "state") != "repairing" {
        return Err(Refusal::guard("维修单不在“维修中”，不能装配件"));
    }
    dated(work, "installed_on")
}

fn work_goes_on(work: &mut Work<'_>) -> Result<(), Refusal> {
    let order = of_open_order(work)?;
    let missing = work.tx.count(
        "SELECT count(*) FROM repair_part WHERE case_id = ?1 AND id <> ?2 AND state = 'ordered'",
        &[work.get("case_id").clone(), work.id.as_str().into()],
    )?;
    if missing == 0 && of(&order, "state") == "waiting_parts" {
        let (id, mut input) = (work.text("case_id").to_owned(), Row::new());
        input.insert("to_on".into(), work.get("arrived_on").clone());
        work.then(Deed::on(&REPAIR, &id, "part_arrives", input).by_rule());
    }
    Ok(())
}

fn of_open_order(work: &Work<'_>) -> Result<Row, Refusal> {
    let row = work.tx.record(registry::shape(&REPAIR), work.text("case_id"))?.ok_or_else(Refusal::not_found)?;
    if OPEN.contains(&of(&row, "state")) { Ok(row) } else { Err(Refusal::guard("维修单已经办结，不能再登记配件")) }
}

/// A date that is empty is today; none lies in the future or before the one before it.
fn dated(work: &mut Work<'_>, field: &str) -> Result<(), Refusal> {
    if work.text(field).is_empty() {
        work.set(field, work.today().to_string());
    }
    let dates = ["ordered_on", "arrived_on", "installed_on"].map(|name| day(&work.record, name));
    let known: Vec<_> = dates.into_iter().flatten().collect();
    if known.iter().any(|day| *day > work.today()) {
        return Err(Refusal::bad(field, "日期不能晚于今天"));
    }
    if known.windows(2).any(|pair| pair[0] > pair[1]) {
        return Err(Refusal::bad(field, "日期先后不对：应是先订货，再到货，再装上"));
    }
    Ok(())
}
