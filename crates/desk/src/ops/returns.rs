//! The refund of a return, computed live before anybody decides on it.

use shounuo_rules::RefundTable;

use super::Call;
use super::cases::CaseId;
use crate::capabilities::returns::{RETURNS_EXCHANGE, table};
use crate::kernel::{Refusal, registry};

pub(super) fn refund_table(call: &Call<'_>, which: CaseId) -> Result<RefundTable, Refusal> {
    call.read(|tx, _| {
        let case = tx.record(registry::shape(&RETURNS_EXCHANGE), &which.id)?.ok_or_else(Refusal::not_found)?;
        table(tx, &which.id, &case)
    })
}
