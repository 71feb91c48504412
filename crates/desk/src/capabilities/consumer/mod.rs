//! 消费者: who bought. Comes with the orders; masked buyers of a platform are never merged into one.

use serde_json::Value;

use crate::capabilities::KINDS;
use crate::kernel::actor::{BY_RULE, COUNTER, OWNER};
use crate::kernel::field::{Field, Find, Mask, flag, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;
use crate::kernel::{Refusal, registry};

const PLATFORM: Field = text("platform", "平台");
const ACCOUNT: Field = text("account", "平台账号").personal(Mask::Account).find(Find::Number);
const NAME: Field = text("name", "姓名").personal(Mask::Name).find(Find::Name);
const PHONE: Field = text("phone", "电话").personal(Mask::Phone).find(Find::Number);
const ADDRESS: Field = text("address", "地址").personal(Mask::Address);

const STATES: &[State] = &[open("active", "在用"), ended("erased", "已删除个人信息")];
const FLOW: &[Step] = &[
    on("meet", "登记").by(COUNTER).asks(&[PLATFORM.required(), NAME.required(), PHONE, ADDRESS, ACCOUNT]),
    on("arrive", "随订单登记").by(BY_RULE).asks(&[PLATFORM.required(), ACCOUNT, NAME, PHONE, ADDRESS, flag("masked", "平台已打码")]),
    on("correct", "更正").from(&["active"]).by(COUNTER).asks(&[NAME, PHONE, ADDRESS]).cites("电子商务法第二十四条"),
    on("erase", "删除个人信息").from(&["active"]).to("erased").by(OWNER).then(erase).again().grave().cites("个人信息保护法第四十七条"),
    // Of somebody who was erased after the backup was made that is restored now.
    on("erase_again", "恢复后再次删除个人信息")
        .from(&["active"])
        .to("erased")
        .by(BY_RULE)
        .then(erase_whatever)
        .internal()
        .cites("个人信息保护法第四十七条"),
];

/// 消费者. Every personal value in the ledger is sealed under this record's key.
pub static CONSUMER: Kind = Kind {
    name: "consumer",
    label: "消费者",
    fields: &[PLATFORM, ACCOUNT, NAME, PHONE, ADDRESS, flag("masked", "平台已打码")],
    states: STATES,
    flow: FLOW,
    subject: Subject::Itself,
    ..PLAIN
};

const PERSONAL: [&str; 4] = ["account", "name", "phone", "address"];
/// What somebody began to type and did not send.
const DRAFTS: &str = "draft:";

/// Empties the fields and destroys the key: what the ledger holds of the person can never be read again.
fn erase(work: &mut Work<'_>) -> Result<(), Refusal> {
    let open_cases = work.tx.count("SELECT count(*) FROM case_index WHERE consumer = ?1 AND ended = 0", &[work.id.as_str().into()])?;
    if open_cases > 0 {
        return Err(Refusal::guard(format!("还有 {open_cases} 件售后单没有办结，办结后才能删除")));
    }
    erase_whatever(work)
}

fn erase_whatever(work: &mut Work<'_>) -> Result<(), Refusal> {
    let mut words: Vec<String> = PERSONAL.iter().map(|field| work.text(field).to_owned()).collect();
    for field in PERSONAL {
        work.set(field, Value::Null);
    }
    let id = work.id.clone();
    words.push(id.clone());
    for kind in KINDS {
        if let Subject::In(named_in) = kind.subject {
            words.extend(erase_in(work, kind, named_in, &id)?);
        }
    }
    work.tx.forget_local(DRAFTS, &words)?;
    Ok(work.tx.destroy_subject(&id)?)
}

/// Empties what other records say of the person: remarks, words of a case. The records themselves stay; gives their ids.
fn erase_in(work: &mut Work<'_>, kind: &'static Kind, named_in: &str, person: &str) -> Result<Vec<String>, Refusal> {
    let mut ids = Vec::new();
    let personal: Vec<&str> = kind.fields.iter().filter(|field| field.personal).map(|field| field.name).collect();
    let rows = work.tx.records(registry::shape(kind), &format!("{named_in} = ?1 ORDER BY id"), &[person.into()])?;
    for row in rows {
        let told = personal.iter().filter(|name| row.get(**name).is_some_and(|value| !value.is_null()));
        let emptied: Vec<(&str, Value)> = told.map(|name| (*name, Value::Null)).collect();
        if let Some(id) = row.get("id").and_then(Value::as_str) {
            work.also(kind, id, false, emptied)?;
            ids.push(id.to_owned());
        }
    }
    Ok(ids)
}
