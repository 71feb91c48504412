//! What every operation is expected to answer, as data. A row follows from the type of the input; an operation whose input type
//! says too little has a row of its own.

use serde_json::{Value, json};
use shounuo_desk::kernel::kind::Kind;
use shounuo_desk::kernel::registry;

/// Which kinds of record an operation takes.
#[derive(Clone, Copy)]
pub enum Of {
    /// Any: kind and id are named.
    Any,
    /// Cases, by id.
    Cases,
    /// These, by id.
    These(&'static [&'static str]),
    /// Those that attachments can belong to.
    Parents,
    /// Those that papers tell of.
    Papers,
}

impl Of {
    pub fn holds(self, kind: &Kind) -> bool {
        match self {
            Any => true,
            Cases => kind.case.is_some(),
            These(kinds) => kinds.contains(&kind.name),
            Parents => kind.name != "attachment",
            Papers => !kind.papers.is_empty(),
        }
    }
}

/// What an answer depends on, besides the duty that the operation declares.
#[derive(Clone, Copy)]
pub enum Row {
    /// On nothing more. Called with this input.
    Duty(fn() -> Value),
    /// On the duty that may see the kind.
    Kinds(fn(&str) -> Value),
    /// On the record: what may not be known of answers as what is not there.
    Record(Of, fn(&str, &str) -> Value),
    /// As [`Row::Record`], but what may be known of can answer the same, e.g. with nothing.
    Quiet(Of, fn(&str, &str) -> Value),
    /// On nothing more, but called with every record: what it tells of each is searched.
    Every(Of, fn(&str, &str) -> Value),
    /// On words that are looked for.
    Words(fn(&str) -> Value),
    /// On the steps of the flows: told by the test of the steps.
    Steps,
    /// On the masked fields: told by the test of the reveals.
    Fields,
}

use Of::{Any, Cases, Papers, Parents, These};
use Row::{Duty, Every, Fields, Kinds, Quiet, Record, Steps, Words};

fn nothing() -> Value {
    json!({})
}

fn which(kind: &str, id: &str) -> Value {
    json!({ "kind": kind, "id": id })
}

fn seen(kind: &str, id: &str) -> Value {
    // A version that nobody saw: the answer tells whether the record may be known of, and nothing is changed.
    json!({ "kind": kind, "id": id, "version": -1 })
}

fn items(kind: &str, id: &str) -> Value {
    json!({ "items": [seen(kind, id)], "job": null })
}

fn by_id(_: &str, id: &str) -> Value {
    json!({ "id": id })
}

fn part_of(kind: &str, id: &str) -> Value {
    json!({ "case_id": id, "of_kind": kind })
}

fn new_file(kind: &str, id: &str) -> Value {
    json!({ "case_id": id, "of_kind": kind, "role": "other", "name": "a.png" })
}

fn paper(kind: &str, id: &str) -> Value {
    let what = registry::kind(kind).unwrap().papers[0].what;
    json!({ "kind": kind, "id": id, "what": what, "paper": "", "large_type": false })
}

/// Rows by the name of the operation.
pub const BY_NAME: &[(&str, Row)] = &[
    ("records.do", Steps),
    ("records.reveal", Fields),
    ("records.new", Duty(|| json!({ "kind": "note" }))),
    ("records.list", Kinds(|kind| json!({ "kind": kind }))),
    ("exports.table", Kinds(|kind| json!({ "kind": kind, "format": "csv", "purpose": "核对账目" }))),
    ("cases.list", Words(|words| json!({ "which": "all", "words": words }))),
    (
        "cases.bulk",
        Record(Any, |kind, id| json!({ "items": [seen(kind, id)], "event": "note", "input": {}, "dry_run": true, "job": null })),
    ),
    ("cases.bulk_steps", Quiet(Any, items)),
    ("cases.bulk_undo", Record(Any, items)),
    ("rulings.preview", Record(These(&["quality_case"]), by_id)),
    ("returns.refund_table", Record(These(&["returns_exchange"]), by_id)),
    ("ledger.list", Every(Any, |_, id| json!({ "record": id }))),
    ("bench.show", Record(These(&["repair"]), by_id)),
    ("bench.scan", Words(|words| json!({ "code": words }))),
    ("imports.undo", Record(These(&["import_batch"]), |_, id| json!({ "batch": id }))),
    ("session.first_password", Duty(nothing)),
    ("backups.make", Duty(nothing)),
    ("backups.daily", Duty(nothing)),
];

/// Rows by the type of the input.
pub const BY_INPUT: &[(&str, Row)] = &[
    ("Nothing", Duty(nothing)),
    ("Which", Record(Any, which)),
    ("Seen", Record(Any, seen)),
    ("CaseId", Record(Cases, by_id)),
    ("Words", Words(|words| json!({ "text": words }))),
    ("NoticeId", Record(These(&["notice"]), by_id)),
    ("AttachmentsOf", Record(Parents, part_of)),
    ("NewAttachment", Record(Parents, new_file)),
    ("AttachmentId", Record(These(&["attachment"]), by_id)),
    ("AttachmentPart", Record(These(&["attachment"]), by_id)),
    ("WhichUnit", Record(These(&["serial_unit"]), |_, id| json!({ "unit": id }))),
    ("WhichVersion", Record(These(&["catalogue_version"]), by_id)),
    ("PaperAsked", Record(Papers, paper)),
    ("LabelsAsked", Record(Any, |kind, id| json!({ "items": [which(kind, id)], "size": "40x30", "copies": 1 }))),
    // What concerns the seat, the shop as a whole or a thing in hand: the duty alone. Without their input nothing is done.
    ("NewShop", Duty(nothing)),
    ("TypedGroups", Duty(nothing)),
    ("OpenWith", Duty(nothing)),
    ("Password", Duty(nothing)),
    ("Credentials", Duty(nothing)),
    ("NewPassword", Duty(nothing)),
    ("NewPerson", Duty(nothing)),
    ("ResetPassword", Duty(nothing)),
    ("SummaryAsked", Duty(|| json!({ "days": 7 }))),
    ("JobName", Duty(|| json!({ "job": "none" }))),
    ("Question", Duty(|| json!({ "facts": {} }))),
    ("Settled", Duty(|| json!({ "device": "d", "epoch": 1, "seq": 1, "reason": "已处理" }))),
    ("Entries", Duty(|| json!({ "entries": [] }))),
    ("PromisePeriod", Duty(nothing)),
    ("TypedCode", Duty(nothing)),
    ("BackupWithCode", Duty(nothing)),
    ("BackupSettings", Duty(nothing)),
    ("ReplacedName", Duty(nothing)),
    ("TypedName", Duty(nothing)),
    ("LostSteps", Duty(nothing)),
    ("PaperInHand", Duty(nothing)),
    ("VerifyAsked", Duty(nothing)),
    ("FileName", Duty(|| json!({ "name": "a.csv" }))),
    ("LookInput", Duty(|| json!({ "token": "none" }))),
    ("RunInput", Duty(|| json!({ "look": { "token": "none" }, "dry_run": true }))),
    ("DraftName", Duty(|| json!({ "name": "a" }))),
    ("SaveDraft", Duty(|| json!({ "name": "a", "value": null }))),
    ("Look", Duty(|| json!({ "value": null }))),
];
