//! The masked fields: what is revealed to whom, on which records; never what is hidden, never more than an hour allows.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::Role;
use shounuo_desk::kernel::field::{Field, Mask};
use shounuo_desk::kernel::kind::Kind;

use super::answers::code;
use super::world::{RELATIONS, Relation, SECRETS, parent};
use super::{Matrix, PRINCIPALS, role_of};

/// Reveals after which somebody looks at the next ones an hour later.
const BEFORE_A_PAUSE: usize = 10;

fn expected(kind: &Kind, field: &Field, principal: &str, relation: Relation) -> &'static str {
    let Some(role) = role_of(principal) else { return if principal == "locked" { "locked_seat" } else { "signed_out" } };
    let there = kind.seen_by.contains(&role) && !matches!(relation, Relation::Other | Relation::Unknown);
    if field.mask == Mask::Hidden || !there {
        return "not_found";
    }
    let of_a_case = kind.case.is_some() || parent(kind).is_some() || matches!(kind.name, "consumer" | "sales_order");
    if role == Role::Technician && !(relation == Relation::Assigned && of_a_case) {
        return "not_allowed";
    }
    "done"
}

/// Gives how many masked fields there are.
pub fn go_through(matrix: &mut Matrix) -> usize {
    let mut all: Vec<(&'static Kind, &'static Field)> = Vec::new();
    for kind in KINDS.iter().copied() {
        let masked = kind.fields.iter().filter(|field| field.personal || field.mask != Mask::Open);
        all.extend(masked.map(|field| (kind, field)));
    }
    for principal in PRINCIPALS {
        let mut revealed = 0;
        matrix.stand(principal);
        for (kind, field) in &all {
            for relation in RELATIONS {
                if one(matrix, principal, (kind, field), *relation) {
                    revealed += 1;
                }
                if revealed == BEFORE_A_PAUSE {
                    revealed = 0;
                    *matrix.world.shop.now.lock().unwrap() += SignedDuration::from_mins(61);
                    matrix.stand(principal);
                }
            }
        }
    }
    all.len()
}

/// Whether the value was told.
fn one(matrix: &mut Matrix, principal: &str, (kind, field): (&Kind, &Field), relation: Relation) -> bool {
    let id = matrix.world.id(kind, relation, principal);
    let input = json!({ "kind": kind.name, "id": id, "field": field.name, "reason": "核对身份" });
    let answer = matrix.world.shop.bench.call("records.reveal", input, None, matrix.at);
    let (said, expected) = (code(&answer), expected(kind, field, principal, relation));
    matrix.check(said == expected, || {
        format!("reveal of {}.{} on {relation:?} as {principal}: {said}, declared {expected}", kind.name, field.name)
    });
    let value = answer.map_or(Value::Null, |answer| answer["value"].clone());
    let erased = kind.name == "consumer" && relation == Relation::Gone;
    let planted = value.as_str().is_some_and(|value| SECRETS.iter().any(|secret| value.contains(secret)));
    let known = matches!(kind.name, "account") || planted == (expected == "done" && !erased);
    matrix.check(known, || format!("reveal of {}.{} on {relation:?} as {principal} gave another value", kind.name, field.name));
    said == "done"
}
