//! A shop with records of every kind in every relation to every duty. They come as entries of another seat, through the one
//! door by which a seat takes in what others wrote; every personal field of every one of them holds a value that is unlike
//! anything else, so that it is found wherever it appears.

use serde_json::{Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::field::{Field, FieldType, Mask};
use shounuo_desk::kernel::kind::{Kind, Subject};
use shounuo_desk::kernel::meet::take_in;
use shounuo_desk::kernel::{Refusal, Role, registry};
use shounuo_ledger::{Body, Entry, FieldChange, Hlc, MergeRule, Position, RecordChange, seal};
use shounuo_store::Tx;

use crate::common::Shop;

/// The duties that may stand at the seat: login and role.
pub const DUTIES: &[(&str, Role)] =
    &[("kefu", Role::AfterSales), ("jishi", Role::Technician), ("manager", Role::Manager), ("owner", Role::Owner)];

/// How a record stands to the person who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Made by them.
    Own,
    /// A case in their hands, or a part of it.
    Assigned,
    /// Of the same shop, somebody else's.
    Shop,
    /// A record of another kind, asked for under this one.
    Other,
    /// Ended, withdrawn, deactivated or erased.
    Gone,
    /// Of nobody.
    Unknown,
}

pub const RELATIONS: &[Relation] = &[Relation::Own, Relation::Assigned, Relation::Shop, Relation::Other, Relation::Gone, Relation::Unknown];
/// Those of which there are records.
const KEPT: &[Relation] = &[Relation::Own, Relation::Assigned, Relation::Shop, Relation::Gone];

/// Pieces of the planted values. None of them is part of what any mask leaves.
pub const SECRETS: &[&str] = &["欧阳秘", "199000", "_secret_", "秘密路", "never-shown", "PAYSECRET"];

/// The shop and the ids of its people.
pub struct World {
    pub shop: Shop,
    pub accounts: Vec<(String, String)>,
    the_shop: String,
}

impl World {
    pub fn new() -> World {
        let shop = Shop::new();
        for (login, role) in [("kefu", "after_sales"), ("jishi", "technician"), ("manager", "manager"), ("gone", "after_sales")] {
            shop.person(login, role);
        }
        let people = shop.ok("staff.list", json!({}));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let accounts = people.as_array().unwrap().iter().map(|one| (text(&one["login"]), text(&one["id"]))).collect();
        let the_shop = shop.ok("records.list", json!({ "kind": "shop" }))["rows"][0]["id"].as_str().unwrap().to_owned();
        let world = World { shop, accounts, the_shop };
        let open = world.shop.bench.shop().unwrap();
        open.store
            .write(|tx| {
                for entry in world.entries(tx)? {
                    let record = entry.body.record.clone();
                    take_in(tx, vec![entry]).map_err(|no| Refusal::new("planting", format!("{record}: {no}")))?;
                }
                Ok::<_, Refusal>(())
            })
            .unwrap();
        world
    }

    pub fn account(&self, login: &str) -> String {
        self.accounts.iter().find(|(known, _)| known == login).unwrap().1.clone()
    }

    /// The id to ask for: of this kind, in this relation to the person with this login.
    pub fn id(&self, kind: &Kind, relation: Relation, login: &str) -> String {
        let login = DUTIES.iter().find(|(known, _)| *known == login).map_or("kefu", |(known, _)| known);
        match (kind.name, relation) {
            (_, Relation::Unknown) => "00000000-0000-7000-8000-000000000000".into(),
            (name, Relation::Other) => {
                let other = if name == "consumer" { "goods" } else { "consumer" };
                self.id(registry::kind(other).unwrap(), Relation::Shop, login)
            }
            ("shop", _) => self.the_shop.clone(),
            ("account", Relation::Own | Relation::Assigned) => self.account(login),
            ("account", Relation::Gone) => self.account("gone"),
            ("account", _) => self.account("owner"),
            (name, relation) => planted_id(name, relation, login),
        }
    }

    fn entries(&self, tx: &Tx<'_>) -> Result<Vec<Entry>, Refusal> {
        let (mut prev, mut all) = (String::new(), Vec::new());
        for kind in KINDS.iter().copied().filter(|kind| !matches!(kind.name, "shop" | "account")) {
            for relation in KEPT {
                for (login, _) in DUTIES {
                    let seq = all.len() as u64 + 1;
                    let entry = seal(self.body(tx, kind, *relation, login, seq)?, prev).unwrap();
                    prev = entry.hash.clone();
                    all.push(entry);
                }
            }
        }
        Ok(all)
    }

    fn body(&self, tx: &Tx<'_>, kind: &'static Kind, relation: Relation, login: &str, seq: u64) -> Result<Body, Refusal> {
        let id = planted_id(kind.name, relation, login);
        let now = self.shop.now().as_millisecond();
        let mut fields = vec![change("state", state(kind, relation).into(), MergeRule::Guarded)];
        if !kind.prefix.is_empty() {
            fields.push(change("number", format!("{}-PP-{seq:05}", kind.prefix).into(), MergeRule::Guarded));
        }
        let subject = match kind.subject {
            Subject::In(_) => planted_id("consumer", relation, login),
            Subject::Itself | Subject::Nobody => id.clone(),
        };
        for field in kind.fields {
            let value = self.value(kind, field, (relation, login), seq);
            let value = if field.personal { tx.seal("planted-seat", &subject, &value)? } else { value };
            fields.push(change(field.name, value, field.merge));
        }
        let actor = if relation == Relation::Own { self.account(login) } else { self.account("owner") };
        let case = (kind.case.is_some()).then(|| id.clone()).or_else(|| parent(kind).map(|of| planted_id(of, relation, login)));
        Ok(Body {
            version: 1,
            at: Position { device: "planted-seat".into(), epoch: 1, seq },
            hlc: Hlc(((u64::try_from(now).unwrap() + 1_000) << 16) + seq),
            wall_ms: now,
            actor,
            via: "window".into(),
            kind: kind.name.into(),
            record: id.clone(),
            case,
            // A batch is taken back from where its own entry stands.
            event: if kind.name == "import_batch" { "commit" } else { "planted" }.into(),
            asked: json!({}),
            changes: vec![RecordChange { kind: kind.name.into(), id, new: true, fields }],
            cause: None,
        })
    }

    fn value(&self, kind: &Kind, field: &Field, (relation, login): (Relation, &str), seq: u64) -> Value {
        if field.personal || field.mask != Mask::Open {
            // An erased person has nothing left.
            return if kind.name == "consumer" && relation == Relation::Gone { Value::Null } else { secret(field, seq) };
        }
        let of_case = kind.case.as_ref().is_some_and(|look| look.owner == field.name);
        match field.ty {
            _ if of_case => self.account(if relation == Relation::Assigned { login } else { "owner" }).into(),
            FieldType::Ref("account") => self.account("owner").into(),
            FieldType::Ref("shop") => self.the_shop.clone().into(),
            FieldType::Ref(of) => planted_id(of, relation, login).into(),
            _ if field.name == "case_id" => parent(kind).map_or(Value::Null, |of| planted_id(of, relation, login).into()),
            _ if field.name == "of_kind" => parent(kind).into(),
            _ => plain(field, seq),
        }
    }
}

fn plain(field: &Field, seq: u64) -> Value {
    match field.ty {
        FieldType::Text if field.name.ends_with("sha256") => format!("{seq:064}").into(),
        FieldType::Text | FieldType::LongText => format!("样值{seq}{}", field.name).into(),
        FieldType::Int | FieldType::Money => json!(2_030 + seq),
        FieldType::Date => "2026-11-11".into(),
        FieldType::Instant => "2026-11-20T02:00:00Z".into(),
        // What came masked from a platform is not found by its whole number.
        FieldType::Bool => (field.name != "masked").into(),
        FieldType::Choice(of) => of[0].0.into(),
        FieldType::Checks(of) => {
            of.iter().map(|(item, answers)| ((*item).to_owned(), json!(answers[0]))).collect::<serde_json::Map<_, _>>().into()
        }
        FieldType::Json => json!([]),
        FieldType::Ref(_) => Value::Null,
    }
}

/// A personal value that no other field holds.
pub fn secret(field: &Field, seq: u64) -> Value {
    let at = format!("{:05}", (seq * 67 + field.name.len() as u64) % 100_000);
    match field.mask {
        Mask::Name => format!("欧阳秘{at}").into(),
        Mask::Phone => format!("199000{at}").into(),
        Mask::Account => format!("tb_secret_{at}").into(),
        Mask::Address => format!("浙江省杭州市西湖区秘密路{at}号").into(),
        Mask::Words => format!("请回电 199000{at} 找人").into(),
        Mask::Hidden => format!("never-shown-{at}").into(),
        Mask::Open if field.ty == FieldType::Json => json!({ "买家支付账号": format!("PAYSECRET{at}") }),
        Mask::Open => format!("欧阳秘{at}").into(),
    }
}

fn change(field: &str, new: Value, rule: MergeRule) -> FieldChange {
    FieldChange { field: field.into(), old: Value::Null, new, rule }
}

fn planted_id(kind: &str, relation: Relation, login: &str) -> String {
    format!("planted-{kind}-{relation:?}-{login}")
}

fn state(kind: &Kind, relation: Relation) -> &'static str {
    let ended = kind.states.iter().rev().find(|state| state.ended).filter(|_| relation == Relation::Gone);
    ended.or(kind.states.first()).map_or("active", |state| state.name)
}

/// The kind of the case that a record of this kind is a part of.
pub fn parent(kind: &Kind) -> Option<&'static str> {
    let field = kind.field("case_id")?;
    match field.ty {
        FieldType::Ref(of) => Some(of),
        _ => Some("quality_case"),
    }
}
