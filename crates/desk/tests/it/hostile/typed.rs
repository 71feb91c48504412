//! The same texts typed: kept as typed, or refused with the field's name; in every text that a step of any flow asks for.

use serde_json::{Map, Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::field::{Field, FieldType};
use shounuo_desk::kernel::flow::Step;
use shounuo_desk::kernel::kind::Kind;
use shounuo_desk::kernel::{Actor, Deed, Refusal, Role, perform, registry};
use shounuo_desk::workbench::OpenShop;
use shounuo_store::Tx;

use super::texts::{as_typed, flooded_kinds, id_of, other_value, room};
use crate::common::Shop;

const PLAIN: &str = "平常的话1234";

/// What came of typing.
#[derive(Default)]
pub struct Typed {
    /// Texts kept as typed.
    pub kept: usize,
    /// Texts refused.
    pub refused: usize,
    /// Fields typed into.
    pub fields: usize,
    /// Fields of steps that plain answers do not open.
    pub closed: Vec<String>,
    /// What was kept otherwise than typed, or refused without naming its field.
    pub faults: Vec<String>,
}

/// A step that can be taken: on which record, with which answers to everything but its texts.
struct Way<'w> {
    shop: &'w OpenShop,
    tx: &'w Tx<'w>,
    now: jiff::Timestamp,
    kind: &'static Kind,
    step: &'static Step,
    on: Option<String>,
    plain: Map<String, Value>,
}

impl Way<'_> {
    /// Takes the step with these texts and takes it back again. Gives the record as it stood in between.
    fn go(&self, texts: &[(&str, &str)]) -> Result<shounuo_store::Row, Refusal> {
        let mut input = self.plain.clone();
        input.extend(texts.iter().map(|(name, text)| ((*name).to_owned(), json!(text))));
        let owner =
            Actor { id: "owner".into(), name: "林店主".into(), role: Role::Owner, via: "window", behind: String::new(), proven: true };
        let deed =
            Deed { id: self.on.clone(), by_rule: !self.step.by.contains(&Role::Owner), ..Deed::create(self.kind, self.step.event, input) };
        let mut stood = shounuo_store::Row::new();
        let tried = self.tx.attempt(|| {
            let done = perform(&self.shop.seat, self.tx, &owner, self.now, deed)?;
            stood = self.tx.record(registry::shape(self.kind), &done.id)?.unwrap_or_default();
            Err::<(), _>(Refusal::new("taken_back", ""))
        });
        match tried {
            Err(no) if no.code != "taken_back" => Err(no),
            _ => Ok(stood),
        }
    }
}

/// Types texts into every text that a step asks for.
pub fn type_everywhere(shop: &Shop, texts: &[String]) -> Typed {
    let open = shop.bench.shop().unwrap();
    let mut typed = Typed::default();
    for kind in KINDS {
        let steps: Vec<(&Step, Vec<&Field>)> = kind
            .flow
            .iter()
            .map(|step| (step, step.asks.iter().filter(|field| room(field.ty).is_some()).collect::<Vec<_>>()))
            .filter(|(_, asked)| !asked.is_empty())
            .collect();
        for (at, (step, asked)) in steps.iter().enumerate() {
            // One check serves all steps, and every text is stored in every field elsewhere: the steps of a kind share the texts.
            let share: Vec<String> = texts.iter().skip(at).step_by(steps.len().max(8)).cloned().collect();
            let forgotten = open.store.write(|tx| {
                match way(&open, tx, shop.now(), kind, step, texts.len()) {
                    Some(way) => type_into(&way, asked, &share, &mut typed),
                    None => typed.closed.extend(asked.iter().map(|field| format!("{}.{}.{}", kind.name, step.event, field.name))),
                }
                Err::<(), _>(Refusal::new("taken_back", ""))
            });
            assert_eq!(forgotten.unwrap_err().code, "taken_back");
        }
    }
    typed
}

/// A record in the state the step leaves from and answers with which it is taken; `None` when plain answers do not do.
fn way<'w>(
    shop: &'w OpenShop,
    tx: &'w Tx<'w>,
    now: jiff::Timestamp,
    kind: &'static Kind,
    step: &'static Step,
    most: usize,
) -> Option<Way<'w>> {
    let account = tx.value("SELECT id FROM account", &[]).ok()?;
    let account = account.as_str()?;
    let states: Vec<&str> = kind.states.iter().map(|state| state.name).collect();
    let flooded = flooded_kinds().any(|flooded| flooded.name == kind.name);
    let fits = |which: &usize| step.from.contains(states.get(which % states.len().max(1)).unwrap_or(&""));
    let records: Vec<Option<String>> = if step.creates() {
        vec![None]
    } else if flooded {
        (0..most).filter(fits).take(6).map(|which| Some(id_of(kind, which))).collect()
    } else {
        let sql = format!("SELECT id FROM {} ORDER BY id LIMIT 1", kind.name);
        tx.value(&sql, &[]).ok()?.as_str().map(|id| vec![Some(id.to_owned())])?
    };
    for on in records {
        for (all, which) in [(true, 0), (false, 0), (true, 1)] {
            let plain = step
                .asks
                .iter()
                .filter(|field| all || field.required)
                .filter_map(|field| Some((field.name.to_owned(), plain_value(field, which, account)?)))
                .collect();
            let way = Way { shop, tx, now, kind, step, on: on.clone(), plain };
            if way.go(&[]).is_ok() {
                return Some(way);
            }
        }
    }
    None
}

fn plain_value(field: &Field, which: usize, account: &str) -> Option<Value> {
    match field.ty {
        FieldType::Text | FieldType::LongText => Some(json!(PLAIN)),
        FieldType::Choice(of) => Some(json!(of[which % of.len()].0)),
        FieldType::Json => None,
        _ => other_value(field, which, account),
    }
}

fn type_into(way: &Way<'_>, asked: &[&Field], texts: &[String], typed: &mut Typed) {
    typed.fields += asked.len();
    let (free, picky): (Vec<&Field>, Vec<&Field>) = asked.iter().copied().partition(|field| way.go(&[(field.name, &texts[0])]).is_ok());
    together(way, &free, texts, typed);
    for field in &free {
        for text in texts.iter().filter(|text| as_typed(text, field.ty).is_none()) {
            let no = way.go(&[(field.name, text)]).err().filter(|no| no.code == "bad_input" && no.field.as_deref() == Some(field.name));
            if no.is_none() {
                typed.faults.push(format!("{}.{} takes {text:?}", way.step.event, field.name));
            }
            typed.refused += 1;
        }
    }
    // A platform, a code that stands already: what means something is refused for its own reasons.
    for field in picky {
        for text in texts {
            match way.go(&[(field.name, text)]) {
                Ok(_) => typed.kept += 1,
                Err(no) => {
                    let ours = matches!(no.code.as_str(), "internal" | "store" | "bad_output");
                    assert!(!ours, "{}.{}.{} {text:?}: {no:?}", way.kind.name, way.step.event, field.name);
                    typed.refused += 1;
                }
            }
        }
    }
}

/// All free fields at once, each with another text, until each has met every text that it takes.
fn together(way: &Way<'_>, free: &[&Field], texts: &[String], typed: &mut Typed) {
    let taken =
        |ty: FieldType| texts.iter().filter(move |text| as_typed(text, ty).is_some_and(|kept| !kept.is_empty())).collect::<Vec<_>>();
    let lists: Vec<Vec<&String>> = free.iter().map(|field| taken(field.ty)).collect();
    // What a step takes from elsewhere (the order's number, when an order is named) is not what was typed.
    let keeps = |field: &&&Field| way.go(&[(field.name, PLAIN)]).is_ok_and(|stood| stood.get(field.name) == Some(&json!(PLAIN)));
    let own: Vec<&str> = free.iter().filter(keeps).map(|field| field.name).collect();
    for which in 0..lists.iter().map(Vec::len).max().unwrap_or(0) {
        let given: Vec<(&str, &str)> = free
            .iter()
            .zip(&lists)
            .enumerate()
            .map(|(at, (field, list))| (field.name, list[(which + at * 43) % list.len()].as_str()))
            .collect();
        let stood = match way.go(&given) {
            Ok(stood) => stood,
            Err(no) => {
                if !no.message.contains("已经登记过") {
                    typed.faults.push(format!("{}.{} with {given:?}: {no:?}", way.kind.name, way.step.event));
                }
                typed.refused += 1;
                continue;
            }
        };
        for (field, (_, text)) in free.iter().zip(&given) {
            let held = stood.get(field.name).and_then(Value::as_str);
            if own.contains(&field.name) && held != as_typed(text, field.ty).as_deref() {
                typed.faults.push(format!("{}.{} holds {held:?} for {text:?}", way.kind.name, field.name));
            }
            typed.kept += 1;
        }
    }
}
