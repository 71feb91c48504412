//! 附件: photos, videos and PDFs of any record, hashed as they came, kept sealed beside the database. The record holds the
//! file's key as a personal value: when the consumer is erased, the key goes, and with it every copy of the file.

mod belongs;
mod files;

pub use belongs::{Parent, parent_of};
pub use files::{Findings, check_files, file_of, named_files};

use shounuo_store::Tx;

use crate::kernel::Refusal;
use crate::kernel::actor::{DECIDERS, EVERYONE};
use crate::kernel::field::{Field, Mask, choice, int, link, long_text, text};
use crate::kernel::flow::{Guard, State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;

/// What an attachment shows: (stored name, label).
pub const ROLES: &[(&str, &str)] =
    &[("intake", "接修照片"), ("inspection", "验收照片"), ("proof", "凭证"), ("chat", "聊天截图"), ("video", "视频"), ("other", "其他")];
/// Most attachments of one record.
pub const MOST_OF_A_RECORD: i64 = 200;

const CASE: Field = text("case_id", "所属记录").required().guarded();
const OF_KIND: Field = text("of_kind", "所属种类").required().guarded();
const CONSUMER: Field = link("consumer_id", "消费者", "consumer").guarded();
const ROLE: Field = choice("role", "用途", ROLES).required();
const NAME: Field = text("file_name", "文件名").personal(Mask::Words);
const MEDIA: Field = text("media", "类型").required().guarded();
const SIZE: Field = int("size", "原件字节数").required().guarded();
const KEPT_SIZE: Field = int("kept_size", "保存字节数").required().guarded();
const WIDTH: Field = int("width", "宽").guarded();
const HEIGHT: Field = int("height", "高").guarded();
const SHA256: Field = text("sha256", "原件 SHA-256").required().guarded();
const KEPT_SHA256: Field = text("kept_sha256", "保存内容 SHA-256").required().guarded();
const FILE: Field = text("file", "存放名").required().guarded();
const THUMB: Field = text("thumb", "缩略图存放名").required().guarded();
const FILE_KEY: Field = text("file_key", "文件密钥").required().personal(Mask::Hidden).guarded();
const BY: Field = link("added_by", "添加人", "account").guarded();
const REASON: Field = long_text("reason", "撤下理由").required().personal(Mask::Words);

const GIVEN: &[Field] = &[CASE, OF_KIND, ROLE, NAME, MEDIA, SIZE, KEPT_SIZE, WIDTH, HEIGHT, SHA256, KEPT_SHA256, FILE, FILE_KEY];

const STATES: &[State] = &[open("added", "已添加"), ended("withdrawn", "已撤下")];
const FLOW: &[Step] = &[
    on("add", "添加附件").to("added").by(EVERYONE).asks(GIVEN).then(add).internal().cites("电子商务法第三十一条"),
    on("thumbnail", "补缩略图").from(&["added"]).by(EVERYONE).guard(&[OWN, NO_THUMBNAIL]).asks(&[THUMB]).internal(),
    on("withdraw", "撤下").from(&["added"]).to("withdrawn").by(EVERYONE).guard(&[OWN_OR_DECIDER]).asks(&[REASON]),
];

/// 附件. `file` and `thumb` are names in the folder of files, never paths; `sha256` is of the bytes as they came, `kept_sha256`
/// of what was kept of them. Withdrawn ones keep their bytes until retention and are never shown.
pub static ATTACHMENT: Kind = Kind {
    name: "attachment",
    label: "附件",
    fields: &[
        CASE,
        OF_KIND,
        CONSUMER,
        ROLE,
        NAME,
        MEDIA,
        SIZE,
        KEPT_SIZE,
        WIDTH,
        HEIGHT,
        SHA256,
        KEPT_SHA256,
        FILE,
        THUMB,
        FILE_KEY,
        BY,
        REASON,
    ],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    ..PLAIN
};

const OWN: Guard = Guard { name: "own_attachment", says: "自己添加的", test: own };
const OWN_OR_DECIDER: Guard = Guard { name: "own_or_decider", says: "自己添加的，或由经理、店主撤下", test: own_or_decider };
const NO_THUMBNAIL: Guard = Guard { name: "no_thumbnail", says: "还没有缩略图", test: no_thumbnail };

fn own(work: &Work<'_>) -> Result<(), Refusal> {
    if work.text("added_by") == work.actor.id { Ok(()) } else { Err(Refusal::guard("这个附件是别人添加的")) }
}

fn own_or_decider(work: &Work<'_>) -> Result<(), Refusal> {
    if DECIDERS.contains(&work.actor.role) {
        return Ok(());
    }
    own(work).map_err(|_| Refusal::guard("这个附件是别人添加的，要撤下请找经理或店主"))
}

fn no_thumbnail(work: &Work<'_>) -> Result<(), Refusal> {
    if work.get("thumb").is_null() { Ok(()) } else { Err(Refusal::guard("这个附件已经有缩略图")) }
}

/// Whose it is follows from the record it belongs to, never from the screen.
fn add(work: &mut Work<'_>) -> Result<(), Refusal> {
    let parent = parent_of(work.tx, work.actor.role, work.text("of_kind"), work.text("case_id"))?;
    let here = work.tx.count("SELECT count(*) FROM attachment WHERE case_id = ?1", &[work.get("case_id").clone()])?;
    if here >= MOST_OF_A_RECORD {
        return Err(Refusal::guard(format!("一条记录最多 {MOST_OF_A_RECORD} 个附件，已经满了，没有保存")));
    }
    if let Some(consumer) = parent.consumer {
        work.set("consumer_id", consumer);
    }
    let by = work.actor.id.clone();
    work.set("added_by", by);
    Ok(())
}

/// Whether a record has an attachment with this role that was not withdrawn: for guards of other kinds.
///
/// # Errors
/// When the file fails.
pub fn has(tx: &Tx<'_>, case_id: &str, role: &str) -> Result<bool, Refusal> {
    let sql = "SELECT count(*) FROM attachment WHERE case_id = ?1 AND role = ?2 AND state = 'added'";
    Ok(tx.count(sql, &[case_id.into(), role.into()])? > 0)
}

/// As [`has`], whatever it shows.
///
/// # Errors
/// When the file fails.
pub fn any(tx: &Tx<'_>, case_id: &str) -> Result<bool, Refusal> {
    Ok(tx.count("SELECT count(*) FROM attachment WHERE case_id = ?1 AND state = 'added'", &[case_id.into()])? > 0)
}
