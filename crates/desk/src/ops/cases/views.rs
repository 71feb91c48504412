//! The ready views of the workbench, one's own queue first, with exact counts. Which states stand in a view is declared by the kinds.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::filter::{Asker, CaseFilter, DUE, Walk};
use crate::capabilities::KINDS;
use crate::kernel::flow::View;
use crate::kernel::kind::Kind;
use crate::kernel::next::states_to_act_in;
use crate::kernel::{Refusal, Role};
use crate::ops::{Call, Nothing};

/// A ready view and how many cases stand in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ViewCount {
    /// Name, as the filter of a list takes it.
    pub name: String,
    /// 中文 label.
    pub label: String,
    /// What stands in it, in a sentence.
    pub says: String,
    /// Holds only the caller's own.
    pub mine: bool,
    /// How many, exactly.
    pub count: i64,
}

/// A ready view.
pub(super) struct Ready {
    name: &'static str,
    label: &'static str,
    says: &'static str,
    picks: Picks,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Picks {
    Mine,
    DueToday,
    Late,
    ToDo,
    States(&'static [View]),
}

const READY: &[Ready] = &[
    Ready { name: "mine", label: "我的队列", says: "由我负责、还没有办结", picks: Picks::Mine },
    Ready { name: "due_today", label: "今天到期", says: "最近的时限在今天、还没有到", picks: Picks::DueToday },
    Ready { name: "late", label: "已超时", says: "最近的时限已经过了", picks: Picks::Late },
    Ready { name: "to_do", label: "等我处理", says: "由我负责，下一步该我的岗位来做", picks: Picks::ToDo },
    Ready { name: "inspect", label: "待验收", says: "退回的商品等着验收", picks: Picks::States(&[View::Inspect]) },
    Ready {
        name: "parts",
        label: "待件 / 超期维修",
        says: "等配件的，和修理超过时限的",
        picks: Picks::States(&[View::Parts, View::Repair]),
    },
    Ready { name: "owed", label: "已承诺未赔", says: "违反了承诺，还没有赔付", picks: Picks::States(&[View::Owed]) },
];

/// States of one kind, all of them or only the late ones.
#[derive(Clone)]
pub(super) struct Pair {
    pub kind: &'static str,
    pub states: Vec<&'static str>,
    pub late: bool,
}

impl Pair {
    pub fn one(kind: &'static Kind, state: &str) -> Option<Pair> {
        Some(Pair { kind: kind.name, states: vec![kind.state(state)?.name], late: false })
    }

    /// The beginnings of its stretches of the index by kind; `now` is the parameter with the instant.
    pub fn stretches(&self, now: &str) -> Vec<String> {
        let late = if self.late { format!("{DUE} < {now} AND ") } else { String::new() };
        self.states.iter().map(|state| format!("kind = '{}' AND state = '{state}' AND {late}", self.kind)).collect()
    }

    /// The same as a condition on a row.
    pub fn condition(&self, now: &str) -> String {
        let states: Vec<String> = self.states.iter().map(|state| format!("'{state}'")).collect();
        let late = if self.late { format!(" AND {DUE} < {now}") } else { String::new() };
        format!("(+kind = '{}' AND +state IN ({}){late})", self.kind, states.join(", "))
    }
}

/// The ready view of this name.
pub(super) fn ready(name: &str) -> Result<&'static Ready, Refusal> {
    READY.iter().find(|view| view.name == name).ok_or_else(|| Refusal::bad("view", "没有这个视图，请从工作台上选一个"))
}

impl Ready {
    fn mine(&self) -> bool {
        matches!(self.picks, Picks::Mine | Picks::ToDo)
    }

    /// What the view asks of every case, whatever its kind.
    pub fn narrow(&self, filter: &mut CaseFilter) {
        match self.picks {
            Picks::DueToday => filter.due_today = true,
            Picks::Late => filter.late = true,
            Picks::Mine | Picks::ToDo => filter.mine = true,
            Picks::States(_) => {}
        }
    }

    /// The states that stand in it; `None` when all do.
    pub fn pairs(&self, role: Role) -> Option<Vec<Pair>> {
        let cases = KINDS.iter().copied().filter(|kind| kind.case.is_some());
        let pairs: Vec<Pair> = match self.picks {
            Picks::Mine | Picks::DueToday | Picks::Late => return None,
            Picks::ToDo => {
                cases.map(|kind| Pair { kind: kind.name, states: states_to_act_in(kind, role).collect(), late: false }).collect()
            }
            Picks::States(views) => cases.flat_map(|kind| views.iter().map(move |view| standing_in(kind, *view))).collect(),
        };
        Some(pairs.into_iter().filter(|pair| !pair.states.is_empty()).collect())
    }
}

fn standing_in(kind: &'static Kind, view: View) -> Pair {
    let states = kind.states.iter().filter(|state| state.view == Some(view)).map(|state| state.name).collect();
    Pair { kind: kind.name, states, late: view == View::Repair }
}

pub(in crate::ops) fn views(call: &Call<'_>, _: Nothing) -> Result<Vec<ViewCount>, Refusal> {
    let asker = Asker { actor: call.actor()?, now: call.now };
    call.read(|tx, _| READY.iter().map(|view| Ok(ViewCount::of(view, count(tx, view, asker)?))).collect())
}

impl ViewCount {
    fn of(view: &Ready, count: i64) -> ViewCount {
        ViewCount { name: view.name.into(), label: view.label.into(), says: view.says.into(), mine: view.mine(), count }
    }
}

fn count(tx: &shounuo_store::Tx<'_>, view: &Ready, asker: Asker<'_>) -> Result<i64, Refusal> {
    let walk = Walk::of(&CaseFilter { view: Some(view.name.into()), ..CaseFilter::default() }, asker, None)?;
    if walk.stretches.is_empty() {
        return Ok(0);
    }
    let each = walk.all(|from| format!("SELECT count(*) AS many {from}"));
    Ok(tx.count(&format!("SELECT sum(many) FROM ({each})"), &walk.params)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_of_states_has_states_that_stand_in_it() {
        for view in READY {
            let pairs = view.pairs(Role::Manager);
            assert!(pairs.is_none_or(|pairs| pairs.iter().any(|pair| !pair.states.is_empty())), "{}", view.label);
        }
    }

    #[test]
    fn a_repair_under_way_joins_those_that_wait_for_parts_only_once_it_is_late() {
        let pairs = ready("parts").ok().and_then(|view| view.pairs(Role::Technician)).unwrap_or_default();
        let late = |state: &str| pairs.iter().find(|pair| pair.kind == "repair" && pair.states.contains(&state)).map(|pair| pair.late);
        assert_eq!((late("waiting_parts"), late("repairing"), late("ready")), (Some(false), Some(true), None));
    }
}
