//! The steps of every flow: the duty first, then the record, then the flow. A version that nobody saw keeps every step from
//! being taken, and tells whether it was let through.

use std::collections::BTreeMap;

use serde_json::json;
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::Role;
use shounuo_desk::kernel::kind::Kind;

use super::answers::code;
use super::world::{RELATIONS, Relation};
use super::{Matrix, PRINCIPALS, role_of};

fn expected(kind: &Kind, event: &str, by: &[Role], principal: &str, relation: Relation) -> &'static str {
    match (principal, role_of(principal)) {
        ("locked", _) => "locked_seat",
        (_, None) => "signed_out",
        // What is part of a larger operation is refused to everybody.
        _ if kind.steps(event).any(|step| step.internal) => "not_here",
        (_, Some(role)) if !by.contains(&role) => "not_allowed",
        _ if matches!(relation, Relation::Other | Relation::Unknown) => "not_found",
        _ => "conflict",
    }
}

/// Gives how many steps there are.
pub fn go_through(matrix: &mut Matrix) -> usize {
    let mut steps = 0;
    for kind in KINDS {
        let mut events: BTreeMap<&str, Vec<Role>> = BTreeMap::new();
        for step in kind.flow {
            events.entry(step.event).or_default().extend(step.by);
            let unseen = step.by.iter().find(|role| **role != Role::System && !kind.seen_by.contains(role));
            matrix.check(unseen.is_none(), || format!("{}.{}: {unseen:?} may do it and not see it", kind.name, step.event));
        }
        steps += kind.flow.len();
        for principal in PRINCIPALS {
            matrix.stand(principal);
            for (event, by) in &events {
                for relation in RELATIONS {
                    let id = matrix.world.id(kind, *relation, principal);
                    let input = json!({ "kind": kind.name, "id": id, "event": event, "version": -1 });
                    let said = code(&matrix.call(principal, "records.do", input));
                    let expected = expected(kind, event, by, principal, *relation);
                    matrix.check(said == expected, || {
                        format!("{}.{event} on {relation:?} as {principal}: {said}, declared {expected}", kind.name)
                    });
                }
            }
        }
    }
    steps
}
