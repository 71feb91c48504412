//! The state of the shop's keeping, told before somebody loses something: each part of the product adds one check to [`CHECKS`].

use serde::{Deserialize, Serialize};
use shounuo_store::vault::{self, VaultFault};
use ts_rs::TS;

use super::{Call, Nothing, anchors, backups, keys, wall_clock};
use crate::kernel::actor::{DECIDERS, EVERYONE, OWNER, labels};
use crate::kernel::{Refusal, Role};

/// How pressing a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthLevel {
    /// Records could be lost, or were.
    Error,
    /// Should be put right soon.
    Warning,
}

/// One thing about the keeping of the shop that somebody should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HealthNote {
    /// A stable name, e.g. `no_backup`.
    pub code: String,
    /// How pressing.
    pub level: HealthLevel,
    /// What is so and what to do, in Chinese, without personal data.
    pub words: String,
    /// The screen on which it is put right, if there is one for the person who asks.
    pub route: Option<String>,
    /// The operation by which the person who asks can help at once, on that screen.
    pub remedy: Option<String>,
}

impl HealthNote {
    /// Records could be lost, or were.
    #[must_use]
    pub fn error(code: &str, words: impl Into<String>) -> HealthNote {
        HealthNote { code: code.into(), level: HealthLevel::Error, words: words.into(), route: None, remedy: None }
    }

    /// Should be put right soon.
    #[must_use]
    pub fn warning(code: &str, words: impl Into<String>) -> HealthNote {
        HealthNote { level: HealthLevel::Warning, ..HealthNote::error(code, words) }
    }

    /// Names the screen on which it is put right.
    #[must_use]
    pub fn at(self, route: &str) -> HealthNote {
        HealthNote { route: Some(route.into()), ..self }
    }

    /// Names the operation by which it can be helped at once.
    #[must_use]
    fn remedied_by(self, operation: &str) -> HealthNote {
        HealthNote { remedy: Some(operation.into()), ..self }
    }

    /// Leads nobody to a screen that is not theirs, but to whom it is.
    fn seen_by(self, role: Role) -> HealthNote {
        let roles = SCREENS.iter().find(|(screen, _)| Some(*screen) == self.route.as_deref()).map_or(EVERYONE, |(_, roles)| *roles);
        if roles.contains(&role) {
            return self;
        }
        HealthNote {
            words: format!("{}（请告诉{}）", self.words, labels(roles).replace('、', "或")), route: None, remedy: None, ..self
        }
    }
}

/// Freed by this operation.
const FREE_RESERVE: &str = "shop.free_reserve";

/// The screens that are not everybody's.
const SCREENS: &[(&str, &[Role])] = &[("/settings/recovery", OWNER), ("/vault", DECIDERS), ("/ledger", DECIDERS)];

/// Looks at one thing; quick, because it runs every minute.
type Check = fn(&Call<'_>) -> Result<Option<HealthNote>, Refusal>;

/// What is looked at, in the order in which it is told within a level.
const CHECKS: &[Check] = &[
    disk,
    damaged,
    keys::older_than_known,
    backups::no_backup,
    backups::backup_failed,
    backups::second_place_missing,
    backups::replaced_folder,
    key_files,
    keys::keychain_not_kept,
    keys::bad_place,
    keys::code_check_due,
    wall_clock::clock_doubtful,
    anchors::not_anchored,
];

/// Every note, the pressing ones first. A check that cannot be made is left out: what keeps it from being made is told by
/// the call that needed it.
pub(super) fn health(call: &Call<'_>, _: Nothing) -> Result<Vec<HealthNote>, Refusal> {
    let role = call.actor()?.role;
    let found = CHECKS.iter().filter_map(|check| check(call).ok().flatten());
    let mut notes: Vec<HealthNote> = found.map(|note| note.seen_by(role)).collect();
    notes.sort_by_key(|note| note.level);
    Ok(notes)
}

fn key_files(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let words = "两份钥匙文件中有一份缺失或损坏，现在用另一份打开。请尽快备份，并在设置里重写钥匙文件。";
    Ok((!call.shop()?.key_files_whole()).then(|| HealthNote::warning("key_file_copy", words).at("/settings/recovery")))
}

/// The last write failed for the disk's sake. Until one succeeds what is typed stays in the window.
fn disk(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let Some(fault) = call.shop()?.store.trouble() else { return Ok(None) };
    if fault == VaultFault::DiskFull {
        return full(call).map(Some);
    }
    let words = match fault {
        VaultFault::ReadOnly => {
            "磁盘或文件夹变成只读，现在只能查看，不能保存；已保存的内容都在。请先备份到 U 盘或别的盘，检查磁盘和权限，再按一次保存。"
        }
        _ => "上一次保存时磁盘出错，已保存的内容都在。请尽快备份，检查磁盘，再按一次保存。",
    };
    Ok(Some(HealthNote::error(fault.code(), words).at("/vault")))
}

/// A full disk; the room that was put aside is offered while there is some.
fn full(call: &Call<'_>) -> Result<HealthNote, Refusal> {
    let words = "磁盘满了，现在只能查看，不能保存；已保存的内容都在，正在填写的留在窗口里。请清理磁盘，再按一次保存";
    let note = |more: &str| HealthNote::error(VaultFault::DiskFull.code(), format!("{words}{more}。")).at("/vault");
    if !vault::has_reserve(&call.bench.host.dir)? {
        return Ok(note(""));
    }
    Ok(note("；来不及清理时，可以先释放应急空间，备份或导出").remedied_by(FREE_RESERVE))
}

/// A part of the file was met that cannot be read. Told until the shop is opened again; then it is met again, or was mended.
fn damaged(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let words = "店铺数据有一部分已损坏。读不出来的不显示，也不会拿别的内容顶替；其他记录照常使用。请尽快抢救到新文件夹，或从备份恢复。";
    let note = || HealthNote::error("damaged", words).at("/settings/recovery").remedied_by("keys.salvage");
    Ok(call.shop()?.damage_met().then(note))
}

/// Room that was given free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Freed {
    /// Bytes; 0 when there was none.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// Gives the room free that was put aside. It is put aside again when the disk has plenty.
pub(super) fn free_reserve(call: &Call<'_>, _: Nothing) -> Result<Freed, Refusal> {
    Ok(Freed { bytes: vault::free_reserve(&call.bench.host.dir)? })
}

/// Puts room aside while the disk has plenty. A disk that cannot is told when it says no to a step.
pub(super) fn keep_reserve(call: &Call<'_>) {
    let host = &call.bench.host;
    if host.reserve > 0 && call.shop().is_ok_and(|shop| shop.store.trouble().is_none()) {
        let _ = vault::keep_reserve(&host.dir, host.reserve);
    }
}
