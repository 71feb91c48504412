//! clap's help and complaints in Chinese. A complaint never repeats a value: it may be a code put in the wrong place.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, FromArgMatches};

use crate::args::CommandLine;
use crate::output::{print, say};

const HELP: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// Reads the command line; what is left to do otherwise is to end with this status.
pub fn parse(given: impl IntoIterator<Item = OsString>) -> Result<CommandLine, ExitCode> {
    let matches = chinese(CommandLine::command()).try_get_matches_from(given);
    matches.and_then(|matches| CommandLine::from_arg_matches(&matches)).map_err(|error| end(&error))
}

fn chinese(command: Command) -> Command {
    command
        .help_template(HELP)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .next_help_heading("选项")
        .mut_args(under_heading)
        .mut_subcommands(chinese)
}

fn under_heading(arg: clap::Arg) -> clap::Arg {
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    arg.help_heading(heading)
}

fn end(error: &clap::Error) -> ExitCode {
    let help = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Nothing is left to do when nobody reads the help.
            drop(print(&help));
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say(help.trim_end());
            ExitCode::from(2)
        }
        _ => {
            say(&format!("用法不对：{}。用 --help 查看说明。", complaint(error)));
            ExitCode::from(2)
        }
    }
}

fn complaint(error: &clap::Error) -> String {
    let named = named(error);
    match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("缺少 {named}"),
        ErrorKind::UnknownArgument if named.is_empty() => "有多余的内容".to_owned(),
        ErrorKind::UnknownArgument => format!("没有 {named} 这个选项"),
        ErrorKind::InvalidSubcommand | ErrorKind::MissingSubcommand => "没有写明命令，或没有这个命令".to_owned(),
        ErrorKind::InvalidValue
            if error.get(ContextKind::InvalidValue).is_none_or(|value| matches!(value, ContextValue::String(text) if text.is_empty())) =>
        {
            format!("{named} 后面缺少内容")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{named} 的内容不在可选范围内{}", choices(error)),
        ErrorKind::ArgumentConflict => format!("{named} 不能与另一个选项同时使用"),
        _ => "无法识别".to_owned(),
    }
}

/// The arguments the complaint is about, without values; a bare word that we do not know is not repeated.
fn named(error: &clap::Error) -> String {
    let shown = |text: &str| {
        let name = text.split('=').next().unwrap_or_default();
        if error.kind() != ErrorKind::UnknownArgument || name.starts_with("--") { name.to_owned() } else { String::new() }
    };
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(text)) => shown(text),
        Some(ContextValue::Strings(texts)) => texts.iter().map(|text| shown(text)).collect::<Vec<_>>().join("、"),
        _ => String::new(),
    }
}

fn choices(error: &clap::Error) -> String {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => format!("：{}", values.join("、")),
        _ => String::new(),
    }
}
