//! The state table as data: states, guards, steps, clock rules.

use super::actor::Role;
use super::field::Field;
use super::refusal::Refusal;
use super::work::Work;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A state of a kind.
#[derive(Debug, Clone, Copy)]
pub struct State {
    /// Stored name.
    pub name: &'static str,
    /// 中文 label.
    pub label: &'static str,
    /// Nothing more is expected: the record leaves the queue.
    pub ended: bool,
    /// The ready view of the workbench that its cases stand in.
    pub view: Option<View>,
}

/// The ready views that states lead to. The others (due today, late, mine) follow from limits and owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// 待验收: goods came back and wait to be looked at.
    Inspect,
    /// 待件: work waits for parts.
    Parts,
    /// A repair under way: it joins those that wait for parts once its limit is past (超期维修).
    Repair,
    /// 已承诺未赔: a promise was broken and what it costs is still owed.
    Owed,
}

impl State {
    /// Its cases stand in this ready view.
    #[must_use]
    pub const fn in_view(mut self, view: View) -> Self {
        self.view = Some(view);
        self
    }
}

/// A state in which something is still to be done.
#[must_use]
pub const fn open(name: &'static str, label: &'static str) -> State {
    State { name, label, ended: false, view: None }
}

/// A state at the end of the flow.
#[must_use]
pub const fn ended(name: &'static str, label: &'static str) -> State {
    State { name, label, ended: true, view: None }
}

/// A condition of a step: answers yes, or a refusal with its words. Sees the record, never the input.
#[derive(Clone, Copy)]
pub struct Guard {
    /// Short name, as the refusal carries it.
    pub name: &'static str,
    /// What it demands, in Chinese, for the table of the flow.
    pub says: &'static str,
    /// The test.
    pub test: fn(&Work<'_>) -> Result<(), Refusal>,
}

/// The three lanes of deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// 法: set by law
    Law,
    /// 平: set by the platform
    Platform,
    /// 诺: promised by the shop
    Promise,
}

impl Lane {
    /// Stored name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Lane::Law => "law",
            Lane::Platform => "platform",
            Lane::Promise => "promise",
        }
    }
}

/// A deadline that a step starts.
#[derive(Clone, Copy)]
pub struct ClockRule {
    /// Short name, unique within the kind.
    pub code: &'static str,
    /// 中文 label.
    pub label: &'static str,
    /// Its lane.
    pub lane: Lane,
    /// What happens when it runs out.
    pub at_zero: &'static str,
    /// What it rests on.
    pub clause: &'static str,
    /// When it is due; `None` when the deadline does not apply to this record.
    pub due: fn(&Work<'_>) -> Result<Option<Timestamp>, Refusal>,
}

/// What a step does besides moving the state.
pub type Effect = fn(&mut Work<'_>) -> Result<(), Refusal>;

/// One row of the state table: from, event, guard, to, who may, clocks, clause.
#[derive(Clone, Copy)]
pub struct Step {
    /// Event name.
    pub event: &'static str,
    /// The verb on the button.
    pub label: &'static str,
    /// States it may start from; empty when it creates the record.
    pub from: &'static [&'static str],
    /// State it leads to; empty when the state stays.
    pub to: &'static str,
    /// Who may.
    pub by: &'static [Role],
    /// What it asks for. Fields of the kind are set on the record; others are for the effect.
    pub asks: &'static [Field],
    /// Conditions.
    pub guards: &'static [Guard],
    /// What it does.
    pub effect: Option<Effect>,
    /// Deadlines it starts.
    pub starts: &'static [ClockRule],
    /// Deadlines it stops, by code; `*` for all that run.
    pub stops: &'static [&'static str],
    /// Deadlines it sets anew, by code: stopped, and started again as far as there still is a limit.
    pub resets: &'static [&'static str],
    /// Papers it issues, by name, right after the step.
    pub issues: &'static [&'static str],
    /// Clause it rests on.
    pub clause: &'static str,
    /// Grave: the screen asks once more.
    pub grave: bool,
    /// Part of a larger operation, never done by itself on a record.
    pub internal: bool,
    /// Beside the way: an exit or a detour, never what the record waits for.
    pub aside: bool,
    /// The password is asked for again, unless it was typed a moment ago.
    pub again: bool,
}

/// Begins a row of a state table.
#[must_use]
pub const fn on(event: &'static str, label: &'static str) -> Step {
    Step {
        event,
        label,
        from: &[],
        to: "",
        by: &[],
        asks: &[],
        guards: &[],
        effect: None,
        starts: &[],
        stops: &[],
        resets: &[],
        issues: &[],
        clause: "",
        grave: false,
        internal: false,
        aside: false,
        again: false,
    }
}

impl Step {
    /// The states it may start from. Without this the step creates the record.
    #[must_use]
    pub const fn from(mut self, states: &'static [&'static str]) -> Self {
        self.from = states;
        self
    }

    /// The state it leads to. Without this the state stays.
    #[must_use]
    pub const fn to(mut self, state: &'static str) -> Self {
        self.to = state;
        self
    }

    /// Who may.
    #[must_use]
    pub const fn by(mut self, roles: &'static [Role]) -> Self {
        self.by = roles;
        self
    }

    /// What it asks for.
    #[must_use]
    pub const fn asks(mut self, fields: &'static [Field]) -> Self {
        self.asks = fields;
        self
    }

    /// Its conditions.
    #[must_use]
    pub const fn guard(mut self, guards: &'static [Guard]) -> Self {
        self.guards = guards;
        self
    }

    /// What it does besides moving the state.
    #[must_use]
    pub const fn then(mut self, effect: Effect) -> Self {
        self.effect = Some(effect);
        self
    }

    /// Deadlines it starts.
    #[must_use]
    pub const fn starts(mut self, clocks: &'static [ClockRule]) -> Self {
        self.starts = clocks;
        self
    }

    /// Deadlines it stops, by code; `*` for all that run.
    #[must_use]
    pub const fn stops(mut self, codes: &'static [&'static str]) -> Self {
        self.stops = codes;
        self
    }

    /// Deadlines it sets anew: unlike [`Step::stops`], a clock does not run on when there is no limit any more.
    #[must_use]
    pub const fn resets(mut self, codes: &'static [&'static str]) -> Self {
        self.resets = codes;
        self
    }

    /// Papers it issues right after the step, in the same transaction: what a paper needs and does not find refuses the step.
    #[must_use]
    pub const fn issues(mut self, papers: &'static [&'static str]) -> Self {
        self.issues = papers;
        self
    }

    /// The clause it rests on.
    #[must_use]
    pub const fn cites(mut self, clause: &'static str) -> Self {
        self.clause = clause;
        self
    }

    /// The screen asks once more before it.
    #[must_use]
    pub const fn grave(mut self) -> Self {
        self.grave = true;
        self
    }

    /// Part of a larger operation (an import, taking it back), never done by itself on a record.
    #[must_use]
    pub const fn internal(mut self) -> Self {
        self.internal = true;
        self
    }

    /// Beside the way: an exit or a detour, never what the record waits for.
    #[must_use]
    pub const fn aside(mut self) -> Self {
        self.aside = true;
        self
    }

    /// Moves money, rights or what cannot be brought back: only who typed the password a moment ago takes it.
    #[must_use]
    pub const fn again(mut self) -> Self {
        self.again = true;
        self
    }

    /// Whether it creates the record.
    #[must_use]
    pub fn creates(&self) -> bool {
        self.from.is_empty()
    }
}
