//! The command line as declared. Nothing secret is ever an argument: the recovery code comes from a file.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};

const PLATFORMS: [&str; 8] = ["taobao", "tmall", "jd", "pdd", "douyin", "xiaohongshu", "1688", "auto"];

#[derive(Debug, Parser)]
#[command(
    name = "shounuo",
    version,
    about = "守诺：小商家的售后工作台（命令行）",
    override_usage = "shounuo 命令 [选项]",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "退出码：0 已完成，1 被拒绝，2 用法不对。结果在标准输出，提示和进度在标准错误。\n例：shounuo case list --data 店铺文件夹 --json"
)]
pub struct CommandLine {
    #[command(flatten)]
    pub shop: ShopArgs,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command may be given.
#[derive(Debug, Args)]
pub struct ShopArgs {
    #[arg(long, global = true, display_order = 900, value_name = "DIR", help = "店铺文件夹")]
    pub data: Option<PathBuf>,
    #[arg(long, global = true, display_order = 900, value_name = "FILE", help = "没有系统钥匙串时，内有恢复码的文件")]
    pub recovery_file: Option<PathBuf>,
    #[arg(long, global = true, display_order = 900, help = "结果写成 JSON，列表每行一个对象")]
    pub json: bool,
    #[arg(short = 'h', long, global = true, display_order = 901, action = ArgAction::Help, help = "显示说明")]
    help: Option<bool>,
    #[arg(short = 'V', long, display_order = 902, action = ArgAction::Version, help = "显示版本")]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(
        about = "新建店铺",
        override_usage = "shounuo new --data DIR --shop 店名 [--owner 姓名] [--demo] [--recovery-out FILE]",
        after_help = "例：shounuo new --data 晨光电器 --shop 晨光电器 --owner 林店主 --recovery-out 恢复码.txt\n恢复码只给这一次。店主登录名是 owner，第一次在窗口登录时凭恢复码设密码。"
    )]
    New(New),
    #[command(
        about = "导入平台订单或售后单文件，或撤销一批",
        override_usage = "shounuo import --data DIR FILE [--platform 平台] [--shop 名] [--as orders|aftersale] [--dry-run]\n      shounuo import --data DIR --undo 批次",
        after_help = "例：shounuo import --data 店铺文件夹 淘宝订单.csv --dry-run\n未付款和已关闭的行也是订单；同一文件再导一次不会改变任何内容。"
    )]
    Import(Import),
    #[command(
        about = "按事实判定，每行一个 JSON",
        override_usage = "shounuo rule [--data DIR] FILE|-",
        after_help = "例：shounuo rule 事实.jsonl > 判定.jsonl\n每行 {\"id\": …, \"facts\": {…}}，结果每行一个 JSON，有错的行给出 error 并继续。\n不给 --data 时用内置目录和日历，不需要店铺；给了就用这家店的目录版本、日历和计算约定。"
    )]
    Rule(Rule),
    #[command(
        subcommand,
        about = "售后单：列表、查看、办理",
        override_usage = "shounuo case list|show|do …",
        after_help = "例：shounuo case list --data 店铺文件夹 --state 待受理"
    )]
    Case(Case),
    #[command(
        about = "出具通知书并存为 PDF，已出具的取原件",
        override_usage = "shounuo notice --data DIR 种类 记录 --out FILE.pdf [--force]",
        after_help = "例：shounuo notice --data 店铺文件夹 三包处理告知书 SH-3F-00018-K --out 告知书.pdf\n种类：ruling_letter 或 三包处理告知书。记录是售后单或通知书的编号或 id；给通知书编号时取原件。"
    )]
    Notice(Notice),
    #[command(
        about = "搜索",
        override_usage = "shounuo search --data DIR 文字",
        after_help = "例：shounuo search --data 店铺文件夹 洗衣机\n可用词、单号或其末几位、拼音首字母。"
    )]
    Search(Search),
    #[command(
        about = "核验台账：是否完整、哪里被改动、重放是否一致",
        override_usage = "shounuo verify --data DIR [--against FILE] [--ledger-out FILE] [--salvage NEWDIR] | --backup FILE",
        after_help = "例：shounuo verify --data 店铺文件夹\n发现问题时退出码为 1。核验备份要用 --recovery-file 给出恢复码文件，任何一台电脑都可以，不需要店铺文件夹和钥匙串。\n--against 把店铺现在的台账与一份备份当时记下的末尾对照：一致、被改写、被截短。\n--salvage 在店铺损坏时把还能读出的内容抢救到一个新文件夹，原文件夹不改动。"
    )]
    Verify(Verify),
    #[command(
        about = "备份到一个文件，恢复一遍核对相符才算完成",
        override_usage = "shounuo backup --data DIR --out FILE",
        after_help = "例：shounuo backup --data 店铺文件夹 --out 晨光电器-20261121.shounuo\n备份仍是加密的，用恢复码打开。"
    )]
    Backup(Backup),
    #[command(
        about = "把备份恢复到一个新文件夹",
        override_usage = "shounuo restore FILE --data 新文件夹 --recovery-file 恢复码文件",
        after_help = "例：shounuo restore 晨光电器-20261121.shounuo --data 新文件夹 --recovery-file 恢复码.txt"
    )]
    Restore(Restore),
    #[command(
        about = "导出一类记录，个人信息已遮盖",
        override_usage = "shounuo export --data DIR 种类 --out FILE.xlsx|.csv [--purpose 用途] [--force]",
        after_help = "例：shounuo export --data 店铺文件夹 售后单 --out 售后单.xlsx --purpose 月度汇总"
    )]
    Export(Export),
}

#[derive(Debug, Args)]
pub struct New {
    #[arg(long = "shop", value_name = "NAME", help = "店铺名称")]
    pub name: String,
    #[arg(long, value_name = "NAME", default_value = "店主", hide_default_value = true, help = "店主姓名")]
    pub owner: String,
    #[arg(long, help = "放入演示数据，用来试用")]
    pub demo: bool,
    #[arg(long, value_name = "FILE", help = "恢复码写入这个新文件（仅本人可读）；不给时只显示在终端")]
    pub recovery_out: Option<PathBuf>,
    #[arg(long, help = "不在系统钥匙串里存钥匙")]
    pub no_keychain: bool,
}

#[derive(Debug, Args)]
pub struct Import {
    #[arg(value_name = "FILE", required_unless_present = "undo", help = "从平台后台下载的 csv、xls 或 xlsx")]
    pub file: Option<PathBuf>,
    #[arg(long, default_value = "auto", hide_default_value = true, value_parser = PLATFORMS, hide_possible_values = true, value_name = "PLATFORM", help = "taobao tmall jd pdd douyin xiaohongshu 1688，不给时自动识别")]
    pub platform: String,
    #[arg(long = "shop", value_name = "NAME", help = "平台上的店铺名，不给时用本店名称")]
    pub shop_name: Option<String>,
    #[arg(long = "as", value_name = "WHAT", value_parser = ["orders", "aftersale"], hide_possible_values = true, help = "orders 订单，aftersale 售后单；不给时自动识别")]
    pub kind: Option<String>,
    #[arg(long, value_name = "FILE.json", help = "认不出的文件：{字段代码: 表头}，指定各列的含义")]
    pub mapping: Option<PathBuf>,
    #[arg(long, help = "只说会导入什么，不写入")]
    pub dry_run: bool,
    #[arg(long, value_name = "BATCH", conflicts_with_all = ["file", "dry_run", "mapping", "kind", "shop_name"], help = "撤销一批：批次的编号或 id")]
    pub undo: Option<String>,
}

#[derive(Debug, Args)]
pub struct Rule {
    #[arg(value_name = "FILE", help = "每行一个 JSON 的文件，- 为标准输入")]
    pub file: PathBuf,
}

#[derive(Debug, Subcommand)]
pub enum Case {
    #[command(
        about = "售后单列表，时限近的在前",
        override_usage = "shounuo case list --data DIR [--state 状态] [--which open|ended|all] [--mine] [--words 文字] [--limit N]",
        after_help = "例：shounuo case list --data 店铺文件夹 --state 待受理 --json"
    )]
    List(CaseList),
    #[command(
        about = "一件售后单",
        override_usage = "shounuo case show --data DIR 编号",
        after_help = "例：shounuo case show --data 店铺文件夹 SH-3F-00018-K"
    )]
    Show(CaseShow),
    #[command(
        about = "办理一步",
        override_usage = "shounuo case do --data DIR 编号 步骤 [--input JSON|@FILE|-]\n      shounuo case do --data DIR new register --input JSON|@FILE|-",
        after_help = "例：shounuo case do --data 店铺文件夹 SH-3F-00018-K choose --input '{\"chosen\": \"exchange\"}'\n可做的步骤见 case show。含个人信息的内容请用 @FILE 或 -（标准输入），命令行参数会留在系统记录里。"
    )]
    Do(CaseDo),
}

#[derive(Debug, Args)]
pub struct CaseList {
    #[arg(long, value_name = "STATE", help = "只列这个状态，中文名或代码")]
    pub state: Option<String>,
    #[arg(long, value_name = "KIND", help = "只列这一类，中文名或代码")]
    pub kind: Option<String>,
    #[arg(long, help = "只列店主本人负责的")]
    pub mine: bool,
    #[arg(long, value_name = "WHICH", value_parser = ["open", "ended", "all"], hide_possible_values = true, help = "open 未结束，ended 已结束，all 全部；不给时未结束，给了 --state 时全部")]
    pub which: Option<String>,
    #[arg(long, value_name = "TEXT", help = "含这些文字的，同搜索")]
    pub words: Option<String>,
    #[arg(long, value_name = "N", help = "最多列几件")]
    pub limit: Option<usize>,
}

#[derive(Debug, Args)]
pub struct CaseShow {
    #[arg(value_name = "编号", help = "售后单编号或 id")]
    pub case: String,
}

#[derive(Debug, Args)]
pub struct CaseDo {
    #[arg(value_name = "编号", help = "售后单编号或 id；new 为新建")]
    pub case: String,
    #[arg(value_name = "步骤", help = "步骤的代码或名称，如 accept、受理")]
    pub event: String,
    #[arg(long, value_name = "JSON", help = "步骤要填的内容：JSON 对象，@FILE 读文件，- 读标准输入")]
    pub input: Option<String>,
    #[arg(long, value_name = "KIND", help = "新建哪一类，不给时为售后单")]
    pub kind: Option<String>,
}

#[derive(Debug, Args)]
pub struct Notice {
    #[arg(value_name = "种类", help = "ruling_letter 或 三包处理告知书")]
    pub kind: String,
    #[arg(value_name = "记录", help = "售后单或通知书的编号或 id")]
    pub record: String,
    #[arg(long, value_name = "FILE.pdf", help = "存到这个文件")]
    pub out: PathBuf,
    #[arg(long, help = "文件已存在时替换它")]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Search {
    #[arg(value_name = "文字", help = "词、单号或其末几位、拼音首字母")]
    pub text: String,
}

#[derive(Debug, Args)]
pub struct Verify {
    #[arg(long, value_name = "FILE", help = "核验这份备份")]
    pub backup: Option<PathBuf>,
    #[arg(long, value_name = "NEWDIR", conflicts_with_all = ["backup", "against", "ledger_out"], help = "店铺损坏时，把还能读出的内容抢救到这个新文件夹；原文件夹不改动")]
    pub salvage: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with = "backup", help = "与这份备份当时记下的台账末尾对照")]
    pub against: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["backup", "against"], help = "另把台账写成 JSON 行，供别人的程序核验；个人信息仍是加密的")]
    pub ledger_out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Backup {
    #[arg(long, value_name = "FILE", help = "备份写入这个新文件")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Restore {
    #[arg(value_name = "FILE", help = "备份文件")]
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "种类", help = "记录的种类，中文名或代码，如 售后单、订单")]
    pub kind: String,
    #[arg(long, value_name = "FILE", help = "存到这个 .xlsx 或 .csv 文件")]
    pub out: PathBuf,
    #[arg(long, value_name = "TEXT", default_value = "命令行导出", hide_default_value = true, help = "导出的用途，记入台账")]
    pub purpose: String,
    #[arg(long, help = "文件已存在时替换它")]
    pub force: bool,
}
