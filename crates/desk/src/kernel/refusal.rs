use serde::{Deserialize, Serialize};
use shounuo_store::StoreError;
use ts_rs::TS;

/// A no, with its words: what happened, what is safe, what to do. The one error of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What the caller may act upon: `not_allowed`, `guard`, `bad_input`, `not_found`, `conflict`, `locked`, `store`…
    pub code: String,
    /// The words for the person, in Chinese, without personal data.
    pub message: String,
    /// The input field it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub field: Option<String>,
    /// The guard that said no.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub guard: Option<String>,
    /// The same call may succeed later without any change.
    pub retryable: bool,
}

impl Refusal {
    /// A refusal with this code and these words.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Refusal { code: code.into(), message: message.into(), field: None, guard: None, retryable: false }
    }

    /// The input is wrong in one field.
    pub fn bad(field: &str, message: impl Into<String>) -> Self {
        Refusal { field: Some(field.into()), ..Refusal::new("bad_input", message) }
    }

    /// A guard of the flow says no.
    pub fn guard(message: impl Into<String>) -> Self {
        Refusal::new("guard", message)
    }

    /// There is no such record, or the person may not know of it: one answer for both.
    #[must_use]
    pub fn not_found() -> Self {
        Refusal::new("not_found", "没有找到这条记录，或您无权查看")
    }

    /// The person may not do this.
    pub fn not_allowed(message: impl Into<String>) -> Self {
        Refusal::new("not_allowed", message)
    }
}

impl Refusal {
    /// The file or the disk said no, not a rule: what would come next would fail too.
    #[must_use]
    pub fn is_of_storage(&self) -> bool {
        const CODES: &[&str] =
            &["store", "unknown", "disk_full", "read_only", "io", "database", "database_damaged", "in_use", "out_of_memory"];
        CODES.contains(&self.code.as_str())
    }

    /// A part of the file cannot be believed: what is left of it can be salvaged.
    #[must_use]
    pub fn is_of_damage(&self) -> bool {
        matches!(self.code.as_str(), "page_damaged" | "database_damaged")
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Disk(fault) => fault.into(),
            StoreError::Unknown => Refusal::new("unknown", error.to_string()),
            StoreError::File(_) => Refusal { retryable: true, ..Refusal::new("store", error.to_string()) },
            StoreError::Constraint(told) => taken(&told).unwrap_or_else(|| Refusal::new("store", StoreError::Constraint(told).to_string())),
            other => Refusal::new("store", other.to_string()),
        }
    }
}

/// A value that may stand once only and stands already: a bad input of its field, told by the field's name.
fn taken(told: &str) -> Option<Refusal> {
    let (table, column) = told.strip_prefix("UNIQUE constraint failed: ")?.rsplit(", ").next()?.split_once('.')?;
    let field = super::registry::kind(table).ok()?.field(column)?;
    Some(Refusal::bad(field.name, format!("这个“{}”已经登记过：请换一个，或打开已有的那条记录", field.label)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_stands_already_is_told_by_the_name_of_its_field() {
        let no = Refusal::from(StoreError::Constraint("UNIQUE constraint failed: goods.sku_code".into()));
        assert_eq!((no.code.as_str(), no.field.as_deref()), ("bad_input", Some("sku_code")));
        assert!(no.message.contains("商家编码"));
        let ours = Refusal::from(StoreError::Constraint("NOT NULL constraint failed: goods.title".into()));
        assert_eq!(ours.code, "store");
    }
}
