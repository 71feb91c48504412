//! What happens in the shop, gathered case by case and then lived in the order of time.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shounuo_store::Row;

use super::Demo;
use crate::kernel::{Refusal, registry};

/// How often the story looks what time has brought about; a running shop looks every minute.
const A_WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Ids of what was made, by the name the story gives it.
pub(super) type Ids = BTreeMap<String, String>;

/// Works out the input of a step when its time comes: only then is known what it depends on.
pub(super) type Input = Box<dyn Fn(&Demo<'_>, &Ids) -> Result<Value, Refusal>>;

/// Something that happens.
pub(super) type Doing = Box<dyn Fn(&Demo<'_>, &mut Ids, Timestamp) -> Result<(), Refusal>>;

/// Everything that is to happen.
#[derive(Default)]
pub(super) struct Story {
    happenings: Vec<(Timestamp, Doing)>,
}

/// One record's part of the story: each step comes some minutes after the one before.
pub(super) struct Thread<'s> {
    story: &'s mut Story,
    record: String,
    kind: &'static str,
    at: Timestamp,
}

impl Story {
    /// The part of a record, beginning at this time.
    pub fn thread(&mut self, kind: &'static str, record: String, at: Timestamp) -> Thread<'_> {
        Thread { story: self, record, kind, at }
    }

    /// Something that belongs to no record.
    pub fn happen(&mut self, at: Timestamp, doing: Doing) {
        self.happenings.push((at, doing));
    }

    /// Lives all of it, in the order of time.
    ///
    /// # Errors
    /// The first refusal, named by what it refused.
    pub fn live(mut self, demo: &Demo<'_>, ids: &mut Ids) -> Result<(), Refusal> {
        self.happenings.sort_by_key(|(at, _)| *at);
        let mut looked = Timestamp::MIN;
        for (at, doing) in self.happenings {
            let at = at.min(demo.last());
            if at.duration_since(looked) >= A_WEEK {
                looked = at;
                demo.look_at_the_time(at)?;
            }
            doing(demo, ids, at)?;
        }
        demo.look_at_the_time(demo.last())
    }
}

impl Thread<'_> {
    /// A step with an input known beforehand, `minutes` after the one before.
    pub fn then(&mut self, minutes: i64, who: &'static str, event: &'static str, input: Value) -> &mut Self {
        self.then_with(minutes, who, event, Box::new(move |_, _| Ok(input.clone())))
    }

    /// A step whose input is worked out when its time comes.
    pub fn then_with(&mut self, minutes: i64, who: &'static str, event: &'static str, input: Input) -> &mut Self {
        let (kind, record) = (self.kind, self.record.clone());
        self.aside(minutes, who, kind, record, event, input)
    }

    /// A step on another record, at the same pace: a part of this one, or what it led to.
    pub fn aside(
        &mut self,
        minutes: i64,
        who: &'static str,
        kind: &'static str,
        record: String,
        event: &'static str,
        input: Input,
    ) -> &mut Self {
        self.happen(
            minutes,
            Box::new(move |demo, ids, at| {
                let input = input(demo, ids)?;
                let known = ids.get(&record).map(String::as_str);
                let done = demo.act(who, at, kind, known, event, input).map_err(|no| named(no, &record, event))?;
                ids.insert(record.clone(), done);
                Ok(())
            }),
        )
    }

    /// A part of this record: named `case_id` in its input.
    pub fn part(
        &mut self,
        minutes: i64,
        who: &'static str,
        kind: &'static str,
        part: &str,
        event: &'static str,
        input: Value,
    ) -> &mut Self {
        let (of, record) = (self.record.clone(), self.part_name(part));
        let with_case: Input = Box::new(move |_, ids| {
            let mut input = input.clone();
            if let (Some(fields), Some(id)) = (input.as_object_mut(), ids.get(&of)) {
                fields.entry("case_id").or_insert_with(|| json!(id));
            }
            Ok(input)
        });
        self.aside(minutes, who, kind, record, event, with_case)
    }

    /// Anything else, `minutes` after the step before.
    pub fn happen(&mut self, minutes: i64, doing: Doing) -> &mut Self {
        self.at += SignedDuration::from_mins(minutes);
        self.story.happenings.push((self.at, doing));
        self
    }

    /// The name of this record in the story.
    pub fn name(&self) -> String {
        self.record.clone()
    }

    fn part_name(&self, part: &str) -> String {
        format!("{part} of {}", self.record)
    }
}

fn named(no: Refusal, record: &str, event: &str) -> Refusal {
    Refusal { message: format!("{record} {event}：{}", no.message), ..no }
}

/// A field of a record of the story as it stands.
pub(super) fn field_of(demo: &Demo<'_>, kind: &str, id: &str, field: &str) -> Result<Value, Refusal> {
    let kind = registry::kind(kind)?;
    demo.bench.shop()?.store.read(|tx| Ok(tx.record_value(registry::shape(kind), id, field)?))
}

/// The records of a kind that name a case, in the order in which they were made.
pub(super) fn parts_of(demo: &Demo<'_>, kind: &str, case: &str, state: &str) -> Result<Vec<Row>, Refusal> {
    let kind = registry::kind(kind)?;
    let tail = "case_id = ?1 AND state = ?2 ORDER BY created_ms, id";
    demo.bench.shop()?.store.read(|tx| Ok(tx.records(registry::shape(kind), tail, &[case.into(), state.into()])?))
}
