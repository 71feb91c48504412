//! 备用机: the unit a consumer uses while theirs is being repaired. Where the rules give a right to one (fixed phones from
//! day 4, Zhejiang from day 6), the offer is recorded, and so is a refusal of it.

use crate::kernel::Refusal;
use crate::kernel::actor::{COUNTER, EVERYONE};
use crate::kernel::field::{Field, Find, Mask, date, link, long_text, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;

const CASE: Field = text("case_id", "售后单").required();
const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
const UNIT: Field = text("unit", "备用机").required().find(Find::Text).help("品名、型号和序列号");
const LENT_ON: Field = date("lent_on", "借出日期").required().guarded();
const RETURNED_ON: Field = date("returned_on", "收回日期").required().guarded();
const CONDITION: Field = long_text("condition", "收回时的状况");
const WORDS: Field = long_text("words", "消费者的答复").required().personal(Mask::Words);

const STATES: &[State] = &[open("lent", "借出中"), ended("returned", "已收回"), ended("declined", "消费者不需要")];
const FLOW: &[Step] = &[
    on("lend", "借出").to("lent").by(EVERYONE).asks(&[CASE, CONSUMER, UNIT, LENT_ON]).cites("固定电话机三包规定第二十条"),
    on("decline", "记录不需要").to("declined").by(EVERYONE).asks(&[CASE, CONSUMER, WORDS]),
    on("take_back", "收回").from(&["lent"]).to("returned").by(COUNTER).asks(&[RETURNED_ON, CONDITION]).then(not_before_lent),
];

/// 备用机.
pub static LOANER: Kind = Kind {
    name: "loaner",
    label: "备用机",
    prefix: "BJ",
    fields: &[CASE, CONSUMER, UNIT, LENT_ON, RETURNED_ON, CONDITION, WORDS],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    ..PLAIN
};

fn not_before_lent(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("returned_on") < work.text("lent_on") {
        Err(Refusal::bad("returned_on", "收回日期不能早于借出日期"))
    } else {
        Ok(())
    }
}
