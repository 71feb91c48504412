use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::shop::{Password, parse_code};
use super::{Call, Nothing};
use crate::kernel::{Actor, Refusal, perform};
use crate::workbench::SignedIn;

/// Login and password.
#[derive(Deserialize, Serialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// Login.
    pub login: String,
    /// Password.
    pub password: String,
}

/// The first password of an owner, proved by the recovery code.
#[derive(Deserialize, Serialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FirstPassword {
    /// Login.
    pub login: String,
    /// Recovery code.
    pub code: String,
    /// New password.
    pub password: String,
}

/// A new password, proved by the old one.
#[derive(Deserialize, Serialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The one in use.
    pub old: String,
    /// The one to come.
    pub new: String,
}

/// Who is at this seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Who {
    /// `None` when nobody is signed in.
    pub person: Option<SignedIn>,
}

pub(super) fn sign_in(call: &Call<'_>, with: Credentials) -> Result<SignedIn, Refusal> {
    call.bench.sign_in(&with.login, &with.password, call.now)
}

pub(super) fn first_password(call: &Call<'_>, with: FirstPassword) -> Result<SignedIn, Refusal> {
    call.bench.first_password(&with.login, &parse_code(&with.code)?, &with.password, call.now)
}

pub(super) fn who(call: &Call<'_>, _: Nothing) -> Result<Who, Refusal> {
    Ok(Who { person: call.bench.who().ok() })
}

pub(super) fn lock(call: &Call<'_>, _: Nothing) -> Result<Nothing, Refusal> {
    call.bench.lock(call.now);
    Ok(Nothing {})
}

pub(super) fn sign_out(call: &Call<'_>, _: Nothing) -> Result<Nothing, Refusal> {
    call.bench.leave(call.now);
    Ok(Nothing {})
}

/// The password again: for a few minutes the grave steps are open.
pub(super) fn step_up(call: &Call<'_>, again: Password) -> Result<Nothing, Refusal> {
    call.bench.step_up(&again.password, call.now)?;
    Ok(Nothing {})
}

pub(super) fn change_password(call: &Call<'_>, new: NewPassword) -> Result<Nothing, Refusal> {
    let me = call.actor()?.id.clone();
    call.bench.step_up(&new.old, call.now).map_err(|no| match no.code.as_str() {
        "wrong_password" => Refusal::bad("old", "现在的密码不对"),
        _ => no,
    })?;
    let deed = call.bench.password_deed(&me, &new.new)?;
    call.write(|tx, shop| perform(&shop.seat, tx, &Actor::system(), call.now, deed))?;
    Ok(Nothing {})
}
