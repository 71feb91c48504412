//! Tries one point and says what did not hold.

use shounuo_faults::Random;

use crate::oracle::{Depth, check};
use crate::point::{Fault, Point};
use crate::prepared::{Prepared, cut};
use crate::rooms::{read_folder, write_folder};
use crate::trial::{Trial, events};
use crate::watch::{Death, Plan};

/// What a trial showed.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The fault did happen: the call was reached.
    pub hit: bool,
    /// A power cut during the recovery from another.
    pub nested: bool,
    /// A commit whose outcome was not known, and was looked up.
    pub unknown: bool,
    pub fault: Option<String>,
}

pub fn judge(prepared: &Prepared, point: &Point) -> Verdict {
    let depth = depth_of(prepared, point);
    let mut verdict = Verdict { hit: true, ..Verdict::default() };
    let held = match point.fault {
        Fault::Kill { at, death, again } => killed(prepared, Plan::Kill(at, death), again, depth, &mut verdict),
        Fault::PowerCut { seed } => powerless(prepared, seed, depth, &mut verdict),
        Fault::Fail { at, how, for_ever } => failed(prepared, Plan::Fail { at, how, for_ever }, depth, &mut verdict),
    };
    verdict.fault = held.err();
    verdict
}

/// The code stretches a key, which takes time: it is tried where keys change, and on a part of the others.
fn depth_of(prepared: &Prepared, point: &Point) -> Depth {
    let spread = point.to_string().bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    Depth { code: prepared.operation.keys || spread.is_multiple_of(8), work: spread.is_multiple_of(4) }
}

fn broke(trial: &Trial) -> Result<(), String> {
    match &trial.broke {
        Some(words) => Err(format!("the program broke: {}", words.lines().take(3).collect::<Vec<_>>().join(" / "))),
        None => Ok(()),
    }
}

fn killed(prepared: &Prepared, plan: Plan, again: Option<usize>, depth: Depth, verdict: &mut Verdict) -> Result<(), String> {
    let trial = Trial::run(&prepared.start, prepared.operation.name, plan, None);
    verdict.hit = trial.killed;
    broke(&trial)?;
    let told = trial.told();
    let mut room = trial.room;
    if let Some(at) = again {
        let opener = Trial::run_in(room, "", Plan::Kill(at, Death::HalfWay), None);
        verdict.hit &= opener.killed;
        broke(&opener)?;
        room = opener.room;
    }
    check(room.path(), prepared.operation, &prepared.reference, &told, depth)
}

fn powerless(prepared: &Prepared, seed: u64, depth: Depth, verdict: &mut Verdict) -> Result<(), String> {
    let mut random = Random::new(seed);
    let (image, told) = prepared.power_cut(&mut random);
    let room = tempfile::tempdir().unwrap();
    write_folder(room.path(), &image);
    verdict.nested = prepared.operation.opens && random.chance(1, 10);
    if !verdict.nested {
        return check(room.path(), prepared.operation, &prepared.reference, &told, depth);
    }
    let list = tempfile::NamedTempFile::new().unwrap();
    let opener = Trial::run_in(room, "", Plan::Look, Some(list.path()));
    broke(&opener)?;
    let (image, _) = cut(&image, &events(list.path()), &mut random);
    let room = tempfile::tempdir().unwrap();
    write_folder(room.path(), &image);
    check(room.path(), prepared.operation, &prepared.reference, &told, depth)
}

fn failed(prepared: &Prepared, plan: Plan, depth: Depth, verdict: &mut Verdict) -> Result<(), String> {
    let trial = Trial::run(&prepared.start, prepared.operation.name, plan, None);
    verdict.hit = trial.said("HIT");
    verdict.unknown = trial.after("OUTCOME").is_some();
    broke(&trial)?;
    if std::env::var_os("FAULTS_POINT").is_some() {
        println!("{}", trial.lines.join("\n"));
    }
    for no in trial.refusals() {
        if !no.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
            return Err(format!("not said in Chinese: {no}"));
        }
    }
    if trial.said("UNREADABLE") {
        return Err(format!("nothing can be read after: {:?}", trial.refusals()));
    }
    let told = trial.told();
    if !told.done {
        let files = read_folder(&trial.room.path().join("disk"));
        let there = trial.refusals().last().is_some_and(|no| ["shop_exists ", "file_exists "].iter().any(|code| no.starts_with(code)));
        if !there || !prepared.operation.may_be_there {
            return Err(format!("does not succeed once the disk works again: {:?}, {:?}", trial.refusals(), files.keys()));
        }
    }
    let held = check(trial.room.path(), prepared.operation, &prepared.reference, &told, depth);
    held.map_err(|words| format!("{words} (after {:?})", trial.refusals()))
}
