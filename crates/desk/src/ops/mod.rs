//! Every operation, declared once: name, input, output, who may. Window, TypeScript, command line and permission test
//! read this declaration.

mod anchors;
mod attachments;
mod backups;
mod bench;
mod bindings;
mod call;
mod cases;
mod catalogue;
mod conflicts;
mod drafts;
mod exports;
mod health;
mod imports;
mod jobs;
mod keys;
mod labels;
mod ledger;
mod notices;
mod only;
mod orders;
mod outcomes;
mod passport;
mod promises;
mod records;
mod related;
mod restore;
mod returns;
mod reveals;
mod rulings;
mod search;
mod session;
mod shop;
mod staff;
mod tick;
mod wall_clock;

use serde_json::Value;

pub use bindings::typescript;
pub use call::Call;
pub(crate) use call::CallId;

use crate::kernel::actor::{COUNTER, DECIDERS, EVERYONE, OWNER};
use crate::kernel::{Refusal, Role};

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Also somebody who is not signed in.
    Anybody,
    /// A signed-in person with one of these duties.
    Roles(&'static [Role]),
    /// As [`Who::Roles`], and the password was typed at this seat a moment ago.
    StepUp(&'static [Role]),
}

impl Who {
    /// The duties asked for; `None` when nobody has to be signed in.
    #[must_use]
    pub fn roles(self) -> Option<&'static [Role]> {
        match self {
            Anybody => None,
            Roles(roles) | StepUp(roles) => Some(roles),
        }
    }
}

/// One operation.
pub struct Operation {
    /// Its name on every surface.
    pub name: &'static str,
    /// What it does, in a line.
    pub says: &'static str,
    /// Who may.
    pub who: Who,
    /// Runs it: JSON in, JSON out.
    pub run: fn(&Call<'_>, Value) -> Result<Value, Refusal>,
    /// Its input and output types.
    pub types: fn(&mut bindings::TypeBook) -> (String, String),
}

macro_rules! operation {
    ($name:literal, $says:literal, $who:expr, $run:path, $input:ty => $output:ty) => {
        Operation {
            name: $name,
            says: $says,
            who: $who,
            run: |call, input| {
                let input: $input = call::read_input(input)?;
                call::write_output::<$output>(&$run(call, input)?)
            },
            types: |book| (book.name::<$input>(), book.name::<$output>()),
        }
    };
}

use Who::{Anybody, Roles, StepUp};

/// All operations.
pub static OPERATIONS: &[Operation] = &[
    operation!("shop.status", "店铺状态", Anybody, shop::status, Nothing => shop::Status),
    operation!("shop.create", "建店", Anybody, shop::create, shop::NewShop => shop::RecoverySheetView),
    operation!("shop.confirm_recovery", "核对恢复码", Anybody, shop::confirm_recovery, shop::TypedGroups => Nothing),
    operation!("shop.open", "打开店铺", Anybody, shop::open, shop::OpenWith => Nothing),
    operation!("shop.renew_recovery", "换新恢复码", Roles(OWNER), shop::renew_recovery, shop::Password => shop::RecoverySheetView),
    operation!("shop.health", "数据状况", Roles(EVERYONE), health::health, Nothing => Vec<health::HealthNote>),
    operation!("shop.salvage", "抢救损坏的店铺", Anybody, keys::salvage_closed, shop::OpenWith => crate::salvage::Salvaged),
    operation!("keys.salvage", "抢救还能读出的内容", StepUp(OWNER), keys::salvage, Nothing => crate::salvage::Salvaged),
    operation!("keys.state", "钥匙的状态", Roles(OWNER), keys::state, Nothing => keys::KeysView),
    operation!("keys.check", "核对系统钥匙串", Roles(OWNER), keys::check, Nothing => keys::KeysView),
    operation!("keys.check_code", "核对恢复码凭条", Roles(OWNER), keys::check_code, keys::TypedCode => keys::KeysView),
    operation!("keys.mend", "重写钥匙文件", Roles(OWNER), keys::mend, Nothing => keys::KeysView),
    operation!("keys.rotate", "更换数据钥匙", StepUp(OWNER), keys::rotate, Nothing => keys::KeysView),
    operation!("keys.continue_older", "按旧文件继续", StepUp(OWNER), keys::continue_older, Nothing => Nothing),
    operation!("shop.free_reserve", "释放应急空间", Roles(DECIDERS), health::free_reserve, Nothing => health::Freed),
    operation!("jobs.progress", "工作进度", Anybody, jobs::progress, jobs::JobName => jobs::JobProgress),
    operation!("jobs.cancel", "停下工作", Anybody, jobs::cancel, jobs::JobName => Nothing),
    operation!("shop.tick", "到时的事", Roles(EVERYONE), tick::tick, Nothing => tick::Ticked),
    operation!("session.sign_in", "登录", Anybody, session::sign_in, session::Credentials => crate::workbench::SignedIn),
    operation!("session.first_password", "设第一个密码", Anybody, session::first_password, session::FirstPassword => crate::workbench::SignedIn),
    operation!("session.who", "谁在用", Anybody, session::who, Nothing => session::Who),
    operation!("session.lock", "锁定", Anybody, session::lock, Nothing => Nothing),
    operation!("session.sign_out", "退出", Anybody, session::sign_out, Nothing => Nothing),
    operation!("session.step_up", "再输入一次密码", Roles(EVERYONE), session::step_up, shop::Password => Nothing),
    operation!("session.change_password", "改密码", Roles(EVERYONE), session::change_password, session::NewPassword => Nothing),
    operation!("staff.list", "人员名单", Roles(DECIDERS), staff::list, Nothing => Vec<staff::Person>),
    operation!("staff.create", "添加人员", StepUp(DECIDERS), staff::create, staff::NewPerson => records::DoneView),
    operation!("staff.reset_password", "重设密码", StepUp(DECIDERS), staff::reset_password, staff::ResetPassword => Nothing),
    operation!("staff.colleagues", "可转交的同事", Roles(EVERYONE), staff::colleagues, Nothing => Vec<staff::Colleague>),
    operation!("operations.outcome", "核对没有回答的步骤", Roles(EVERYONE), outcomes::outcome, outcomes::LostSteps => Vec<outcomes::Outcome>),
    operation!("records.kinds", "有哪些记录", Roles(EVERYONE), records::kinds, Nothing => Vec<records::KindView>),
    operation!("records.show", "一条记录", Roles(EVERYONE), records::show, records::Which => crate::kernel::view::RecordView),
    operation!("records.list", "一类记录", Roles(EVERYONE), records::list, records::ListInput => records::ListOutput),
    operation!("records.new", "可以新建什么", Roles(EVERYONE), records::new, records::KindName => Vec<crate::kernel::view::Button>),
    operation!("records.do", "做一步", Roles(EVERYONE), records::act, records::DoInput => records::DoneView),
    operation!("records.related", "相关记录", Roles(EVERYONE), related::related, records::Which => Vec<related::RelatedGroup>),
    operation!("records.undo", "撤回上一步", Roles(EVERYONE), records::undo, records::Seen => records::DoneView),
    operation!("records.reveal", "查看一项个人信息", StepUp(EVERYONE), reveals::reveal, reveals::RevealInput => reveals::Revealed),
    operation!("reveals.summary", "每日查看与导出", Roles(DECIDERS), reveals::summary, reveals::SummaryAsked => Vec<reveals::AccessDay>),
    operation!("cases.list", "售后单列表", Roles(EVERYONE), cases::list, cases::CaseFilter => cases::CasePage),
    operation!("cases.counts", "各状态件数", Roles(EVERYONE), cases::counts, Nothing => Vec<cases::StateCount>),
    operation!("cases.views", "工作台视图", Roles(EVERYONE), cases::views, Nothing => Vec<cases::ViewCount>),
    operation!("cases.bulk_steps", "成批能做什么", Roles(EVERYONE), cases::bulk_steps, cases::BulkItems => Vec<cases::BulkStep>),
    operation!("cases.bulk", "成批做一步", Roles(EVERYONE), cases::bulk, cases::BulkInput => cases::BulkDone),
    operation!("cases.bulk_undo", "成批撤回上一步", Roles(EVERYONE), cases::bulk_undo, cases::BulkItems => cases::BulkDone),
    operation!("cases.show", "一件售后单", Roles(EVERYONE), cases::show, cases::CaseId => cases::CaseView),
    operation!("returns.refund_table", "退款计算", Roles(EVERYONE), returns::refund_table, cases::CaseId => shounuo_rules::RefundTable),
    operation!("rulings.sandbox", "判定沙盘", Roles(EVERYONE), rulings::sandbox, rulings::Question => shounuo_rules::Ruling),
    operation!("rulings.preview", "按现有事实试判", Roles(EVERYONE), rulings::preview, cases::CaseId => shounuo_rules::Ruling),
    operation!("rulings.options", "处理方式名称", Roles(EVERYONE), rulings::options, Nothing => Vec<rulings::OptionName>),
    operation!("rulings.conventions", "计算约定", Roles(EVERYONE), rulings::conventions, Nothing => Vec<shounuo_rules::ConventionInfo>),
    operation!("conflicts.list", "席位之间的冲突", Roles(EVERYONE), conflicts::list, Nothing => Vec<conflicts::ConflictCard>),
    operation!("conflicts.settle", "冲突已处理", Roles(COUNTER), conflicts::settle, conflicts::Settled => Nothing),
    operation!("catalogue.show", "三包目录", Roles(EVERYONE), catalogue::show, catalogue::WhichVersion => catalogue::CatalogueView),
    operation!("catalogue.check", "检查目录条目", Roles(DECIDERS), catalogue::check, catalogue::Entries => Vec<shounuo_rules::CatalogueFault>),
    operation!("calendar.show", "工作日历", Roles(EVERYONE), catalogue::calendar, Nothing => catalogue::CalendarView),
    operation!("orders.find", "找订单", Roles(EVERYONE), orders::find, search::Words => Vec<orders::FoundOrder>),
    operation!("promises.board", "承诺看板", Roles(EVERYONE), promises::show, promises::PromisePeriod => crate::capabilities::promise::board::PromiseBoard),
    operation!("bench.show", "维修台", Roles(EVERYONE), bench::show, bench::BenchAsked => bench::Bench),
    operation!("bench.scan", "维修台扫码", Roles(EVERYONE), bench::scan, bench::BenchScan => bench::ScanMeans),
    operation!("passport.show", "保修护照", Roles(EVERYONE), passport::show, passport::WhichUnit => passport::Passport),
    operation!("imports.open", "打开文件", Roles(COUNTER), imports::open, imports::FileName => imports::FilePreview),
    operation!("imports.look", "换一种识别", Roles(COUNTER), imports::look, imports::LookInput => imports::FilePreview),
    operation!("imports.run", "导入", Roles(COUNTER), imports::run, imports::RunInput => crate::capabilities::orders::Imported),
    operation!("imports.undo", "撤销一批", Roles(COUNTER), imports::undo, imports::BatchName => crate::capabilities::orders::Undone),
    operation!("notices.preview", "通知书样张", Roles(EVERYONE), notices::preview, notices::PaperAsked => notices::PdfFile),
    operation!("notices.issue", "另行出具通知书", Roles(EVERYONE), notices::issue, notices::PaperAsked => records::DoneView),
    operation!("notices.file", "通知书原件", Roles(EVERYONE), notices::file, notices::NoticeId => notices::PdfFile),
    operation!("attachments.list", "一条记录的附件", Roles(EVERYONE), attachments::list, attachments::AttachmentsOf => attachments::Attachments),
    operation!("attachments.add", "添加附件", Roles(EVERYONE), attachments::add, attachments::NewAttachment => attachments::AttachmentView),
    operation!("attachments.thumbnail", "补附件缩略图", Roles(EVERYONE), attachments::thumbnail, attachments::AttachmentId => Nothing),
    operation!("attachments.bytes", "打开附件", Roles(EVERYONE), attachments::bytes, attachments::AttachmentPart => attachments::FilePart),
    operation!("labels.make", "标签", Roles(EVERYONE), labels::make, labels::LabelsAsked => notices::PdfFile),
    operation!("search", "搜索", Roles(EVERYONE), search::search, search::Words => Vec<search::Found>),
    operation!("ledger.list", "台账", Roles(DECIDERS), ledger::list, ledger::LedgerFilter => ledger::LedgerPage),
    operation!("ledger.verify", "核验台账", Roles(DECIDERS), ledger::verify, ledger::VerifyAsked => ledger::Verdict),
    operation!("anchors.list", "店外锚点", Roles(DECIDERS), anchors::list, Nothing => anchors::Anchors),
    operation!("anchors.print", "打印台账核验点", Roles(DECIDERS), anchors::print, Nothing => anchors::PrintedCheckpoint),
    operation!("anchors.check", "核对纸上的核验点", Roles(DECIDERS), anchors::check, anchors::PaperInHand => anchors::PaperChecked),
    operation!("exports.table", "导出表格", StepUp(DECIDERS), exports::table, exports::ExportInput => exports::ExportFile),
    operation!("backups.list", "备份一览", Roles(DECIDERS), backups::list, Nothing => backups::BackupsView),
    operation!("backups.make", "立即备份", Roles(DECIDERS), backups::make, jobs::JobName => backups::BackupItem),
    operation!("backups.daily", "每天一份备份", Anybody, backups::daily, jobs::JobName => backups::DailyBackup),
    operation!("backups.check", "核对一份备份", Roles(DECIDERS), backups::check, backups::BackupWithCode => backups::BackupVerdict),
    operation!("backups.settings", "备份设置", StepUp(OWNER), backups::settings, backups::BackupSettings => backups::BackupsView),
    operation!("backups.remove_replaced", "删除被替换的旧数据", StepUp(OWNER), backups::remove_replaced, backups::ReplacedName => backups::BackupsView),
    operation!("restore.inspect", "看备份与现在的差别", StepUp(OWNER), restore::inspect, backups::BackupWithCode => restore::RestorePreview),
    operation!("restore.forget", "不恢复了", Roles(OWNER), restore::forget, Nothing => Nothing),
    operation!("restore.swap", "用备份换下现在的数据", StepUp(OWNER), restore::swap, restore::TypedName => restore::RestoreDone),
    operation!("restore.begin", "在没有店铺的电脑上恢复", Anybody, restore::begin, backups::BackupWithCode => restore::RestoreDone),
    operation!("drafts.load", "读草稿", Roles(EVERYONE), drafts::load, drafts::DraftName => drafts::Draft),
    operation!("drafts.save", "存草稿", Roles(EVERYONE), drafts::save, drafts::SaveDraft => Nothing),
    operation!("look.load", "界面偏好", Anybody, drafts::load_look, Nothing => drafts::Look),
    operation!("look.save", "存界面偏好", Roles(EVERYONE), drafts::save_look, drafts::Look => Nothing),
];

/// Operations that work in several transactions: cut off, a part of them stays.
pub(crate) const IN_PARTS: &[&str] = &["shop.tick", "cases.bulk", "cases.bulk_undo"];

/// No input, or no output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, ts_rs::TS)]
pub struct Nothing {}
