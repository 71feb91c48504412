//! What happens in the shop, gathered case by case and then lived in the order of time.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use super::Demo;
use crate::kernel::Refusal;

/// How often the story looks what time has brought about; a running shop looks every minute.
const A_WEEK: jiff::SignedDuration = jiff::SignedDuration::from_hours(7 * 24);

/// Ids of what was made, by the name the story gives it.
pub(super) type Ids = BTreeMap<String, String>;

/// Works out the input of a step when its time comes: only then is known what it depends on.
pub(super) type Input = Box<dyn Fn(&Demo<'_>, &Ids) -> Result<Value, Refusal>>;

struct Happening {
    at: Timestamp,
    turn: usize,
    who: &'static str,
    /// Name of the record in the story; made by the step when it is not known yet.
    record: String,
    kind: &'static str,
    /// Empty when nothing is done: a record that another step made gets its name.
    event: &'static str,
    input: Input,
}

/// Everything that is to happen.
#[derive(Default)]
pub(super) struct Story {
    happenings: Vec<Happening>,
}

/// One record's part of the story: each step comes some minutes after the one before.
pub(super) struct Thread<'s> {
    pub story: &'s mut Story,
    pub record: String,
    pub kind: &'static str,
    pub at: Timestamp,
}

impl Story {
    /// The part of a record, beginning at this time.
    pub fn thread(&mut self, kind: &'static str, record: String, at: Timestamp) -> Thread<'_> {
        Thread { story: self, record, kind, at }
    }

    /// Gives a name to a record that another step has made by then; `which` says its id.
    pub fn known_later(&mut self, at: Timestamp, record: String, which: Input) {
        let turn = self.happenings.len();
        self.happenings.push(Happening { at, turn, who: "", record, kind: "", event: "", input: which });
    }

    /// Lives all of it, in the order of time.
    ///
    /// # Errors
    /// The first refusal, named by what it refused.
    pub fn live(mut self, demo: &Demo<'_>, ids: &mut Ids) -> Result<(), Refusal> {
        self.happenings.sort_by_key(|happening| (happening.at, happening.turn));
        let mut looked = Timestamp::MIN;
        for happening in self.happenings {
            if happening.at.min(demo.last()).duration_since(looked) >= A_WEEK {
                looked = happening.at.min(demo.last());
                demo.look_at_the_time(looked)?;
            }
            let Happening { at, who, record, kind, event, input, .. } = happening;
            let at = at.min(demo.last());
            let input = input(demo, ids)?;
            if event.is_empty() {
                ids.insert(record, input.as_str().unwrap_or_default().to_owned());
                continue;
            }
            let known = ids.get(&record).map(String::as_str);
            let done = demo.act(who, at, kind, known, event, input).map_err(|no| named(no, &record, event))?;
            ids.insert(record, done);
        }
        demo.look_at_the_time(demo.last())
    }
}

fn named(no: Refusal, record: &str, event: &str) -> Refusal {
    Refusal { message: format!("{record} {event}：{}", no.message), ..no }
}

impl Thread<'_> {
    /// A step with an input known beforehand, `minutes` after the one before.
    pub fn then(&mut self, minutes: i64, who: &'static str, event: &'static str, input: Value) -> &mut Self {
        self.then_with(minutes, who, event, Box::new(move |_, _| Ok(input.clone())))
    }

    /// A step whose input is worked out when its time comes.
    pub fn then_with(&mut self, minutes: i64, who: &'static str, event: &'static str, input: Input) -> &mut Self {
        self.at += jiff::SignedDuration::from_mins(minutes);
        let turn = self.story.happenings.len();
        let (record, kind, at) = (self.record.clone(), self.kind, self.at);
        self.story.happenings.push(Happening { at, turn, who, record, kind, event, input });
        self
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
        let own = (std::mem::replace(&mut self.record, record), std::mem::replace(&mut self.kind, kind));
        self.then_with(minutes, who, event, input);
        (self.record, self.kind) = own;
        self
    }
}

/// A field of a record of the story as it stands.
pub(super) fn field_of(demo: &Demo<'_>, kind: &str, id: &str, field: &str) -> Result<Value, Refusal> {
    let kind = crate::kernel::registry::kind(kind)?;
    demo.bench.shop()?.store.read(|tx| Ok(tx.record_value(crate::kernel::registry::shape(kind), id, field)?))
}
