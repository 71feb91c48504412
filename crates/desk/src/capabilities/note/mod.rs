//! 备注: words of the staff on a case. They are only ever added (capabilities 3.31: nothing is changed or deleted).

use crate::kernel::actor::EVERYONE;
use crate::kernel::field::{Find, Mask, link, long_text, text};
use crate::kernel::flow::{State, Step, ended, on};
use crate::kernel::kind::{Kind, PLAIN, Subject};

const STATES: &[State] = &[ended("written", "已记")];
const FLOW: &[Step] = &[on("write", "记一笔").by(EVERYONE).asks(&[
    text("case_id", "售后单").required(),
    link("consumer_id", "消费者", "consumer"),
    long_text("words", "内容").required().personal(Mask::Words),
])];

/// 备注. Sealed under the consumer's key, because staff write names and numbers into it.
pub static NOTE: Kind = Kind {
    name: "note",
    label: "备注",
    fields: &[
        text("case_id", "售后单"),
        link("consumer_id", "消费者", "consumer"),
        long_text("words", "内容").personal(Mask::Words).find(Find::Text),
    ],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    ..PLAIN
};
