//! The permission matrix: every operation as every principal, on records of every kind in every relation, compared with what is
//! declared; and every answer, whatever its shape, searched for personal values. See `table.rs` for what is expected and
//! `world.rs` for what stands in the shop.

mod answers;
mod fields;
mod steps;
mod table;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::kind::Kind;
use shounuo_desk::kernel::{Actor, Deed, Refusal, Role, perform, registry};
use shounuo_desk::ops::{OPERATIONS, Operation, typescript};

use answers::{Scan, alike, code};
use table::{BY_INPUT, BY_NAME, Of, Row};
use world::{DUTIES, RELATIONS, Relation, World};

/// Everybody who may stand at the seat.
pub const PRINCIPALS: &[&str] = &["kefu", "jishi", "manager", "owner", "signed out", "deactivated", "locked"];
/// The answers of a closed door.
const CLOSED: &[&str] = &["signed_out", "not_allowed", "locked_seat"];

pub fn role_of(principal: &str) -> Option<Role> {
    DUTIES.iter().find(|(login, _)| *login == principal).map(|(_, role)| *role)
}

/// What the door says to a principal before anything else.
fn door(operation: &Operation, principal: &str) -> Option<&'static str> {
    let roles = operation.who.roles()?;
    match (principal, role_of(principal)) {
        ("locked", _) => Some("locked_seat"),
        (_, None) => Some("signed_out"),
        (_, Some(role)) if roles.contains(&role) => None,
        _ => Some("not_allowed"),
    }
}

/// The input type of every operation, from the declaration that the window is generated from.
fn inputs() -> BTreeMap<String, String> {
    let text = typescript();
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.split_once("\": { input: "));
    lines.map(|(name, rest)| (name.to_owned(), rest.split(';').next().unwrap_or_default().to_owned())).collect()
}

fn row(operation: &Operation, inputs: &BTreeMap<String, String>) -> Option<Row> {
    let by_name = BY_NAME.iter().find(|(name, _)| *name == operation.name);
    let input = inputs.get(operation.name)?;
    by_name.or_else(|| BY_INPUT.iter().find(|(ty, _)| ty == input)).map(|(_, row)| *row)
}

/// The matrix while it is gone through.
pub struct Matrix {
    pub world: World,
    pub checks: u64,
    pub differences: Vec<String>,
    pub scan: Scan,
    at: Timestamp,
    /// (operation, kind) that somebody was really shown.
    shown: BTreeSet<(String, &'static str)>,
}

impl Matrix {
    pub fn new() -> Matrix {
        let world = World::new();
        let at = world.shop.now() + SignedDuration::from_secs(2);
        Matrix { world, checks: 0, differences: Vec::new(), scan: Scan::default(), at, shown: BTreeSet::new() }
    }

    pub fn stand(&mut self, principal: &str) {
        let bench = &self.world.shop.bench;
        self.at = self.world.shop.now() + SignedDuration::from_secs(2);
        bench.sign_out();
        let sign_in = |login: &str| bench.sign_in(login, crate::common::PASSWORD, self.at).map(drop).unwrap();
        match principal {
            "signed out" => {}
            "deactivated" => {
                self.on_account("gone", "reactivate");
                sign_in("gone");
                self.on_account("gone", "deactivate");
            }
            "locked" => {
                sign_in("manager");
                self.at += SignedDuration::from_mins(6);
            }
            login => sign_in(login),
        }
    }

    fn on_account(&self, login: &str, event: &str) {
        let (open, id) = (self.world.shop.bench.shop().unwrap(), self.world.account(login));
        let system = Actor { role: Role::Owner, ..Actor::system() };
        let deed = Deed::on(registry::kind("account").unwrap(), &id, event, Default::default());
        // The first time it is active already.
        let _ = open.store.write(|tx| perform(&open.seat, tx, &system, self.at, deed));
    }

    /// One call, its answer searched for personal values.
    pub fn call(&mut self, principal: &str, name: &str, input: Value) -> Result<Value, Refusal> {
        let answer = self.world.shop.bench.call(name, input.clone(), None, self.at);
        let found = self.scan.personal(&answer);
        self.check(found.is_none(), || format!("{name} as {principal} told a personal value: {found:?} for {input}"));
        answer
    }

    pub fn check(&mut self, holds: bool, difference: impl FnOnce() -> String) {
        self.checks += 1;
        if !holds {
            self.differences.push(difference());
        }
    }

    /// The door, and behind it what the row says.
    fn go_through(&mut self, principal: &str, operation: &Operation, row: Row) {
        match row {
            Row::Duty(input) => self.duty(principal, operation, input()),
            Row::Kinds(input) => KINDS.iter().for_each(|kind| self.of_kind(principal, operation, kind, input(kind.name))),
            Row::Record(of, input) => self.records(principal, operation, (of, input), true),
            Row::Quiet(of, input) => self.records(principal, operation, (of, input), false),
            Row::Every(of, input) => self.every(principal, operation, (of, input)),
            Row::Words(input) => self.words(principal, operation, input),
            Row::Steps | Row::Fields => self.duty(principal, operation, json!({})),
        }
    }

    fn duty(&mut self, principal: &str, operation: &Operation, input: Value) {
        let answer = self.call(principal, operation.name, input);
        self.expect_door(principal, operation, &answer, "");
    }

    /// Whether the door was open, as declared.
    fn expect_door(&mut self, principal: &str, operation: &Operation, answer: &Result<Value, Refusal>, on: &str) -> bool {
        let (said, expected) = (code(answer), door(operation, principal));
        let closed = CLOSED.contains(&said.as_str()).then_some(said.as_str());
        let holds = closed == expected || (expected.is_none() && closed == Some("not_allowed") && !on.is_empty());
        self.check(holds, || format!("{} as {principal} {on}: {closed:?}, declared {expected:?}", operation.name));
        expected.is_none()
    }

    fn of_kind(&mut self, principal: &str, operation: &Operation, kind: &'static Kind, input: Value) {
        let answer = self.call(principal, operation.name, input);
        if !self.expect_door(principal, operation, &answer, kind.name) {
            return;
        }
        let seen = role_of(principal).is_some_and(|role| kind.seen_by.contains(&role));
        self.check(seen == answer.is_ok() && (seen || code(&answer) == "not_allowed"), || {
            format!("{} of {} as {principal}: {}, seen: {seen}", operation.name, kind.name, code(&answer))
        });
        if seen {
            self.shown.insert((operation.name.into(), kind.name));
        }
    }

    fn records(&mut self, principal: &str, operation: &Operation, (of, input): (Of, fn(&str, &str) -> Value), told: bool) {
        for kind in KINDS.iter().copied().filter(|kind| of.holds(kind)) {
            let nobody = self.world.id(kind, Relation::Unknown, principal);
            let unknown = self.call(principal, operation.name, input(kind.name, &nobody));
            let unknown = alike(&unknown, &nobody);
            for relation in RELATIONS {
                let id = self.world.id(kind, *relation, principal);
                let answer = self.call(principal, operation.name, input(kind.name, &id));
                if !self.expect_door(principal, operation, &answer, kind.name) {
                    continue;
                }
                let known = role_of(principal).is_none_or(|role| kind.seen_by.contains(&role))
                    && !matches!(relation, Relation::Other | Relation::Unknown);
                let same = alike(&answer, &id) == unknown;
                // A duty that the paper or the step asks for closes the door to the known and the unknown alike.
                let holds = if known { !same || !told || code(&answer) == "not_allowed" } else { same };
                self.check(holds, || {
                    let answers = format!("{} and {unknown}", alike(&answer, &id)).chars().take(300).collect::<String>();
                    format!("{} on {} {relation:?} as {principal}: {answers}", operation.name, kind.name)
                });
                if known && answer.is_ok() {
                    self.shown.insert((operation.name.into(), kind.name));
                }
            }
        }
    }

    fn every(&mut self, principal: &str, operation: &Operation, (of, input): (Of, fn(&str, &str) -> Value)) {
        for kind in KINDS.iter().copied().filter(|kind| of.holds(kind)) {
            for relation in RELATIONS {
                let id = self.world.id(kind, *relation, principal);
                self.duty(principal, operation, input(kind.name, &id));
            }
        }
    }

    /// Looking for a person by what is known of them finds, and shows masked.
    fn words(&mut self, principal: &str, operation: &Operation, input: fn(&str) -> Value) {
        let words = self.world.shop.bench.shop().unwrap().store.read(|tx| {
            let row = tx.row("SELECT name, phone, account, address FROM consumer WHERE phone IS NOT NULL ORDER BY id LIMIT 1", &[])?;
            Ok::<_, Refusal>(row.unwrap())
        });
        let mut words = words.unwrap();
        // What only those who decide, or those of the counter, may see.
        words.insert("colleague".into(), json!("manager甲"));
        words.insert("batch".into(), json!("DR-PP-"));
        for (what, value) in words {
            let answer = self.call(principal, operation.name, input(value.as_str().unwrap()));
            if !self.expect_door(principal, operation, &answer, "") {
                return;
            }
            let (role, text) = (role_of(principal), json!(answer.as_ref().ok()).to_string());
            let hidden = |kind: &&&Kind| role.is_some_and(|role| !kind.seen_by.contains(&role));
            let told = KINDS.iter().filter(hidden).find(|kind| text.contains(&format!("\"kind\":\"{}\"", kind.name)));
            self.check(told.is_none(), || format!("{} as {principal} found a hidden {}", operation.name, told.unwrap().name));
            if operation.name == "search" && matches!(what.as_str(), "name" | "phone" | "account") {
                self.check(text.contains("planted-consumer"), || format!("{principal} does not find a consumer by the {what}"));
            }
        }
    }
}

#[test]
fn the_permission_matrix_has_no_differences() {
    let mut matrix = Matrix::new();
    let inputs = inputs();
    for principal in PRINCIPALS {
        for operation in OPERATIONS {
            let Some(row) = row(operation, &inputs) else {
                panic!(
                    "{} has no row in the permission matrix. Add its input type {:?} to BY_INPUT, or its name to BY_NAME, in \
                     tests/it/matrix/table.rs: which records does it name, and is it told by duty alone?",
                    operation.name,
                    inputs.get(operation.name)
                );
            };
            matrix.stand(principal);
            matrix.go_through(principal, operation, row);
        }
    }
    let steps = steps::go_through(&mut matrix);
    let fields = fields::go_through(&mut matrix);
    figure!(
        "permission matrix: {} operations × {} principals × {} relations × {fields} masked fields ({} kinds, {steps} steps) = {} checks, \
         {} differences; {} answers searched, {} papers and tables opened",
        OPERATIONS.len(),
        PRINCIPALS.len(),
        RELATIONS.len(),
        KINDS.len(),
        matrix.checks,
        matrix.differences.len(),
        matrix.scan.searched,
        matrix.scan.opened,
    );
    println!("really shown: {} operation × kind", matrix.shown.len());
    // The same difference on every record and for everybody is read once.
    let mut read = BTreeSet::new();
    let few: Vec<&String> = matrix.differences.iter().filter(|one| read.insert(one.split(" as ").next())).take(40).collect();
    assert!(few.is_empty(), "{few:#?}");
}
