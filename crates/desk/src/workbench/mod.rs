//! The workbench: a shop's folder, who is signed in, and the one way in for window, command line and tests.

mod jobs;
mod session;
mod shop;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use jiff::Timestamp;
use serde_json::Value;
use shounuo_store::vault::{Argon2Cost, Keychain, RecoveryCode};

pub use jobs::{Progress, Run, Runs, Upload, Uploads};
pub use session::{Session, SignedIn};
pub(crate) use shop::object;
pub use shop::{Founding, OpenShop};

use crate::kernel::{Actor, Refusal};
use crate::ops::{Call, CallId, IN_PARTS, OPERATIONS, Who};

/// Told the kinds that changed, after the commit.
pub type TellChanged = Box<dyn Fn(&[String]) + Send + Sync>;

/// What the host gives: where the data lies, what keychain there is, whom to tell of changes.
pub struct Host {
    /// The shop's folder.
    pub dir: PathBuf,
    /// The system's keychain, where there is one.
    pub keychain: Option<Box<dyn Keychain>>,
    /// Cost of stretching the recovery code.
    pub code_cost: Argon2Cost,
    /// Cost of hashing a password.
    pub password_cost: Argon2Cost,
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
    /// The code of a shop just made, until two of its groups were typed back.
    pub(crate) fresh_code: Mutex<Option<RecoveryCode>>,
    nobody: OnceLock<String>,
}

impl Workbench {
    /// A workbench over a folder. Nothing is opened yet.
    #[must_use]
    pub fn new(host: Host) -> Workbench {
        Workbench {
            host,
            shop: RwLock::default(),
            session: Mutex::default(),
            uploads: Uploads::default(),
            runs: Runs::default(),
            fresh_code: Mutex::default(),
            nobody: OnceLock::new(),
        }
    }

    /// Runs an operation by name: permission first, then input, then the work; changes are told after the commit.
    ///
    /// # Errors
    /// The refusal. `unknown_operation` when there is no such operation.
    pub fn call(&self, name: &str, input: Value, bytes: Option<Vec<u8>>, now: Timestamp) -> Result<Value, Refusal> {
        self.call_as(None, name, input, bytes, now)
    }

    /// As [`Workbench::call`], under an id of the caller's: with it the call is done at most once, and `operations.outcome` tells
    /// what became of it when its answer was lost.
    ///
    /// # Errors
    /// As [`Workbench::call`]; `already_done` when a call with this id wrote before, `bad_input` when the id is none.
    pub fn call_as(&self, id: Option<&str>, name: &str, input: Value, bytes: Option<Vec<u8>>, now: Timestamp) -> Result<Value, Refusal> {
        let operation = OPERATIONS.iter().find(|operation| operation.name == name);
        let operation = operation.ok_or_else(|| Refusal::new("unknown_operation", format!("没有“{name}”这个操作")))?;
        let id = id.map(|id| call_id(id, operation.name)).transpose()?;
        let actor = self.permitted(operation.who, now)?;
        let call = Call::new(self, id, actor, now, bytes);
        let answer = (operation.run)(&call, input);
        call.end(answer.is_ok());
        let changed: Vec<String> = call.into_changed();
        if answer.is_ok() && !changed.is_empty() {
            (self.host.on_changed)(&changed);
        }
        answer
    }

    /// Who calls, if they may. A signed-out caller is told to sign in, whatever the operation.
    fn permitted(&self, who: Who, now: Timestamp) -> Result<Option<Actor>, Refusal> {
        let actor = self.current_actor(now);
        match who {
            Who::Anybody => Ok(actor.ok()),
            Who::Roles(roles) => {
                let actor = actor?;
                if roles.contains(&actor.role) {
                    return Ok(Some(actor));
                }
                let needed = crate::kernel::actor::labels(roles);
                Err(Refusal::not_allowed(format!("这一操作需要{needed}，您的岗位是{}", actor.role.label())))
            }
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
