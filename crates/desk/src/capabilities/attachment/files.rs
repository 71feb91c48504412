//! From records to files: which are named, which are there, which are whole.

use std::collections::BTreeSet;

use serde_json::Value;
use shounuo_store::files::{FileFault, FileKey, FileName, Files};
use shounuo_store::{Row, Tx};

use crate::kernel::Refusal;

/// Names of all files that can still be opened. Those of an erased person are named no more: nobody has their key.
///
/// # Errors
/// When the database cannot be read.
pub fn named_files(tx: &Tx<'_>) -> Result<BTreeSet<FileName>, Refusal> {
    let rows = tx.rows("SELECT file, thumb FROM attachment WHERE file_key IS NOT NULL", &[])?;
    Ok(rows.iter().flat_map(Row::values).filter_map(Value::as_str).filter_map(FileName::parse).collect())
}

/// Name and key of an attachment's file, or of its thumbnail.
///
/// # Errors
/// `erased` when the person's data was deleted, `not_found` when there is no thumbnail, `file_altered` when the record holds
/// something else than a name and a key.
pub fn file_of(record: &Row, field: &str) -> Result<(FileName, FileKey), Refusal> {
    let text = |field: &str| record.get(field).and_then(Value::as_str);
    let Some(key) = text("file_key") else {
        return Err(Refusal::new("erased", "这个附件的内容已随消费者的个人信息一起删除，不能再打开"));
    };
    let name = text(field).ok_or_else(|| Refusal::new("not_found", "这个附件没有缩略图，请打开原图"))?;
    FileName::parse(name).zip(FileKey::from_text(key)).ok_or_else(|| FileFault::Altered.into())
}

/// Attachments whose files are not as they should be, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files that are there and are not what was kept.
    pub altered: Vec<String>,
}

/// Opens every file that a record names, to its last byte.
///
/// # Errors
/// When the database cannot be read.
pub fn check_files(tx: &Tx<'_>, files: &Files) -> Result<Findings, Refusal> {
    let mut found = Findings::default();
    let sql = "SELECT id, file, thumb, file_key, kept_sha256 FROM attachment WHERE file_key IS NOT NULL ORDER BY created_ms, id";
    for record in tx.rows(sql, &[])? {
        let id = record.get("id").and_then(Value::as_str).unwrap_or_default();
        match check(&record, files) {
            Ok(()) => {}
            Err(no) if no.code == "file_missing" => found.missing.push(id.into()),
            // Also one that the disk does not give.
            Err(_) => found.altered.push(id.into()),
        }
    }
    Ok(found)
}

fn check(record: &Row, files: &Files) -> Result<(), Refusal> {
    let (name, key) = file_of(record, "file")?;
    let sum = files.open(&name, &key)?.sha256()?;
    if record.get("kept_sha256").and_then(Value::as_str) != Some(sum.as_str()) {
        return Err(FileFault::Altered.into());
    }
    if record.get("thumb").is_some_and(Value::is_string) {
        let (name, key) = file_of(record, "thumb")?;
        files.open(&name, &key)?.sha256()?;
    }
    Ok(())
}
