//! What time brought about since somebody last looked: called at the unlocking, after an import and every minute.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Call, Nothing};
use crate::capabilities::KINDS;
use crate::kernel::kind::Kind;
use crate::kernel::wake::{MOST, Wake};
use crate::kernel::{Deed, Refusal, perform};

/// Looks at one wake in a call; what is left waits for the next minute, so that a large import never holds the window.
const LOOKS: usize = 5;

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ticked {
    /// Events done by rule.
    pub done: usize,
    /// Events that a guard refused; they come up again.
    pub refused: usize,
    /// There is more to do: call again.
    pub more: bool,
}

pub(super) fn tick(call: &Call<'_>, _: Nothing) -> Result<Ticked, Refusal> {
    super::keys::from_time_to_time(call)?;
    super::health::keep_reserve(call);
    let mut all = Ticked::default();
    call.shop()?.sign_if_due(call.now)?;
    if call.read(|tx, _| Ok(tx.is_search_to_compact()?))? {
        call.write(|tx, _| Ok(tx.compact_search()?))?;
    }
    for kind in KINDS {
        for wake in kind.wakes {
            look(call, kind, wake, &mut all)?;
        }
    }
    Ok(all)
}

fn look(call: &Call<'_>, kind: &'static Kind, wake: &Wake, all: &mut Ticked) -> Result<(), Refusal> {
    for round in 0..LOOKS {
        let deeds = call.read(|tx, _| (wake.deeds)(tx, call.now))?;
        let (many, before) = (deeds.len(), all.done);
        debug_assert!(many <= MOST, "{}: {}", kind.name, wake.says);
        all_by_rule(call, deeds, all)?;
        // A full look in which nothing moved would only come up again.
        if many < MOST || all.done == before {
            return Ok(());
        }
        all.more |= round + 1 == LOOKS;
    }
    Ok(())
}

/// The deeds of one look share a transaction, because it is the commit that takes time; one that is refused leaves nothing
/// and holds up no other.
fn all_by_rule(call: &Call<'_>, deeds: Vec<Deed>, all: &mut Ticked) -> Result<(), Refusal> {
    if deeds.is_empty() {
        return Ok(());
    }
    let system = crate::kernel::Actor::system();
    let (mut done, mut refused) = (Vec::new(), 0);
    call.write(|tx, shop| {
        for deed in deeds {
            match tx.attempt(|| perform(&shop.seat, tx, &system, call.now, deed.by_rule())) {
                Ok(one) => done.push(one.kinds),
                Err(no) if no.is_of_storage() => return Err(no),
                Err(_) => refused += 1,
            }
        }
        Ok(())
    })?;
    all.done += done.len();
    all.refused += refused;
    call.note_changed(done.into_iter().flatten());
    Ok(())
}
