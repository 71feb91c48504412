//! Duties, and who acts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::refusal::Refusal;

/// What a person (or the app itself) is allowed to do, by duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 客服
    AfterSales,
    /// 维修技师
    Technician,
    /// 经理
    Manager,
    /// 店主
    Owner,
    /// 系统: the app itself, by rule
    System,
}

use Role::{AfterSales, Manager, Owner, System, Technician};

/// Everybody of the shop.
pub const EVERYONE: &[Role] = &[AfterSales, Technician, Manager, Owner];
/// Those who answer consumers.
pub const COUNTER: &[Role] = &[AfterSales, Manager, Owner];
/// Those who decide.
pub const DECIDERS: &[Role] = &[Manager, Owner];
/// The owner alone.
pub const OWNER: &[Role] = &[Owner];
/// The app alone.
pub const BY_RULE: &[Role] = &[System];

impl Role {
    /// The roles a person can hold.
    pub const PERSONS: &'static [Role] = EVERYONE;

    /// Chinese name of the duty.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            AfterSales => "客服",
            Technician => "维修技师",
            Manager => "经理",
            Owner => "店主",
            System => "系统",
        }
    }

    /// Name as stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            AfterSales => "after_sales",
            Technician => "technician",
            Manager => "manager",
            Owner => "owner",
            System => "system",
        }
    }

    /// The role with this stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Role> {
        [AfterSales, Technician, Manager, Owner, System].into_iter().find(|role| role.name() == name)
    }
}

/// The names of several roles, for refusals and tables.
#[must_use]
pub fn labels(roles: &[Role]) -> String {
    roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、")
}

/// Who does something, and through which surface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Account id, or the name of the service principal.
    pub id: String,
    /// The person's name as the shop knows it.
    pub name: String,
    /// Duty.
    pub role: Role,
    /// `window`, `cli` or `system`.
    pub via: &'static str,
    /// Of the app itself: the name of the person whose step it follows; empty when time brought it about.
    pub behind: String,
    /// Typed the password at this seat a moment ago, or acts by a key or a rule: the grave steps are open.
    pub proven: bool,
}

impl Actor {
    /// The app itself, acting on a rule.
    #[must_use]
    pub fn system() -> Actor {
        Actor { id: "system".into(), name: "系统".into(), role: System, via: "system", behind: String::new(), proven: true }
    }

    /// The app itself, doing what follows from a person's step.
    #[must_use]
    pub fn system_after(&self) -> Actor {
        Actor { behind: self.person().to_owned(), ..Actor::system() }
    }

    /// Lets through who typed the password a moment ago.
    ///
    /// # Errors
    /// `step_up`: the same call succeeds after `session.step_up`.
    pub fn proven_now(&self) -> Result<(), Refusal> {
        if self.proven { Ok(()) } else { Err(Refusal::new("step_up", "这一步要再输入一次密码")) }
    }

    /// Name of the person who acts, or whose step this follows.
    #[must_use]
    pub fn person(&self) -> &str {
        if self.role == System { &self.behind } else { &self.name }
    }
}
