//! Photos, videos and PDFs of a record: added, listed, opened, and thumbnails that the window made of them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_media::{Kept, Media, MediaFault, file_name, keep, keep_thumbnail};
use shounuo_store::files::{FileKey, FileName, Files};
use shounuo_store::{Row, Tx, sha256_hex};
use ts_rs::TS;

use super::cases::name_of;
use super::{Call, Nothing};
use crate::capabilities::attachment::{ATTACHMENT, ROLES, file_of, parent_of};
use crate::kernel::mask::masked;
use crate::kernel::view::{Button, buttons};
use crate::kernel::{Access, Actor, Deed, Refusal, note_access, registry};
use crate::workbench::{OpenShop, object};

/// Bytes in one part of an opened file, 4 MiB: a multiple of what is sealed together.
const PART: usize = 4 * 1024 * 1024;
/// For how long after the first part the others are given without a further entry.
const OPENED_FOR: SignedDuration = SignedDuration::from_mins(10);

/// A file for a record. Its bytes come with the call.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewAttachment {
    /// Id of the record.
    pub case_id: String,
    /// Kind of the record.
    pub of_kind: String,
    /// What it shows: `intake`, `inspection`, `proof`, `chat`, `video` or `other`.
    pub role: String,
    /// Name of the file as on the person's disk.
    pub name: String,
}

/// Attachments of one record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AttachmentsOf {
    /// Id of the record.
    pub case_id: String,
    /// Kind of the record.
    pub of_kind: String,
}

/// An attachment by id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AttachmentId {
    /// Id.
    pub id: String,
}

/// Which bytes of an attachment.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AttachmentPart {
    /// Id of the attachment.
    pub id: String,
    /// The thumbnail instead of the file.
    #[serde(default)]
    pub thumbnail: bool,
    /// Which part, from 0.
    #[serde(default)]
    pub part: u32,
}

/// Whether the bytes of an attachment can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// They are there.
    Ready,
    /// The file is not in its folder.
    Missing,
    /// Deleted with the consumer's personal data.
    Erased,
    /// Withdrawn: not shown.
    Withdrawn,
}

/// An attachment as a screen shows it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AttachmentView {
    /// Id.
    pub id: String,
    /// What it shows.
    pub role: String,
    /// 中文 label of that.
    pub role_label: String,
    /// Name of the file, numbers of persons masked; empty when it was erased.
    pub name: String,
    /// Media type, e.g. `image/jpeg`.
    pub media: String,
    /// `图片`, `视频` or `PDF`.
    pub media_label: String,
    /// Bytes as kept.
    #[ts(type = "number")]
    pub size: i64,
    /// Width in pixels, of a picture.
    pub width: Option<u32>,
    /// Height in pixels, of a picture.
    pub height: Option<u32>,
    /// SHA-256 of the bytes as they came.
    pub sha256: String,
    /// When it was added, UTC.
    pub added_at: String,
    /// Who added it.
    pub added_by: String,
    /// Why it was withdrawn, numbers of persons masked.
    pub reason: Option<String>,
    /// Whether its bytes can be had.
    pub content: Content,
    /// It has a thumbnail.
    pub has_thumbnail: bool,
    /// Version of the record.
    #[ts(type = "number")]
    pub version: i64,
    /// The step that withdraws it, or why it may not be taken; `None` when it is withdrawn.
    pub withdraw: Option<Button>,
}

/// The attachments of a record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Attachments {
    /// Oldest first, withdrawn ones among them.
    pub items: Vec<AttachmentView>,
    /// What an attachment can show: (stored name, 中文 label).
    pub roles: Vec<(String, String)>,
}

/// A part of a file.
#[derive(Serialize, Deserialize, TS)]
pub struct FilePart {
    /// Media type.
    pub media: String,
    /// The bytes, base64.
    pub bytes: String,
    /// How many parts there are; at least 1.
    pub parts: u32,
    /// Bytes of the whole file.
    #[ts(type = "number")]
    pub size: u64,
    /// File name to offer when it is saved, numbers of persons masked.
    pub name: String,
}

fn media_refused(fault: MediaFault) -> Refusal {
    Refusal::new("bad_file", fault.to_string())
}

/// Permission and record first, then the bytes; the file is whole on the disk before the record is written. The same bytes
/// for the same purpose of the same record are kept once: a call that is repeated because its answer was lost does no harm.
pub(super) fn add(call: &Call<'_>, asked: NewAttachment) -> Result<AttachmentView, Refusal> {
    let (actor, shop) = (call.actor()?, call.shop()?);
    if !ROLES.iter().any(|(role, _)| *role == asked.role) {
        return Err(Refusal::bad("role", "请选择附件的用途"));
    }
    call.read(|tx, _| parent_of(tx, actor.role, &asked.of_kind, &asked.case_id))?;
    let bytes = call.bytes()?;
    let (sha256, size) = (sha256_hex(&bytes), bytes.len());
    if let Some(known) = call.read(|tx, _| same(tx, &asked, &sha256))? {
        return one(call, &known);
    }
    let kept = keep(bytes).map_err(media_refused)?;
    let key = FileKey::generate()?;
    let file = shop.files.put(&key, &kept.bytes)?;
    let input = input_of(&asked, &kept, &file, &key, sha256, size);
    let done = call.perform(Deed::create(&ATTACHMENT, "add", input)).inspect_err(|no| take_back(&shop.files, &file, no))?;
    one(call, &done.id)
}

/// A refused record needs no file. A commit of unknown outcome may be on the disk all the same: then the next opening knows.
fn take_back(files: &Files, file: &FileName, no: &Refusal) {
    if no.code != "unknown" {
        files.discard(file);
    }
}

fn same(tx: &Tx<'_>, asked: &NewAttachment, sha256: &str) -> Result<Option<String>, Refusal> {
    let sql = "SELECT id FROM attachment WHERE case_id = ?1 AND role = ?2 AND sha256 = ?3 AND state = 'added' AND file_key IS NOT NULL";
    let found = tx.value(sql, &[json!(asked.case_id), json!(asked.role), json!(sha256)])?;
    Ok(found.as_str().map(str::to_owned))
}

fn input_of(asked: &NewAttachment, kept: &Kept, file: &FileName, key: &FileKey, sha256: String, size: usize) -> Row {
    let mut input = object(json!({
        "case_id": asked.case_id, "of_kind": asked.of_kind, "role": asked.role, "file_name": file_name(&asked.name, kept.media),
        "media": kept.media.code(), "size": size, "kept_size": kept.bytes.len(), "sha256": sha256, "kept_sha256": sha256_hex(&kept.bytes),
        "file": file.as_str(), "file_key": key.to_text().as_str(),
    }));
    if let Some(pixels) = kept.pixels {
        input.insert("width".into(), json!(pixels.width));
        input.insert("height".into(), json!(pixels.height));
    }
    input
}

/// A thumbnail that the window made of what this person just added. Pictures are decoded in the web engine's process alone.
pub(super) fn thumbnail(call: &Call<'_>, which: AttachmentId) -> Result<Nothing, Refusal> {
    let shop = call.shop()?;
    let record = call.read(|tx, _| shown(tx, call.actor()?, &which.id))?;
    let (_, key) = file_of(&record, "file")?;
    let kept = keep_thumbnail(call.bytes()?).map_err(media_refused)?;
    let thumb = shop.files.put(&key, &kept.bytes)?;
    let deed = Deed::on(&ATTACHMENT, &which.id, "thumbnail", object(json!({ "thumb": thumb.as_str() })));
    call.perform(deed).inspect_err(|no| take_back(&shop.files, &thumb, no))?;
    Ok(Nothing {})
}

pub(super) fn list(call: &Call<'_>, asked: AttachmentsOf) -> Result<Attachments, Refusal> {
    let actor = call.actor()?;
    call.read(|tx, shop| {
        parent_of(tx, actor.role, &asked.of_kind, &asked.case_id)?;
        let tail = "case_id = ?1 AND of_kind = ?2 ORDER BY created_ms, id";
        let rows = tx.records(registry::shape(&ATTACHMENT), tail, &[json!(asked.case_id), json!(asked.of_kind)])?;
        let items = rows.into_iter().map(|row| view(tx, shop, actor, call.now, row)).collect::<Result<_, _>>()?;
        let roles = ROLES.iter().map(|(role, label)| ((*role).to_owned(), (*label).to_owned())).collect();
        Ok(Attachments { items, roles })
    })
}

fn one(call: &Call<'_>, id: &str) -> Result<AttachmentView, Refusal> {
    let actor = call.actor()?;
    call.read(|tx, shop| {
        let row = tx.record(registry::shape(&ATTACHMENT), id)?.ok_or_else(Refusal::not_found)?;
        view(tx, shop, actor, call.now, row)
    })
}

fn view(tx: &Tx<'_>, shop: &OpenShop, actor: &Actor, now: Timestamp, row: Row) -> Result<AttachmentView, Refusal> {
    let id = row.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let withdraw =
        buttons(&shop.seat, tx, actor, now, &ATTACHMENT, Some((&id, &row))).into_iter().find(|button| button.event == "withdraw");
    let content = content(&shop.files, &row);
    let row = masked(&ATTACHMENT, row);
    let text = |field: &str| row.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let whole = |field: &str| row.get(field).and_then(Value::as_i64).unwrap_or(0);
    let side = |field: &str| row.get(field).and_then(Value::as_u64).and_then(|side| u32::try_from(side).ok());
    let (role, media) = (text("role"), text("media"));
    let added_at = Timestamp::from_millisecond(whole("created_ms")).unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(AttachmentView {
        role_label: ROLES.iter().find(|(name, _)| *name == role).map_or(role.as_str(), |(_, label)| label).to_owned(),
        role,
        name: text("file_name"),
        media_label: Media::from_code(&media).map_or("文件", Media::label).into(),
        media,
        size: whole("kept_size"),
        width: side("width"),
        height: side("height"),
        sha256: text("sha256"),
        added_at: added_at.to_string(),
        added_by: name_of(tx, row.get("added_by").and_then(Value::as_str))?.unwrap_or_default(),
        reason: Some(text("reason")).filter(|reason| !reason.is_empty()),
        content,
        has_thumbnail: !text("thumb").is_empty(),
        version: whole("version"),
        withdraw,
        id,
    })
}

fn content(files: &Files, row: &Row) -> Content {
    if row.get("state").and_then(Value::as_str) != Some("added") {
        return Content::Withdrawn;
    }
    match file_of(row, "file") {
        Ok((name, _)) if files.has(&name) => Content::Ready,
        Err(no) if no.code == "erased" => Content::Erased,
        _ => Content::Missing,
    }
}

/// The record of an attachment whose bytes may be shown to this person.
fn shown(tx: &Tx<'_>, actor: &Actor, id: &str) -> Result<Row, Refusal> {
    let record = tx.record(registry::shape(&ATTACHMENT), id)?.ok_or_else(Refusal::not_found)?;
    let text = |field: &str| record.get(field).and_then(Value::as_str).unwrap_or_default();
    parent_of(tx, actor.role, text("of_kind"), text("case_id"))?;
    if text("state") == "added" { Ok(record) } else { Err(Refusal::new("withdrawn", "这个附件已撤下，不再显示")) }
}

/// The bytes of a file, part by part. That it was opened is written down, and on the disk, before the first part is read; a
/// thumbnail is seen as the record itself is.
pub(super) fn bytes(call: &Call<'_>, asked: AttachmentPart) -> Result<FilePart, Refusal> {
    let (actor, shop) = (call.actor()?, call.shop()?);
    let record = call.read(|tx, _| shown(tx, actor, &asked.id))?;
    let (name, key) = file_of(&record, if asked.thumbnail { "thumb" } else { "file" })?;
    let mut file = shop.files.open(&name, &key)?;
    if !asked.thumbnail {
        note_opened(call, actor, &asked)?;
    }
    let bytes = file.read(u64::from(asked.part) * PART as u64, PART)?;
    let parts = u32::try_from(file.len().div_ceil(PART as u64)).unwrap_or(u32::MAX).max(1);
    let record = masked(&ATTACHMENT, record);
    let text = |field: &str| record.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let media = if asked.thumbnail { thumbnail_media(&bytes)? } else { text("media") };
    Ok(FilePart { media, bytes: BASE64.encode(bytes), parts, size: file.len(), name: text("file_name") })
}

fn thumbnail_media(bytes: &[u8]) -> Result<String, Refusal> {
    let kept = keep_thumbnail(bytes.to_vec()).map_err(media_refused)?;
    Ok(kept.media.code().to_owned())
}

fn note_opened(call: &Call<'_>, actor: &Actor, asked: &AttachmentPart) -> Result<(), Refusal> {
    if asked.part == 0 {
        let access = Access { kind: &ATTACHMENT, id: &asked.id, event: "open", what: Value::Null };
        return call.write(|tx, shop| note_access(&shop.seat, tx, actor, call.now, access));
    }
    let since = call.now.checked_sub(OPENED_FOR).unwrap_or(Timestamp::UNIX_EPOCH).as_millisecond();
    let sql = "SELECT count(*) FROM ledger_entry WHERE record = ?1 AND event = 'open' AND actor = ?2 AND wall_ms >= ?3";
    let opened = call.read(|tx, _| Ok(tx.count(sql, &[json!(asked.id), json!(actor.id), json!(since)])?))?;
    if opened > 0 { Ok(()) } else { Err(Refusal::new("not_opened", "请重新打开这个附件")) }
}
