//! All trials of a run: the kept ones first, then those of this seed, mixed, so that a run broken off has tried some of each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use shounuo_faults::Random;

use crate::judge::judge;
use crate::operations;
use crate::point::{Fault, Point};
use crate::prepared::Prepared;
use crate::report::Tally;

/// Points that failed once.
const KEPT: &str = include_str!("../seeds/kept.txt");

/// What is asked for.
struct Wish {
    kills: usize,
    images: usize,
    /// One in so many failing calls is tried; 0 for none.
    errors: usize,
    /// Every call fails in every way, once and for ever.
    fully: bool,
    seed: u64,
    workers: usize,
    only: Option<String>,
    /// One point by hand.
    point: Option<Point>,
}

fn asked<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

impl Wish {
    fn read() -> Wish {
        let otherwise = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(1, |since| since.as_secs());
        Wish {
            kills: asked("FAULTS_POINTS", 2_000),
            images: asked("FAULTS_IMAGES", 2_000),
            errors: asked("FAULTS_ERRORS", 1),
            fully: asked("FAULTS_FULLY", 0) > 0,
            seed: asked("SEED", otherwise),
            workers: asked("FAULTS_WORKERS", 2),
            only: std::env::var("FAULTS_ONLY").ok(),
            point: std::env::var("FAULTS_POINT").ok().map(|line| line.parse().unwrap()),
        }
    }

    fn wants(&self, name: &str) -> bool {
        self.point.as_ref().map_or_else(|| self.only.as_deref().is_none_or(|only| name.contains(only)), |point| point.operation == name)
    }
}

pub fn all() {
    let (wish, begun) = (Wish::read(), Instant::now());
    println!("seed {}", wish.seed);
    let operations: Vec<_> = operations::all().filter(|operation| wish.wants(operation.name)).collect();
    let prepared: BTreeMap<String, Prepared> =
        in_parallel(wish.workers, &operations, |operation| (operation.name.to_owned(), Prepared::new(operation))).into_iter().collect();
    assert!(!prepared.is_empty(), "no operation has such a name");
    println!("{} operations prepared in {} s", prepared.len(), begun.elapsed().as_secs());
    let points = points(&wish, &prepared);
    println!("{} points to try", points.len());
    let tally = Mutex::new(Tally::default());
    in_parallel(wish.workers, &points, |point| {
        let verdict = judge(&prepared[&point.operation], point);
        let mut tally = tally.lock().unwrap();
        tally.count(point, verdict);
        if tally.tried.is_multiple_of(1_000) {
            println!("{} tried, {} failed, {} s", tally.tried, tally.failures.len(), begun.elapsed().as_secs());
        }
    });
    let tally = tally.into_inner().unwrap();
    let empty = if wish.point.is_some() { Vec::new() } else { tally.reach(&cells(&points)) };
    tally.close(&empty, begun.elapsed().as_secs());
    let sound = tally.failures.is_empty() && empty.is_empty();
    let (good, bad) = if sound { (prepared.len(), 0) } else { (0, tally.failures.len() + empty.len()) };
    println!("\ntest result: {}. {good} passed; {bad} failed; operations broken off", if sound { "ok" } else { "FAILED" });
    if !sound {
        println!("again: FAULTS_POINT=\"<line>\" make faults; a line that failed goes to tests/faults/seeds/kept.txt");
        std::process::exit(1);
    }
}

fn in_parallel<T: Sync, R: Send>(workers: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = work(item);
                    done.lock().unwrap().push(result);
                }
            });
        }
    });
    done.into_inner().unwrap()
}

fn kept() -> Vec<Point> {
    let lines = KEPT.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty());
    lines.map(|line| line.parse().unwrap_or_else(|no| panic!("seeds/kept.txt: {no}"))).collect()
}

fn points(wish: &Wish, prepared: &BTreeMap<String, Prepared>) -> Vec<Point> {
    if let Some(point) = &wish.point {
        return vec![point.clone()];
    }
    let mut random = Random::new(wish.seed);
    let mut points = kills(wish, prepared, &mut random);
    let all: Vec<&Prepared> = prepared.values().collect();
    points.extend((0..wish.images).map(|number| all[number % all.len()].point(Fault::PowerCut { seed: random.any() >> 16 })));
    let failures = prepared.values().flat_map(|one| one.failures(wish.fully));
    points.extend(failures.enumerate().filter(|(at, _)| wish.errors > 0 && at.is_multiple_of(wish.errors)).map(|(_, point)| point));
    let first = kept().into_iter().filter(|point| prepared.contains_key(&point.operation));
    first.chain(shuffled(points, &mut random)).collect()
}

/// Shares the kill points out among the operations; when every call had its turn, the one who opens is killed too.
fn kills(wish: &Wish, prepared: &BTreeMap<String, Prepared>, random: &mut Random) -> Vec<Point> {
    let mut decks: Vec<Vec<Point>> = prepared.values().map(|one| shuffled(one.kills(random), random)).collect();
    let mut points = Vec::new();
    let mut turn = 0;
    while points.len() < wish.kills && !decks.is_empty() {
        let at = turn % decks.len();
        let deck = &mut decks[at];
        let mut point = deck[(turn / prepared.len()) % deck.len()].clone();
        // Every tenth, and all beyond the last call: a second crash while the shop is opened again.
        if let Fault::Kill { again, .. } = &mut point.fault
            && (random.chance(1, 10) || turn / prepared.len() >= deck.len())
        {
            *again = Some(random.below(30));
        }
        points.push(point);
        turn += 1;
    }
    points
}

fn shuffled(mut points: Vec<Point>, random: &mut Random) -> Vec<Point> {
    for last in (1..points.len()).rev() {
        points.swap(last, random.below(last + 1));
    }
    points
}

/// The cells of the table that may not stay empty.
fn cells(points: &[Point]) -> BTreeSet<(String, &'static str)> {
    let planned = points.iter().filter(|point| point.fault.kind() != "kill twice");
    planned.map(|point| (point.operation.clone(), point.fault.kind())).collect()
}
