//! Which cases: the filter of the lists, and the stretches of an index in which they lie. Every stretch is walked in the order
//! of the page, so that no table is read whole and none is sorted.

use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

use super::views::{self, Pair};
use crate::capabilities::KINDS;
use crate::kernel::flow::Lane;
use crate::kernel::kind::Kind;
use crate::kernel::work::{china, china_date};
use crate::kernel::{Actor, Refusal};

/// Which cases.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct CaseFilter {
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this state.
    pub state: Option<String>,
    /// `open`, `ended` or `all`; open when absent.
    pub which: Option<String>,
    /// Only the caller's own.
    #[ts(optional, as = "Option<bool>")]
    pub mine: bool,
    /// Only those of this person.
    pub owner: Option<String>,
    /// Only those whose nearest limit is in this lane.
    pub lane: Option<Lane>,
    /// Only open ones past their nearest limit.
    #[ts(optional, as = "Option<bool>")]
    pub late: bool,
    /// Only open ones whose nearest limit is still to come today.
    #[ts(optional, as = "Option<bool>")]
    pub due_today: bool,
    /// Only those with a limit before this instant (UTC).
    pub due_before: Option<String>,
    /// Only those of a ready view, by its name (`cases.views`).
    pub view: Option<String>,
    /// Only those of this consumer.
    pub consumer: Option<String>,
    /// Only those on this order.
    pub order: Option<String>,
    /// Words to find, as in the search.
    pub words: Option<String>,
    /// A list of numbers: of cases, orders, parcels, serials… At most 500.
    #[ts(optional, as = "Option<Vec<String>>")]
    pub numbers: Vec<String>,
    /// Key of the last row of the page before.
    pub after: Option<String>,
}

/// Who asks, and when.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    pub actor: &'a Actor,
    pub now: Timestamp,
}

/// A filter as SQL: the index to walk (none when cases are looked up by id), its stretches, further conditions, parameters.
pub(super) struct Walk {
    pub index: Option<&'static str>,
    pub stretches: Vec<String>,
    pub conditions: String,
    pub params: Vec<Value>,
}

/// The limit as the indexes hold it: '9999' stands for "no limit".
pub(super) const DUE: &str = "ifnull(due_at, '9999')";

impl Walk {
    /// The stretches of a filter. `ids` are the cases that its words or numbers led to.
    ///
    /// # Errors
    /// When there is no such view.
    pub fn of(filter: &CaseFilter, asker: Asker<'_>, ids: Option<Vec<String>>) -> Result<Walk, Refusal> {
        let view = filter.view.as_deref().map(views::ready).transpose()?;
        let mut asked = filter.clone();
        if let Some(view) = view {
            view.narrow(&mut asked);
        }
        let mut walk = Walk { index: None, stretches: Vec::new(), conditions: String::new(), params: Vec::new() };
        let pairs = pairs(&asked, view, asker);
        walk.choose(&asked, asker, pairs.as_deref(), ids);
        walk.bound(&asked, asker);
        walk.hide(asker);
        Ok(walk)
    }

    /// A statement over all stretches: `branch` makes the one of a stretch from its `FROM … WHERE …`.
    pub fn all(&self, branch: impl Fn(&str) -> String) -> String {
        let index = self.index.map(|index| format!(" INDEXED BY {index}")).unwrap_or_default();
        let from = |stretch: &String| branch(&format!("FROM case_index{index} WHERE {stretch}{}", self.conditions));
        self.stretches.iter().map(from).collect::<Vec<_>>().join(" UNION ALL ")
    }

    /// A parameter, as the statement names it.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.params.push(value.into());
        format!("?{}", self.params.len())
    }

    pub fn and(&mut self, condition: &str) {
        self.conditions.push_str(" AND ");
        self.conditions.push_str(condition);
    }

    /// Picks the index that leads to the fewest rows; what it does not decide becomes a condition.
    fn choose(&mut self, asked: &CaseFilter, asker: Asker<'_>, pairs: Option<&[Pair]>, ids: Option<Vec<String>>) {
        // A parameter that no condition names is refused by the engine.
        let any_late = pairs.is_some_and(|pairs| pairs.iter().any(|pair| pair.late));
        let late = if any_late { self.bind(asker.now.to_string()) } else { String::new() };
        let owner = if asked.mine { Some(asker.actor.id.clone()) } else { asked.owner.clone() };
        let named = [
            ("case_by_consumer", "consumer", asked.consumer.clone()),
            ("case_by_order", "\"order\"", asked.order.clone()),
            ("case_by_owner", "owner", owner),
            ("case_by_kind_due", "kind", asked.kind.clone().filter(|_| pairs.is_none())),
            ("case_by_lane", "lane", asked.lane.map(|lane| lane.name().to_owned())),
        ];
        let mut prefixes = vec![String::new()];
        // The plus keeps the engine from walking an index in search of the few cases that are looked up by id.
        let plus = if ids.is_some() { "+" } else { "" };
        if let Some(ids) = ids {
            let ids = self.bind(json!(ids));
            self.and(&format!("id IN (SELECT value FROM json_each({ids}))"));
        } else {
            self.index = Some("case_by_due");
        }
        let mut free = self.index.is_some();
        for (index, column, value) in named {
            // States of kinds are stretches of their own index, when nothing narrower is asked for.
            if let Some(pairs) = pairs.filter(|_| free && index == "case_by_kind_due") {
                (self.index, free) = (Some("case_by_kind"), false);
                prefixes = pairs.iter().flat_map(|pair| pair.stretches(&late)).collect();
            }
            let Some(value) = value else { continue };
            let condition = format!("{plus}{column} = {}", self.bind(value));
            if free {
                (self.index, free) = (Some(index), false);
                prefixes = vec![format!("{condition} AND ")];
            } else {
                self.and(&condition);
            }
        }
        if let Some(pairs) = pairs.filter(|_| self.index != Some("case_by_kind")) {
            let any: Vec<String> = pairs.iter().map(|pair| pair.condition(&late)).collect();
            self.and(&if any.is_empty() { "0".to_owned() } else { format!("({})", any.join(" OR ")) });
        }
        let ended = ended(asked);
        self.stretches = if plus.is_empty() {
            prefixes.iter().flat_map(|prefix| ended.iter().map(move |ended| format!("{prefix}ended = {ended}"))).collect()
        } else {
            vec![format!("+ended IN ({})", if ended.len() > 1 { "0, 1".to_owned() } else { ended[0].to_string() })]
        };
    }

    /// From when until when the nearest limit may be.
    fn bound(&mut self, asked: &CaseFilter, asker: Asker<'_>) {
        if asked.due_today {
            let (from, until) = (self.bind(asker.now.to_string()), self.bind(end_of_today(asker.now).to_string()));
            self.and(&format!("{DUE} >= {from} AND {DUE} < {until}"));
        }
        if asked.late {
            let now = self.bind(asker.now.to_string());
            self.and(&format!("{DUE} < {now}"));
        }
        if let Some(before) = &asked.due_before {
            // The first half is what the index is ordered by and ends the walk; the second keeps "no limit" out.
            let before = self.bind(before.as_str());
            self.and(&format!("{DUE} < {before} AND due_at < {before}"));
        }
    }

    /// Cases that the person may not see are neither listed nor counted.
    fn hide(&mut self, asker: Asker<'_>) {
        let hidden = KINDS.iter().filter(|kind| kind.case.is_some() && !kind.seen_by.contains(&asker.actor.role));
        let names: Vec<String> = hidden.map(|kind| format!("'{}'", kind.name)).collect();
        if !names.is_empty() {
            self.and(&format!("+kind NOT IN ({})", names.join(", ")));
        }
    }
}

/// What is late, or due, is open.
fn ended(asked: &CaseFilter) -> &'static [i64] {
    match asked.which.as_deref() {
        _ if asked.late || asked.due_today => &[0],
        Some("all") => &[0, 1],
        Some("ended") => &[1],
        _ => &[0],
    }
}

/// The states of kinds that are asked for; `None` when any will do.
fn pairs(asked: &CaseFilter, view: Option<&views::Ready>, asker: Asker<'_>) -> Option<Vec<Pair>> {
    let of_view = view.and_then(|view| view.pairs(asker.actor.role));
    let mut pairs = match (of_view, &asked.state) {
        (None, None) => return None,
        (Some(pairs), _) => pairs,
        (None, Some(state)) => {
            let has = |kind: &&&'static Kind| kind.case.is_some() && kind.state(state).is_some();
            KINDS.iter().filter(has).filter_map(|kind| Pair::one(kind, state)).collect()
        }
    };
    if let Some(kind) = &asked.kind {
        pairs.retain(|pair| pair.kind == kind);
    }
    if let Some(state) = &asked.state {
        pairs.iter_mut().for_each(|pair| pair.states.retain(|named| named == state));
        pairs.retain(|pair| !pair.states.is_empty());
    }
    Some(pairs)
}

/// 24:00 of the day in China.
fn end_of_today(now: Timestamp) -> Timestamp {
    let end = china_date(now).tomorrow().ok().and_then(|next| next.to_zoned(china()).ok());
    end.map_or_else(|| now.saturating_add(24.hours()).unwrap_or(now), |end| end.timestamp())
}
