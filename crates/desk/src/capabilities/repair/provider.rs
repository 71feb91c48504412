//! 维修服务方 (capabilities 3.13): who repairs, and whether they may. Admission is a manager's review; it ends by itself when
//! the qualification runs out.

use jiff::Timestamp;
use jiff::civil::Date;
use shounuo_store::{Row, Tx};

use super::history::{day, text as of};
use crate::kernel::actor::{BY_RULE, COUNTER, DECIDERS, EVERYONE};
use crate::kernel::field::{Field, Find, choice, date, flag, long_text, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN};
use crate::kernel::wake::{MOST, Wake};
use crate::kernel::work::{Work, china_date};
use crate::kernel::{Deed, Refusal, registry};

const KINDS: &[(&str, &str)] = &[("own", "自营"), ("maker", "厂家"), ("authorised", "授权"), ("third_party", "第三方")];

const NAME: Field = text("name", "名称").required().find(Find::Name);
const SORT: Field = choice("provider_kind", "类别", KINDS).required();
const QUALIFICATION: Field = text("qualification", "资质证明").help("证书名称和编号");
const VALID_UNTIL: Field = date("valid_until", "资质有效期至").guarded();
const CONTACT: Field = text("contact", "联系方式");
const QUALIFIED: Field = flag("qualified", "资质审核通过").required().guarded();
const SKILLED: Field = flag("skilled", "技术能力审核通过").required().guarded();
const ORDERLY: Field = flag("orderly", "服务规范审核通过").required().guarded();
const REVIEW: Field = long_text("review", "审核意见").required();
const REASON: Field = long_text("suspend_reason", "暂停原因").required();

const STATES: &[State] = &[open("draft", "待审核"), open("admitted", "已准入"), open("suspended", "暂停"), ended("expired", "资质到期")];
const ADMISSION: &[Field] = &[QUALIFICATION.required(), VALID_UNTIL.required(), QUALIFIED, SKILLED, ORDERLY, REVIEW];
const FLOW: &[Step] = &[
    on("register", "登记").to("draft").by(COUNTER).asks(&[NAME, SORT, QUALIFICATION, VALID_UNTIL, CONTACT]).cites("000 6.5.1"),
    on("edit", "修改").from(&["draft"]).by(COUNTER).asks(&[NAME, SORT, QUALIFICATION, VALID_UNTIL, CONTACT]),
    on("admit", "准入").from(&["draft", "suspended"]).to("admitted").by(DECIDERS).asks(ADMISSION).then(passed).cites("000 6.5.1"),
    on("renew", "重新审核").from(&["admitted", "expired"]).to("admitted").by(DECIDERS).asks(ADMISSION).then(passed).cites("000 6.5.1"),
    on("suspend", "暂停").from(&["admitted"]).to("suspended").by(DECIDERS).asks(&[REASON]),
    on("expire", "资质到期").from(&["admitted"]).to("expired").by(BY_RULE),
];

/// 维修服务方.
pub static REPAIR_PROVIDER: Kind = Kind {
    name: "repair_provider",
    label: "维修服务方",
    fields: &[NAME, SORT, QUALIFICATION, VALID_UNTIL, CONTACT, QUALIFIED, SKILLED, ORDERLY, REVIEW, REASON],
    states: STATES,
    flow: FLOW,
    seen_by: EVERYONE,
    wakes: &[Wake { says: "资质到期的服务方不再接单", deeds: run_out }],
    ..PLAIN
};

fn passed(work: &mut Work<'_>) -> Result<(), Refusal> {
    for field in [QUALIFIED, SKILLED, ORDERLY] {
        if *work.get(field.name) != true {
            return Err(Refusal::bad(field.name, format!("“{}”要为“是”才能准入；不通过的不要准入", field.label)));
        }
    }
    if day(&work.record, "valid_until").is_none_or(|until| until < work.today()) {
        return Err(Refusal::bad("valid_until", "资质已经到期，请先取得新的资质证明"));
    }
    Ok(())
}

fn run_out(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<Deed>, Refusal> {
    let tail = format!("state = 'admitted' AND valid_until < ?1 ORDER BY id LIMIT {MOST}");
    let rows = tx.records(registry::shape(&REPAIR_PROVIDER), &tail, &[china_date(now).to_string().into()])?;
    Ok(rows.iter().map(|row| Deed::on(&REPAIR_PROVIDER, of(row, "id"), "expire", Row::new()).by_rule()).collect())
}

/// Whether this provider may take a unit in today. The shop's own workshop needs no entry.
pub(super) fn may_repair(tx: &Tx<'_>, id: &str, today: Date) -> Result<(), Refusal> {
    if id.is_empty() {
        return Ok(());
    }
    let row = tx.record(registry::shape(&REPAIR_PROVIDER), id)?.ok_or_else(Refusal::not_found)?;
    let name = of(&row, "name");
    if of(&row, "state") != "admitted" {
        let state = REPAIR_PROVIDER.state_label(of(&row, "state"));
        return Err(Refusal::bad("provider_id", format!("“{name}”现在是“{state}”，没有准入的服务方不能承修")));
    }
    if day(&row, "valid_until").is_none_or(|until| until < today) {
        return Err(Refusal::bad("provider_id", format!("“{name}”的资质已经到期，请由经理重新审核")));
    }
    Ok(())
}
