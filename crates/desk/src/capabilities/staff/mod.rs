//! 人员账号 (capabilities 3.25, 3.30): who works here, with which duty. A password is known to nobody, its hash only.

use serde_json::Value;
use shounuo_store::{Row, Tx};

use crate::kernel::actor::{BY_RULE, DECIDERS, Role};
use crate::kernel::field::{Field, Find, Mask, choice, text};
use crate::kernel::flow::{Guard, State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal, registry};

/// The duties a person can be given.
pub const ROLES: &[(&str, &str)] = &[("after_sales", "客服"), ("technician", "维修技师"), ("manager", "经理"), ("owner", "店主")];

const LOGIN: Field = text("login", "登录名").required().help("字母、数字或汉字，2 到 20 个字");
const NAME: Field = text("name", "姓名").required().find(Find::Name);
const ROLE: Field = choice("role", "岗位", ROLES).required().guarded();
const PASSWORD: Field = text("password", "密码").personal(Mask::Hidden);

const STATES: &[State] = &[open("active", "在岗"), ended("deactivated", "停用")];
const FLOW: &[Step] = &[
    on("create", "添加人员").by(DECIDERS).asks(&[LOGIN, NAME, ROLE]).then(may_give_role).again().cites("000 4.3.3"),
    on("found", "建立店主账号").by(BY_RULE).asks(&[LOGIN, NAME, ROLE]).then(login_is_free),
    on("rename", "改姓名").from(&["active"]).by(DECIDERS).guard(&[NOT_ABOVE_ME]).asks(&[NAME]),
    on("change_role", "换岗位")
        .from(&["active"])
        .by(DECIDERS)
        .guard(&[NOT_THE_LAST_OWNER])
        .asks(&[ROLE])
        .then(may_give_role)
        .again()
        .grave()
        .cites("001 6.3.2"),
    on("set_password", "设密码").from(&["active"]).by(BY_RULE).asks(&[PASSWORD.required()]),
    on("deactivate", "停用")
        .from(&["active"])
        .to("deactivated")
        .by(DECIDERS)
        .guard(&[NOT_THE_LAST_OWNER, NOT_ABOVE_ME])
        .then(release_cases)
        .again()
        .grave(),
    on("reactivate", "恢复").from(&["deactivated"]).to("active").by(DECIDERS).guard(&[NOT_ABOVE_ME]).again(),
];

/// 账号.
pub static ACCOUNT: Kind = Kind {
    name: "account",
    label: "账号",
    fields: &[LOGIN, NAME, ROLE, PASSWORD],
    states: STATES,
    flow: FLOW,
    subject: Subject::Itself,
    seen_by: DECIDERS,
    ..PLAIN
};

const NOT_THE_LAST_OWNER: Guard = Guard { name: "not_the_last_owner", says: "不是最后一位店主", test: not_the_last_owner };
const NOT_ABOVE_ME: Guard = Guard { name: "not_above_me", says: "店主的账号只有店主能动", test: not_above_me };

/// The row of a case's flow by which it is taken from somebody who left: it waits in the queue for a new owner. What they did
/// keeps their name.
#[must_use]
pub const fn release(open: &'static [&'static str]) -> Step {
    on("release", "负责人停用，等待分派").from(open).by(BY_RULE).then(without_owner).internal().aside()
}

fn without_owner(work: &mut Work<'_>) -> Result<(), Refusal> {
    if let Some(look) = &work.kind.case {
        work.set(look.owner, Value::Null);
    }
    Ok(())
}

/// Every open case of the account waits for a new owner.
fn release_cases(work: &mut Work<'_>) -> Result<(), Refusal> {
    let cases = work.tx.rows("SELECT id, kind FROM case_index WHERE owner = ?1 AND ended = 0 ORDER BY id", &[work.id.as_str().into()])?;
    for case in cases {
        let text = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default();
        work.then(Deed::on(registry::kind(text("kind"))?, text("id"), "release", Row::new()).by_rule());
    }
    Ok(())
}

/// The active account with this login.
///
/// # Errors
/// When the file fails.
pub fn active_account(tx: &Tx<'_>, login: &str) -> Result<Option<Row>, Refusal> {
    Ok(tx.records(registry::shape(&ACCOUNT), "login = ?1 AND state = 'active'", &[login.trim().into()])?.into_iter().next())
}

fn not_the_last_owner(work: &Work<'_>) -> Result<(), Refusal> {
    if work.text("role") != Role::Owner.name() {
        return Ok(());
    }
    let others =
        work.tx.count("SELECT count(*) FROM account WHERE role = 'owner' AND state = 'active' AND id <> ?1", &[work.id.as_str().into()])?;
    if others > 0 { Ok(()) } else { Err(Refusal::guard("这是最后一位店主，先让另一位成为店主")) }
}

fn not_above_me(work: &Work<'_>) -> Result<(), Refusal> {
    let owners = work.text("role") == Role::Owner.name();
    if owners && work.actor.role != Role::Owner { Err(Refusal::guard("店主的账号只有店主能动")) } else { Ok(()) }
}

/// A manager never makes an owner, nor takes an owner's duty away.
fn may_give_role(work: &mut Work<'_>) -> Result<(), Refusal> {
    let stored = work.tx.value("SELECT role FROM account WHERE id = ?1", &[work.id.as_str().into()])?;
    let touches_owner = work.asked("role") == Role::Owner.name() || stored == Role::Owner.name();
    if touches_owner && work.actor.role != Role::Owner {
        return Err(Refusal::not_allowed("店主岗位只有店主能给、能收"));
    }
    login_is_free(work)
}

fn login_is_free(work: &mut Work<'_>) -> Result<(), Refusal> {
    let login = work.text("login").to_owned();
    let length = login.chars().count();
    if !(2..=20).contains(&length) || !login.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '-' | '.')) {
        return Err(Refusal::bad("login", "登录名用 2 到 20 个字母、数字或汉字"));
    }
    let taken =
        work.tx.count("SELECT count(*) FROM account WHERE login = ?1 AND id <> ?2", &[login.as_str().into(), work.id.as_str().into()])?;
    if taken == 0 { Ok(()) } else { Err(Refusal::bad("login", format!("登录名“{login}”已有人使用，请换一个"))) }
}
