//! One file per command.

mod backup;
mod case;
mod case_text;
mod export;
mod import;
mod lines;
mod new;
mod notice;
mod rule;
mod search;
mod verify;

use crate::args::{Command, CommandLine};
use crate::failure::Failure;
use crate::output::Output;

/// Runs the command that was given.
pub fn run(given: &CommandLine, out: &Output) -> Result<(), Failure> {
    let shop = &given.shop;
    match &given.command {
        Command::New(asked) => new::run(shop, asked, out),
        Command::Import(asked) => import::run(shop, asked, out),
        Command::Rule(asked) => rule::run(shop, asked),
        Command::Case(asked) => case::run(shop, asked, out),
        Command::Notice(asked) => notice::run(shop, asked, out),
        Command::Search(asked) => search::run(shop, asked, out),
        Command::Verify(asked) => verify::run(shop, asked, out),
        Command::Backup(asked) => backup::run(shop, asked, out),
        Command::Restore(asked) => backup::restore(shop, asked, out),
        Command::Export(asked) => export::run(shop, asked, out),
    }
}
