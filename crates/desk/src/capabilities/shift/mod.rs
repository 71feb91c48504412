//! 交班留言: what one shift tells the next. It stands on everybody's 工作台 until somebody says that it is dealt with.

use crate::kernel::Refusal;
use crate::kernel::actor::EVERYONE;
use crate::kernel::field::{Field, Find, Mask, long_text, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;

const WORDS: Field = long_text("words", "留言").required().personal(Mask::Words).find(Find::Text).help("下一班要知道什么");

const STATES: &[State] = &[open("standing", "待看"), ended("dealt_with", "已处理")];
const FLOW: &[Step] = &[
    on("write", "留言").to("standing").by(EVERYONE).asks(&[WORDS]).then(sign),
    on("deal_with", "已处理").from(&["standing"]).to("dealt_with").by(EVERYONE),
];

/// 交班留言.
pub static SHIFT_NOTE: Kind = Kind {
    name: "shift_note",
    label: "交班留言",
    fields: &[text("author", "留言人"), WORDS],
    states: STATES,
    flow: FLOW,
    subject: Subject::Itself,
    ..PLAIN
};

fn sign(work: &mut Work<'_>) -> Result<(), Refusal> {
    let name = work.actor.name.clone();
    work.set("author", name);
    Ok(())
}
