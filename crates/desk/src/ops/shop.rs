use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_notices::{Paper, PaperSpec, RecoverySheet, render};
use shounuo_store::password::hash_password;
use shounuo_store::vault::RecoveryCode;
use std::sync::PoisonError;
use ts_rs::TS;

use super::{Call, Nothing};
use crate::capabilities::calendar;
use crate::capabilities::shop::{is_demo, the_shop};
use crate::capabilities::staff::ACCOUNT;
use crate::kernel::{Refusal, registry};
use crate::workbench::{Founding, Workbench};

/// Where things stand before and after sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Status {
    /// `none`: no shop in this folder; `locked`: a shop, not opened; `open`.
    pub state: String,
    /// Why it could not be opened, when it is locked.
    pub why: Option<Refusal>,
    /// Name of the shop, once open.
    pub shop: Option<String>,
    /// A shop to try things in.
    pub demo: bool,
    /// Two groups of the recovery code are still to be typed back.
    pub recovery_pending: bool,
    /// Last year the work calendar knows; deadlines beyond it do not roll over holidays.
    pub calendar_last_year: Option<i16>,
    /// Version of the app.
    pub version: String,
}

/// A shop to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewShop {
    /// Name of the shop.
    pub shop: String,
    /// Name of the owner.
    pub owner: String,
    /// The owner's login.
    pub login: String,
    /// The owner's password.
    pub password: String,
    /// Keep a key in the system's keychain.
    pub use_keychain: bool,
}

/// The recovery code, shown once, and its sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoverySheetView {
    /// The groups as printed.
    pub groups: Vec<String>,
    /// Which groups (from 1) are asked back.
    pub ask: Vec<usize>,
    /// The sheet as PDF, base64.
    pub pdf: String,
    /// The system's keychain opens the shop; without it the code is asked for at every start.
    pub in_keychain: bool,
}

/// Groups as typed back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TypedGroups {
    /// (number of the group from 1, its characters).
    pub groups: Vec<(usize, String)>,
}

/// How to open the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenWith {
    /// The recovery code; without it the keychain is asked.
    pub code: Option<String>,
}

/// The password, asked for again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Password {
    /// As typed.
    pub password: String,
}

pub(super) fn status(call: &Call<'_>, _: Nothing) -> Result<Status, Refusal> {
    let opened = call.bench.open(None).and_then(|()| require_way_in(call));
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let closed = |state: &str, why| Status {
        state: state.into(),
        why,
        shop: None,
        demo: false,
        recovery_pending: false,
        calendar_last_year: None,
        version: version.clone(),
    };
    match opened {
        Err(no) if no.code == "no_shop" || no.code == "setup_unfinished" => return Ok(closed("none", None)),
        Err(no) => return Ok(closed("locked", Some(no))),
        Ok(()) => {}
    }
    call.read(|tx, _| {
        let shop = the_shop(tx)?;
        Ok(Status {
            state: "open".into(),
            why: None,
            shop: shop.get("name").and_then(Value::as_str).map(str::to_owned),
            demo: is_demo(&shop),
            recovery_pending: tx.local("recovery_confirmed")? == json!(false),
            calendar_last_year: calendar::calendar(tx)?.last_year(),
            version: version.clone(),
        })
    })
}

pub(super) fn create(call: &Call<'_>, new: NewShop) -> Result<RecoverySheetView, Refusal> {
    let password =
        hash_password(&new.password, call.bench.host.password_cost).map_err(|fault| Refusal::bad("password", fault.to_string()))?;
    let founding = Founding {
        shop: &new.shop,
        owner: &new.owner,
        login: &new.login,
        password: Some(password),
        demo: false,
        use_keychain: new.use_keychain,
    };
    // Without a keychain only the code opens it: the shop exists when the code was typed back.
    let found = if new.use_keychain { Workbench::found } else { Workbench::begin_founding };
    let code = found(call.bench, &founding, call.now)?;
    hand_out(call, &new.shop, code)
}

pub(super) fn renew_recovery(call: &Call<'_>, again: Password) -> Result<RecoverySheetView, Refusal> {
    call.bench.step_up(&again.password, call.now)?;
    let shop = call.shop()?;
    let keychain = call.bench.host.keychain.as_deref();
    let code = shop.with_vault(|vault| vault.change_code(keychain.filter(|_| vault.has_keychain_slot()), call.bench.host.code_cost))?;
    let name = call.write(|tx, _| {
        tx.set_local("recovery_confirmed", &json!(false))?;
        the_shop(tx)
    })?;
    hand_out(call, name.get("name").and_then(Value::as_str).unwrap_or_default(), code)
}

/// The sheet of a new code. The code is held in memory until two groups were typed back, and nowhere else.
fn hand_out(call: &Call<'_>, shop: &str, code: RecoveryCode) -> Result<RecoverySheetView, Refusal> {
    let groups: Vec<String> = code.groups().iter().map(|group| group.to_string()).collect();
    let pdf = recovery_sheet(shop, &code, call)?;
    let ask = two_groups(groups.len(), call.now.as_nanosecond());
    *call.bench.fresh_code.lock().unwrap_or_else(PoisonError::into_inner) = Some(code);
    let in_keychain = call.shop()?.with_vault(|vault| vault.has_keychain_slot());
    Ok(RecoverySheetView { groups, ask, pdf: BASE64.encode(pdf), in_keychain })
}

fn recovery_sheet(shop: &str, code: &RecoveryCode, call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let sheet = RecoverySheet { shop_name: shop.into(), created_on: call.today(), code: code.line().to_string(), generation: 1 };
    let no = |fault: shounuo_notices::NoticeFault| Refusal::new("notice", fault.to_string());
    Ok(render(&sheet.document().map_err(no)?, &PaperSpec::new(Paper::A4)).map_err(no)?.bytes)
}

/// Two different groups, by the time: the person cannot know them beforehand.
fn two_groups(count: usize, seed: i128) -> Vec<usize> {
    let count = i128::try_from(count).unwrap_or(2).max(2);
    let first = seed.rem_euclid(count);
    let second = (first + 1 + (seed / 7_919).rem_euclid(count - 1)) % count;
    let mut ask = vec![first, second];
    ask.sort_unstable();
    ask.into_iter().filter_map(|group| usize::try_from(group + 1).ok()).collect()
}

pub(super) fn confirm_recovery(call: &Call<'_>, typed: TypedGroups) -> Result<Nothing, Refusal> {
    let mut fresh = call.bench.fresh_code.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(code) = fresh.as_ref() else {
        return Err(Refusal::new("no_code", "这次打开应用后没有新的恢复码，请店主登录后在设置里换新恢复码"));
    };
    let groups: Vec<(usize, &str)> = typed.groups.iter().map(|(group, text)| (group.saturating_sub(1), text.as_str())).collect();
    let mut asked: Vec<usize> = groups.iter().map(|(group, _)| *group).collect();
    asked.dedup();
    if asked.len() < 2 || !code.check_groups(&groups) {
        return Err(Refusal::bad("groups", "与凭条上的不一致，请对照凭条再输一次（不分大小写）"));
    }
    call.write(|tx, _| {
        tx.set_local("recovery_confirmed", &json!(true))?;
        Ok(tx.set_local(super::keys::CODE_CHECKED, &json!(call.now.to_string()))?)
    })?;
    call.bench.finish_founding()?;
    *fresh = None;
    Ok(Nothing {})
}

pub(super) fn open(call: &Call<'_>, with: OpenWith) -> Result<Nothing, Refusal> {
    let code = with.code.as_deref().map(parse_code).transpose()?;
    call.bench.open(code.as_ref())?;
    require_way_in(call)?;
    Ok(Nothing {})
}

/// A shop so damaged that it cannot tell its name or its owners lets nobody in. It is closed again, so that it can be salvaged
/// or restored by whoever has its key; never while somebody is at work in it.
fn require_way_in(call: &Call<'_>) -> Result<(), Refusal> {
    if call.bench.who().is_ok() {
        return Ok(());
    }
    let read = call.read(|tx, _| the_shop(tx).and_then(|_| Ok(tx.records(registry::shape(&ACCOUNT), "role = 'owner'", &[])?)));
    match read {
        Err(no) if no.is_of_damage() => {
            call.bench.close();
            Err(no)
        }
        _ => Ok(()),
    }
}

/// A recovery code as typed.
///
/// # Errors
/// `bad_input` with what seems mistyped.
pub(super) fn parse_code(text: &str) -> Result<RecoveryCode, Refusal> {
    RecoveryCode::parse(text).map_err(|fault| Refusal::bad("code", fault.to_string()))
}
