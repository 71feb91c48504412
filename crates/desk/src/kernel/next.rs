//! What is to be done next on a case, read from the declared flow alone: no guard runs, so that a page of rows costs nothing.

use super::actor::Role;
use super::flow::Step;
use super::kind::Kind;

/// The step that a role takes next in a state: the first that leads on, else the first that leads anywhere else (work that
/// goes back from waiting). Grave steps, those
/// aside of the way, those of larger operations and corrections are never what is expected.
#[must_use]
pub fn next_step(kind: &'static Kind, state: &str, role: Role) -> Option<&'static Step> {
    let place = |name: &str| kind.states.iter().position(|declared| declared.name == name);
    let here = place(state);
    let takes = |step: &&Step| {
        let moves = !step.to.is_empty() && step.to != state;
        moves && !step.internal && !step.grave && !step.aside && step.from.contains(&state) && step.by.contains(&role)
    };
    // What may be done in some states without moving the case corrects it where it does move it.
    let corrects = |step: &&Step| kind.flow.iter().any(|other| other.event == step.event && !other.creates() && other.to.is_empty());
    let mut steps = kind.flow.iter().filter(takes);
    let mut leads_on = steps.clone().filter(|step| place(step.to) > here);
    leads_on.next().or_else(|| steps.find(|step| !corrects(step)))
}

/// The open states of a kind in which a role has something to do.
pub fn states_to_act_in(kind: &'static Kind, role: Role) -> impl Iterator<Item = &'static str> {
    let open = kind.states.iter().filter(|state| !state.ended).map(|state| state.name);
    open.filter(move |state| next_step(kind, state, role).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capabilities::quality_case::QUALITY_CASE;
    use crate::capabilities::repair::REPAIR;

    #[test]
    fn the_next_step_leads_on_and_never_back_or_to_a_grave_end() {
        let next = |state, role| next_step(&QUALITY_CASE, state, role).map(|step| step.label);
        assert_eq!(next("registered", Role::AfterSales), Some("受理"));
        // Changing a fact leads back to the ruling and stands before it in the flow.
        assert_eq!(next("told", Role::AfterSales), Some("记录消费者选择"));
        assert_eq!(next("accepted", Role::Technician), Some("判定"));
        assert_eq!(next("executing", Role::AfterSales), None);
        assert_eq!(next("no_such_state", Role::Owner), None);
    }

    #[test]
    fn waiting_leads_back_to_work_and_an_exit_is_not_what_is_waited_for() {
        let next = |state, role| next_step(&REPAIR, state, role).map(|step| step.label);
        assert_eq!(next("repairing", Role::Technician), Some("修好"));
        assert_eq!(next("waiting_parts", Role::Technician), Some("配件已到"));
        assert_eq!(next("repairing", Role::AfterSales), None);
        assert_eq!(next("ready", Role::AfterSales), Some("交付"));
    }

    #[test]
    fn who_may_do_nothing_in_a_state_does_not_wait_there() {
        let states: Vec<&str> = states_to_act_in(&QUALITY_CASE, Role::Technician).collect();
        assert!(states.contains(&"registered") && !states.contains(&"ruled") && !states.contains(&"told"), "{states:?}");
    }
}
