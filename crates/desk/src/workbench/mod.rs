//! The workbench: a shop's folder, who is signed in, and the one way in for window, command line and tests.

mod caught;
mod denials;
mod exchange;
mod freshness;
mod guesses;
mod jobs;
mod leaving;
mod rotation;
mod session;
mod shop;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use jiff::Timestamp;
use serde_json::Value;
use shounuo_store::vault::{Argon2Cost, Keychain, RecoveryCode};

use caught::caught;
pub use caught::{internal, log_line, place_of};
pub use freshness::{CONTINUE_OLDER, Freshness, RESTORED, SALVAGED};
use guesses::Guesses;
pub use guesses::Steady;
pub use jobs::{Places, Progress, Run, Runs, Uploads};
pub use session::{Session, SignedIn};
pub(crate) use shop::object;
pub use shop::{Founding, OpenShop};

use crate::backup::Prepared;
use crate::kernel::{Actor, Refusal};
use crate::ops::{Call, CallId, IN_PARTS, OPERATIONS, Operation, Who};

/// Enough to back a small shop up when the disk is full.
pub const RESERVE: u64 = 200 * 1024 * 1024;

/// Told the kinds that changed, after the commit.
pub type TellChanged = Box<dyn Fn(&[String]) + Send + Sync>;

/// What the host gives: where the data lies, what keychain there is, whom to tell of changes.
pub struct Host {
    /// The shop's folder.
    pub dir: PathBuf,
    /// The program itself, which can be started again as a child (see [`crate::child`]). Without it the work is done in place:
    /// for tests, and for a program that does not begin with [`crate::child::serve_if_asked`].
    pub program: Option<PathBuf>,
    /// The system's keychain, where there is one.
    pub keychain: Option<Box<dyn Keychain>>,
    /// Cost of stretching the recovery code.
    pub code_cost: Argon2Cost,
    /// Cost of hashing a password.
    pub password_cost: Argon2Cost,
    /// Bytes put aside on the disk, given free when it is full; 0 for none.
    pub reserve: u64,
    /// `window` or `cli`.
    pub via: &'static str,
    /// Told the kinds that changed, after the commit.
    pub on_changed: TellChanged,
}

/// The desk with its doors: every operation goes through [`Workbench::call`].
pub struct Workbench {
    pub(crate) host: Host,
    pub(crate) shop: RwLock<Option<Arc<OpenShop>>>,
    pub(crate) session: Mutex<Option<Session>>,
    pub(crate) uploads: Uploads,
    pub(crate) runs: Runs,
    /// Places picked in dialogs of the host.
    pub places: Places,
    /// Held while a backup is made: one at a time.
    pub(crate) backing: Mutex<()>,
    /// A backup restored beside the shop, looked at and not yet in its place.
    pub(crate) prepared: Mutex<Option<Prepared>>,
    /// The code of a shop just made, until two of its groups were typed back.
    pub(crate) fresh_code: Mutex<Option<RecoveryCode>>,
    guesses: Guesses,
    nobody: OnceLock<String>,
}

impl Workbench {
    /// A workbench over a folder. Nothing is opened yet.
    #[must_use]
    pub fn new(host: Host) -> Workbench {
        Workbench::timed(host, guesses::since_now())
    }

    /// As [`Workbench::new`], the waits after wrong passwords measured by this clock.
    #[must_use]
    pub fn timed(host: Host, steady: Steady) -> Workbench {
        Workbench {
            host,
            shop: RwLock::default(),
            session: Mutex::default(),
            uploads: Uploads::default(),
            runs: Runs::default(),
            places: Places::default(),
            backing: Mutex::default(),
            prepared: Mutex::default(),
            fresh_code: Mutex::default(),
            guesses: Guesses::new(steady),
            nobody: OnceLock::new(),
        }
    }

    /// Runs an operation by name: permission first, then input, then the work; changes are told after the commit.
    ///
    /// # Errors
    /// The refusal. `unknown_operation` when there is no such operation; `internal` when a fault of ours broke it off.
    pub fn call(&self, name: &str, input: Value, bytes: Option<Vec<u8>>, now: Timestamp) -> Result<Value, Refusal> {
        self.call_as(None, name, input, bytes, now)
    }

    /// As [`Workbench::call`], under an id of the caller's: with it the call is done at most once, and `operations.outcome` tells
    /// what became of it when its answer was lost.
    ///
    /// # Errors
    /// As [`Workbench::call`]; `already_done` when a call with this id wrote before, `bad_input` when the id is none.
    pub fn call_as(&self, id: Option<&str>, name: &str, input: Value, bytes: Option<Vec<u8>>, now: Timestamp) -> Result<Value, Refusal> {
        caught(|| self.run(id, name, input, bytes, now))
    }

    fn run(&self, id: Option<&str>, name: &str, input: Value, bytes: Option<Vec<u8>>, now: Timestamp) -> Result<Value, Refusal> {
        let operation = OPERATIONS.iter().find(|operation| operation.name == name);
        let operation = operation.ok_or_else(|| Refusal::new("unknown_operation", format!("没有“{name}”这个操作")))?;
        let id = id.map(|id| call_id(id, operation.name)).transpose()?;
        let actor = self.permitted(operation, now)?;
        let call = Call::new(self, id, actor.clone(), now, bytes);
        let answer = (operation.run)(&call, input);
        call.end(answer.is_ok());
        if let (Some(actor), Err(no)) = (&actor, &answer) {
            self.note_denied(actor, operation.name, no, now);
        }
        if let (Err(no), Ok(shop)) = (&answer, self.shop())
            && no.is_of_damage()
        {
            shop.note_damage();
        }
        if call.wrote() {
            self.note_seen();
        }
        let changed: Vec<String> = call.into_changed();
        if answer.is_ok() && !changed.is_empty() {
            // It is done and on disk: a screen that cannot be told does not undo it.
            let _ = caught(|| {
                (self.host.on_changed)(&changed);
                Ok(())
            });
        }
        answer
    }

    /// Whether the person at the seat may call an operation now: for a screen that asks for something else first, like a place.
    ///
    /// # Errors
    /// The refusal that the call would get at its door.
    pub fn may(&self, name: &str, now: Timestamp) -> Result<(), Refusal> {
        match OPERATIONS.iter().find(|operation| operation.name == name) {
            Some(operation) => self.permitted(operation, now).map(drop),
            None => Ok(()),
        }
    }

    /// Who calls, if they may. A signed-out caller is told to sign in, whatever the operation.
    fn permitted(&self, operation: &Operation, now: Timestamp) -> Result<Option<Actor>, Refusal> {
        let actor = self.current_actor(now);
        let Some(roles) = operation.who.roles() else { return Ok(actor.ok()) };
        let actor = actor?;
        if !roles.contains(&actor.role) {
            let needed = crate::kernel::actor::labels(roles);
            let no = Refusal::not_allowed(format!("这一操作需要{needed}，您的岗位是{}", actor.role.label()));
            self.note_denied(&actor, operation.name, &no, now);
            return Err(no);
        }
        if matches!(operation.who, Who::StepUp(_)) {
            actor.proven_now()?;
        }
        Ok(Some(actor))
    }

    fn note_seen(&self) {
        if let Ok(shop) = self.shop() {
            shop.note_seen();
        }
    }

    /// The open shop.
    ///
    /// # Errors
    /// `locked` when none is open.
    pub fn shop(&self) -> Result<Arc<OpenShop>, Refusal> {
        let shop = self.shop.read().unwrap_or_else(PoisonError::into_inner);
        shop.clone().ok_or_else(|| Refusal::new("locked", "店铺还没有打开：请用系统钥匙串或恢复码打开"))
    }
}

/// An id as the window makes them; anything else would only fill the table.
fn call_id(id: &str, name: &'static str) -> Result<CallId, Refusal> {
    let id = uuid::Uuid::parse_str(id).map_err(|_| Refusal::bad("id", "操作编号无法识别"))?;
    Ok(CallId { id: id.to_string(), name, in_parts: IN_PARTS.contains(&name) })
}
