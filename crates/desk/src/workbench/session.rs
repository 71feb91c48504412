//! Who is signed in at this seat. Signed out, locked and deactivated are told apart only to those who knew the password.

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::Row;
use shounuo_store::password::{hash_password, verify_password};
use shounuo_store::vault::RecoveryCode;
use ts_rs::TS;

use super::Workbench;
use super::shop::object;
use crate::capabilities::shop::{IDLE_MINUTES, the_shop};
use crate::capabilities::staff::{ACCOUNT, active_account};
use crate::kernel::{Actor, Deed, Refusal, Role, perform, registry};

/// For how long after the password was typed the grave steps are open.
const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// Calls that run side by side may be told the time in another order; more than this is a clock set back.
const JITTER: SignedDuration = SignedDuration::from_secs(2);
/// The longest a person stays signed in without the password.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// A person at this seat.
#[derive(Debug, Clone)]
pub struct Session {
    account: String,
    since: Timestamp,
    last_seen: Timestamp,
    locked: bool,
    proof: Proof,
}

/// What shows that the person at the seat is who they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// The key of the shop itself, held by whoever opened it here: the command line.
    Key,
    /// The password, typed at this time.
    Typed(Timestamp),
    /// The password, too long ago.
    Stale,
}

impl Session {
    fn begin(account: String, now: Timestamp, proof: Proof) -> Session {
        Session { account, since: now, last_seen: now, locked: false, proof }
    }

    /// Whether the password is fresh at `now`. Once it is not, it stays so until it is typed again: a clock set back brings
    /// nothing back.
    fn proven(&mut self, now: Timestamp) -> bool {
        if let Proof::Typed(at) = self.proof
            && (now.duration_since(at) > FRESH || self.last_seen.duration_since(now) > JITTER)
        {
            self.proof = Proof::Stale;
        }
        self.proof != Proof::Stale
    }
}

/// The person as the window knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignedIn {
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
    /// The password is asked for before anything else.
    pub locked: bool,
}

fn sign_in_first() -> Refusal {
    Refusal::new("signed_out", "请先登录")
}

impl Workbench {
    /// Signs a person in.
    ///
    /// # Errors
    /// One answer for an unknown login, a wrong password and a deactivated account; `wait` after too many tries.
    pub fn sign_in(&self, login: &str, password: &str, now: Timestamp) -> Result<SignedIn, Refusal> {
        let account = self.known(login, password)?;
        Ok(self.admit(&account, now, Proof::Typed(now)))
    }

    /// Somebody beside the person at the seat, who shows by their own password that they agree.
    ///
    /// # Errors
    /// As [`Workbench::sign_in`].
    pub(crate) fn second_person(&self, login: &str, password: &str) -> Result<SignedIn, Refusal> {
        Ok(signed_in(&self.known(login, password)?, false))
    }

    fn known(&self, login: &str, password: &str) -> Result<Row, Refusal> {
        let shop = self.shop()?;
        if shop.with_vault(|vault| vault.is_unfinished()) {
            let words = "恢复码还没有核对，店铺还没有建成。请核对凭条；凭条没有保存好的，请关闭守诺，重新打开后再建一次店";
            return Err(Refusal::new("setup_unfinished", words));
        }
        let account = shop.store.read(|tx| active_account(tx, login))?;
        let stored = account.as_ref().and_then(|row| row.get("password")).and_then(Value::as_str);
        if account.is_some() && stored.is_none() {
            return Err(Refusal::new("no_password", "这个账号还没有密码，请用恢复码设置第一个密码"));
        }
        // Hash in any case: the time taken must not tell whether the login exists.
        let stored = stored.map_or_else(|| self.nobody(), str::to_owned);
        let right = || verify_password(password, &stored).unwrap_or(false) && account.is_some();
        let right = self.guesses.check(&shop.store, login, right)?;
        account.filter(|_| right).ok_or_else(|| Refusal::new("wrong_password", "登录名或密码不对"))
    }

    /// Takes the password of the person at this seat again: the grave steps are open for a few minutes.
    ///
    /// # Errors
    /// `wrong_password`; `wait` after too many tries, here and at sign-in together.
    pub fn step_up(&self, password: &str, now: Timestamp) -> Result<(), Refusal> {
        let shop = self.shop()?;
        let person = self.who()?;
        let right = || self.is_password(&person.id, password).unwrap_or(false);
        if !self.guesses.check(&shop.store, &person.login, right)? {
            return Err(Refusal::new("wrong_password", "密码不对"));
        }
        let mut guard = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let session = guard.as_mut().filter(|session| session.account == person.id && !session.locked).ok_or_else(sign_in_first)?;
        session.proof = if session.proof == Proof::Key { Proof::Key } else { Proof::Typed(now) };
        session.last_seen = now;
        Ok(())
    }

    /// The hash of a password that nobody has.
    fn nobody(&self) -> String {
        self.nobody.get_or_init(|| hash_password(&uuid::Uuid::now_v7().to_string(), self.host.password_cost).unwrap_or_default()).clone()
    }

    fn admit(&self, account: &Row, now: Timestamp, proof: Proof) -> SignedIn {
        let person = signed_in(account, false);
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = Some(Session::begin(person.id.clone(), now, proof));
        person
    }

    /// Signs the current person out.
    pub fn sign_out(&self) {
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The person stays known, the password is asked for.
    pub(super) fn lock_session(&self) {
        if let Some(session) = self.session.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            session.locked = true;
        }
    }

    /// The person at this seat, locked or not.
    ///
    /// # Errors
    /// `signed_out`.
    pub fn who(&self) -> Result<SignedIn, Refusal> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(sign_in_first)?;
        let account = self.shop()?.store.read(|tx| Ok::<_, Refusal>(tx.record(registry::shape(&ACCOUNT), &session.account)?))?;
        Ok(signed_in(&account.ok_or_else(sign_in_first)?, session.locked))
    }

    /// The person who may act now. A deactivated account, a changed duty and the idle lock take effect at once.
    ///
    /// # Errors
    /// `signed_out` or `locked_seat`.
    pub(crate) fn current_actor(&self, now: Timestamp) -> Result<Actor, Refusal> {
        let mut just_locked = false;
        let actor = self.actor_at(now, &mut just_locked);
        if just_locked {
            self.keep_end(now);
        }
        actor
    }

    fn actor_at(&self, now: Timestamp, just_locked: &mut bool) -> Result<Actor, Refusal> {
        let shop = self.shop()?;
        let mut guard = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(session) = guard.as_mut() else { return Err(sign_in_first()) };
        let (account, idle) = shop.store.read(|tx| {
            let account = tx.record(registry::shape(&ACCOUNT), &session.account)?;
            let minutes = the_shop(tx)?.get("idle_minutes").and_then(Value::as_i64).unwrap_or(IDLE_MINUTES);
            Ok::<_, Refusal>((account, SignedDuration::from_mins(minutes)))
        })?;
        let Some(account) = account.filter(|row| row.get("state") == Some(&json!("active"))) else {
            *guard = None;
            return Err(sign_in_first());
        };
        let idle_for = now.duration_since(session.last_seen);
        let lasts = now.duration_since(session.since);
        // A clock set back counts as idle time: nobody stays signed in by changing the date.
        if idle_for > idle || lasts > LONGEST || idle_for < SignedDuration::from_mins(-5) {
            *just_locked = !session.locked;
            session.locked = true;
        }
        if session.locked {
            return Err(Refusal::new("locked_seat", "已锁定，请输入密码继续"));
        }
        let proven = session.proven(now);
        session.last_seen = now;
        let person = signed_in(&account, false);
        Ok(Actor { id: person.id, name: person.name, role: person.role, via: self.host.via, behind: String::new(), proven })
    }

    /// Sets the password of an owner who has none, or who forgot it: whoever holds the recovery code is the owner.
    ///
    /// # Errors
    /// `wrong_code`, `bad_input`, or `not_found` when there is no active owner of this login.
    pub fn first_password(&self, login: &str, code: &RecoveryCode, password: &str, now: Timestamp) -> Result<SignedIn, Refusal> {
        let shop = self.shop()?;
        if !shop.with_vault(|vault| vault.check_code(code))? {
            return Err(Refusal::new("wrong_code", "恢复码不是这家店铺的，请核对纸上的店铺名称"));
        }
        let account = shop
            .store
            .read(|tx| active_account(tx, login))?
            .filter(|row| row.get("role") == Some(&json!("owner")))
            .ok_or_else(Refusal::not_found)?;
        let id = account.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.set_password(&id, password, now)?;
        // Who typed the whole code holds the sheet.
        shop.store.write(|tx| Ok::<_, Refusal>(tx.set_local("recovery_confirmed", &json!(true))?))?;
        Ok(self.admit(&account, now, Proof::Typed(now)))
    }

    /// Stores a new password for an account. Who may is decided by the caller.
    ///
    /// # Errors
    /// `bad_input` when the password is too short or too long.
    pub fn set_password(&self, account: &str, password: &str, now: Timestamp) -> Result<(), Refusal> {
        let (shop, deed) = (self.shop()?, self.password_deed(account, password)?);
        shop.store.write(|tx| perform(&shop.seat, tx, &Actor::system(), now, deed)).map(drop)
    }

    /// The deed that stores a new password for an account.
    ///
    /// # Errors
    /// `bad_input` when the password is none that is taken.
    pub(crate) fn password_deed(&self, account: &str, password: &str) -> Result<Deed, Refusal> {
        let hash = hash_password(password, self.host.password_cost).map_err(|fault| Refusal::bad("password", fault.to_string()))?;
        Ok(Deed::on(&ACCOUNT, account, "set_password", object(json!({ "password": hash }))))
    }

    /// Whether this is the password of the account. Asked behind the guard of the wrong ones only.
    fn is_password(&self, account: &str, password: &str) -> Result<bool, Refusal> {
        let row = self.shop()?.store.read(|tx| Ok::<_, Refusal>(tx.record(registry::shape(&ACCOUNT), account)?))?;
        let stored = row.as_ref().and_then(|row| row.get("password")).and_then(Value::as_str);
        Ok(stored.is_some_and(|stored| verify_password(password, stored).unwrap_or(false)))
    }

    /// Has the account with this login act, without a password: for filling the demo shop.
    ///
    /// # Errors
    /// `not_found` when there is no such active account.
    pub(crate) fn act_as(&self, login: &str, now: Timestamp) -> Result<(), Refusal> {
        let account = self.shop()?.store.read(|tx| active_account(tx, login))?.ok_or_else(Refusal::not_found)?;
        self.admit(&account, now, Proof::Key);
        Ok(())
    }

    /// Has the first owner act through this surface: for the command line, where the key itself is the proof.
    ///
    /// # Errors
    /// `signed_out` when the shop has no active owner.
    pub fn act_as_owner(&self, now: Timestamp) -> Result<(), Refusal> {
        let tail = "role = 'owner' AND state = 'active' ORDER BY created_ms, id LIMIT 1";
        let owner = self.shop()?.store.read(|tx| Ok::<_, Refusal>(tx.records(registry::shape(&ACCOUNT), tail, &[])?.into_iter().next()))?;
        self.admit(&owner.ok_or_else(sign_in_first)?, now, Proof::Key);
        Ok(())
    }
}

fn signed_in(account: &Row, locked: bool) -> SignedIn {
    let text = |name: &str| account.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let role = Role::named(&text("role")).unwrap_or(Role::Technician);
    SignedIn { id: text("id"), login: text("login"), name: text("name"), role, role_label: role.label().into(), locked }
}
