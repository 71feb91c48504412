//! What belongs to a record: every record that names it, found from the declarations alone.

use serde::{Deserialize, Serialize};
use serde_json::json;
use shounuo_store::Tx;
use ts_rs::TS;

use super::Call;
use super::records::{ListRow, Which, list_row};
use crate::capabilities::KINDS;
use crate::kernel::clock::CLOCK;
use crate::kernel::field::FieldType;
use crate::kernel::kind::Kind;
use crate::kernel::{Refusal, Role, registry};

/// Most rows of a group; a page of the kind shows all.
const MOST: usize = 50;

/// The records of one kind that name a record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RelatedGroup {
    /// Kind of the records.
    pub kind: String,
    /// 中文 label of the kind.
    pub label: String,
    /// The field in which they name it: to be filled when a new one is made.
    pub field: String,
    /// They stand in the queue of cases.
    pub is_case: bool,
    /// This person may make a new one.
    pub creates: bool,
    /// The rows, newest first, at most 50.
    pub rows: Vec<ListRow>,
}

pub(super) fn related(call: &Call<'_>, which: Which) -> Result<Vec<RelatedGroup>, Refusal> {
    let (kind, role) = (registry::kind(&which.kind)?, call.actor()?.role);
    call.read(|tx, _| {
        if !kind.seen_by.contains(&role) || !tx.record_exists(registry::shape(kind), &which.id)? {
            return Err(Refusal::not_found());
        }
        groups(tx, role, kind, &which.id)
    })
}

/// All groups of a record that the person may see. Empty ones stand only where a new record can be made as its part.
pub(super) fn groups(tx: &Tx<'_>, role: Role, of: &'static Kind, id: &str) -> Result<Vec<RelatedGroup>, Refusal> {
    let mut all = Vec::new();
    for kind in KINDS.iter().filter(|kind| kind.seen_by.contains(&role) && kind.name != CLOCK.name) {
        for field in kind.fields.iter().filter(|field| names(field.name, field.ty, of)) {
            let tail = format!("{} = ?1 ORDER BY created_ms DESC, id DESC LIMIT {MOST}", field.name);
            let rows = tx.records(registry::shape(kind), &tail, &[json!(id)])?;
            let creates = kind.flow.iter().any(|step| step.creates() && !step.internal && step.by.contains(&role));
            if rows.is_empty() && !(creates && field.name == "case_id" && field.ty == FieldType::Ref(of.name)) {
                continue;
            }
            all.push(RelatedGroup {
                kind: kind.name.into(),
                label: kind.label.into(),
                field: field.name.into(),
                is_case: kind.case.is_some(),
                creates,
                rows: rows.into_iter().map(|row| list_row(kind, row)).collect(),
            });
        }
    }
    Ok(all)
}

/// Whether a field points to records of this kind: it says so, or it is the case that a part belongs to.
fn names(field: &str, ty: FieldType, of: &Kind) -> bool {
    ty == FieldType::Ref(of.name) || (field == "case_id" && ty == FieldType::Text && of.case.is_some())
}
