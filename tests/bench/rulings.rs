//! Ten thousand rulings against reading the same lines and nothing else.

use serde_json::{Value, json};
use shounuo_rules::{Facts, Rulebook};

use crate::Outcome;
use crate::measure::{Figure, compare, rounded, timed};
use crate::world::World;

const CASES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/rules/data/ruling_cases.jsonl"));

pub fn measure(world: &mut World) -> Outcome<Vec<Figure>> {
    let lines = lines(10_000)?;
    let book = Rulebook::builtin();
    let candidate = |_| {
        let (took, options) = timed(|| lines.iter().map(|line| rule(&book, line)).sum::<Outcome<usize>>())?;
        std::hint::black_box(options);
        Ok(took)
    };
    let baseline = |_| {
        let (took, fields) =
            timed(|| lines.iter().map(|line| Ok(parse(line)?.as_object().map_or(0, serde_json::Map::len))).sum::<Outcome<usize>>())?;
        std::hint::black_box(fields);
        Ok(took)
    };
    let says = ("10,000 facts read and ruled on", "the same lines read as JSON");
    let figure = compare("rulings", says, world.size(15, 5), candidate, baseline)?;
    let each = figure.candidate.median_us / lines.len() as f64;
    Ok(vec![figure.with("µs_each", rounded(each)).with("rulings_per_second", (1e6 / each).round())])
}

/// The worked cases of the rules in turn, each time with another price.
fn lines(count: usize) -> Outcome<Vec<String>> {
    let cases = CASES.lines().map(parse).collect::<Outcome<Vec<Value>>>()?;
    let vary = |index: usize| {
        let mut facts = cases[index % cases.len()]["facts"].clone();
        if let Some(fen) = facts["price_fen"].as_i64() {
            facts["price_fen"] = json!(fen + i64::try_from(index)?);
        }
        Ok(facts.to_string())
    };
    (0..count).map(vary).collect()
}

fn parse(line: &str) -> Outcome<Value> {
    Ok(serde_json::from_str(line)?)
}

/// Options given; worked cases that end in a question to the person count as none.
fn rule(book: &Rulebook, line: &str) -> Outcome<usize> {
    let ruling = Facts::from_json(&parse(line)?).and_then(|facts| book.rule(&facts));
    Ok(ruling.map_or(0, |ruling| ruling.options.len()))
}
