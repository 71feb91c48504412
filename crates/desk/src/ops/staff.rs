use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::Row;
use ts_rs::TS;

use super::records::DoneView;
use super::{Call, Nothing};
use crate::capabilities::staff::ACCOUNT;
use crate::kernel::{Deed, Refusal, Role, perform, registry};
use crate::workbench::object;

/// A person of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// Account id.
    pub id: String,
    /// Login.
    pub login: String,
    /// Name.
    pub name: String,
    /// Duty.
    pub role: Role,
    /// 中文 name of the duty.
    pub role_label: String,
    /// On duty, not deactivated.
    pub active: bool,
    /// Has a password.
    pub has_password: bool,
}

/// A person somebody can hand a case to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Colleague {
    /// Account id.
    pub id: String,
    /// Name.
    pub name: String,
    /// 中文 name of the duty.
    pub role_label: String,
}

/// A person to be added.
#[derive(Deserialize, Serialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// Login.
    pub login: String,
    /// Name.
    pub name: String,
    /// Duty.
    pub role: Role,
    /// First password, to be changed by the person.
    pub password: String,
}

/// Somebody's password set anew by a manager or the owner.
#[derive(Deserialize, Serialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    /// Account id.
    pub id: String,
    /// New password.
    pub password: String,
}

pub(super) fn list(call: &Call<'_>, _: Nothing) -> Result<Vec<Person>, Refusal> {
    let rows = call.read(|tx, _| Ok(tx.records(registry::shape(&ACCOUNT), "1 ORDER BY state, created_ms, id", &[])?))?;
    Ok(rows.iter().map(person).collect())
}

pub(super) fn colleagues(call: &Call<'_>, _: Nothing) -> Result<Vec<Colleague>, Refusal> {
    let rows = call.read(|tx, _| Ok(tx.records(registry::shape(&ACCOUNT), "state = 'active' ORDER BY name, id", &[])?))?;
    Ok(rows.iter().map(person).map(|person| Colleague { id: person.id, name: person.name, role_label: person.role_label }).collect())
}

fn person(row: &Row) -> Person {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let role = Role::named(&text("role")).unwrap_or(Role::Technician);
    Person {
        id: text("id"),
        login: text("login"),
        name: text("name"),
        role,
        role_label: role.label().into(),
        active: text("state") == "active",
        has_password: row.get("password").is_some_and(Value::is_string),
    }
}

pub(super) fn create(call: &Call<'_>, new: NewPerson) -> Result<DoneView, Refusal> {
    let hash = shounuo_store::password::hash_password(&new.password, call.bench.host.password_cost)
        .map_err(|fault| Refusal::bad("password", fault.to_string()))?;
    let input = object(json!({ "login": new.login, "name": new.name, "role": new.role.name() }));
    let actor = call.actor()?;
    let done = call.write(|tx, shop| {
        let done = perform(&shop.seat, tx, actor, call.now, Deed::create(&ACCOUNT, "create", input))?;
        let password = Deed::on(&ACCOUNT, &done.id, "set_password", object(json!({ "password": hash }))).by_rule();
        perform(&shop.seat, tx, actor, call.now, password)?;
        Ok(done)
    })?;
    call.note_changed(done.kinds.iter().cloned());
    DoneView::of(call, &ACCOUNT, done)
}

pub(super) fn reset_password(call: &Call<'_>, reset: ResetPassword) -> Result<Nothing, Refusal> {
    let account = call.read(|tx, _| Ok(tx.record(registry::shape(&ACCOUNT), &reset.id)?))?.ok_or_else(Refusal::not_found)?;
    if person(&account).role == Role::Owner && call.actor()?.role != Role::Owner {
        return Err(Refusal::not_allowed("店主的密码只有店主能重设"));
    }
    call.bench.set_password(&reset.id, &reset.password, call.now)?;
    call.note_changed([ACCOUNT.name.to_owned()]);
    Ok(Nothing {})
}
