//! 备注: words of the staff on a case. They are only ever added (capabilities 3.31: nothing is changed or deleted).

use crate::kernel::actor::EVERYONE;
use crate::kernel::field::{Field, Find, Mask, link, long_text, text};
use crate::kernel::flow::{State, Step, ended, on};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal};

const WORDS: Field = long_text("words", "内容").required().personal(Mask::Words);

const STATES: &[State] = &[ended("written", "已记")];
const FLOW: &[Step] =
    &[on("write", "记一笔").by(EVERYONE).asks(&[text("case_id", "售后单").required(), link("consumer_id", "消费者", "consumer"), WORDS])];

/// 备注. Sealed under the consumer's key, because staff write names and numbers into it.
pub static NOTE: Kind = Kind {
    name: "note",
    label: "备注",
    fields: &[text("case_id", "售后单"), link("consumer_id", "消费者", "consumer"), WORDS.optional().find(Find::Text)],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    ..PLAIN
};

/// 备注 as a step of a case: in every state of `from`, by everybody.
#[must_use]
pub const fn step(from: &'static [&'static str]) -> Step {
    on("note", "备注").from(from).by(EVERYONE).asks(&[WORDS]).then(write)
}

fn write(work: &mut Work<'_>) -> Result<(), Refusal> {
    let fields =
        [("case_id", work.id.as_str().into()), ("consumer_id", work.get("consumer_id").clone()), ("words", work.asked("words").into())];
    let input = fields.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect();
    work.then(Deed::create(&NOTE, "write", input));
    Ok(())
}
