//! `make bench`: what the workbench costs beside a bare baseline, as ratios taken in the same run on the same machine.
//! docs/BENCHMARKS.md says what is measured and how to read it.
#![allow(missing_docs, reason = "a program of its own")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it reports to a terminal")]

mod environment;
mod event;
mod import;
mod ledger;
mod list;
mod measure;
mod notice;
mod orders;
mod plan;
mod report;
mod rulings;
mod search;
mod shop;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use measure::Figure;
use world::World;

pub type Failure = Box<dyn std::error::Error>;
pub type Outcome<T> = Result<T, Failure>;

/// Measures the workbench against bare baselines.
#[derive(Parser)]
#[command(name = "bench")]
struct Args {
    /// Write the figures to this file as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// A twentieth of the data and fewer rounds: under a minute, for trying things out.
    #[arg(long)]
    quick: bool,
    /// Only this measurement: event, import, rulings, notice, list, search, ledger. May be given again.
    #[arg(long)]
    only: Vec<String>,
    /// Import as a program of its own, so that its peak of memory is its own.
    #[arg(long, hide = true, value_name = "FOLDER")]
    import_into: Option<PathBuf>,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A measurement: its name and what takes it.
type Measurement = (&'static str, fn(&mut World) -> Outcome<Vec<Figure>>);

const MEASUREMENTS: &[Measurement] = &[
    ("event", event::measure),
    ("import", import::measure),
    ("rulings", rulings::measure),
    ("notice", notice::measure),
    ("list", list::measure),
    ("search", search::measure),
    ("ledger", ledger::measure),
];

fn main() -> ExitCode {
    if let Some(ended) = shounuo_desk::child::serve_if_asked() {
        return ended;
    }
    let args = Args::parse();
    let done = match &args.import_into {
        Some(dir) => import::child(dir),
        None => run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("bench: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Outcome<()> {
    if let Some(unknown) = args.only.iter().find(|name| MEASUREMENTS.iter().all(|(known, _)| known != name)) {
        let known: Vec<&str> = MEASUREMENTS.iter().map(|(name, _)| *name).collect();
        return Err(format!("no measurement is called {unknown}; there are {}", known.join(", ")).into());
    }
    let mut world = World::new(args.quick)?;
    let mut figures = Vec::new();
    for (name, measure) in MEASUREMENTS.iter().filter(|(name, _)| args.only.is_empty() || args.only.iter().any(|only| only == name)) {
        eprintln!("== {name}");
        figures.extend(measure(&mut world)?);
    }
    let report = report::Report { environment: environment::here()?, quick: args.quick, figures };
    println!("{}", report.table());
    if let Some(path) = &args.json {
        std::fs::write(path, serde_json::to_string_pretty(&report)? + "\n")?;
    }
    Ok(())
}
