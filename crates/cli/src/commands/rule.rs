//! Facts in, rulings out, line by line: a bad line is answered with its error and the run goes on.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::io::{BufWriter, Read, Write, stdin, stdout};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use shounuo_desk::capabilities::ruling::{rulebook_for, sandbox_rulebook};
use shounuo_desk::kernel::Refusal;
use shounuo_desk::kernel::work::china_date;
use shounuo_rules::{Facts, Rulebook, answer_line};

use super::lines::{Line, Lines};
use crate::args::{Rule, ShopArgs};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::files::cannot_read;
use crate::output::say;

/// How many line numbers of refused lines are told.
const TOLD: usize = 20;
/// How many rulebooks of a shop are kept at hand: more than a year of sale dates.
const BOOKS: usize = 512;

pub fn run(shop: &ShopArgs, asked: &Rule) -> Result<(), Failure> {
    if shop.data.is_none() && shop.recovery_file.is_some() {
        return Err(Failure::Usage("--recovery-file 要和 --data 一起用".to_owned()));
    }
    let source = open(&asked.file)?;
    let mut rules = Rules::open(shop)?;
    let (mut lines, mut out) = (Lines::new(source), BufWriter::new(stdout().lock()));
    let (mut number, mut answered, mut refused) = (0_u64, 0_u64, Vec::new());
    while let Some(line) = lines.next().map_err(|error| cannot_read(&asked.file, &error))? {
        number += 1;
        let Some(answer) = answer(&mut rules, &line)? else { continue };
        answered += 1;
        if answer.get("error").is_some() {
            refused.push(number);
        }
        writeln!(out, "{answer}").map_err(|error| Failure::output(&error))?;
        if lines.drained() {
            out.flush().map_err(|error| Failure::output(&error))?;
        }
    }
    out.flush().map_err(|error| Failure::output(&error))?;
    tell(answered, &refused);
    Ok(())
}

fn open(path: &Path) -> Result<Box<dyn Read>, Refusal> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(stdin().lock()));
    }
    let file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    Ok(Box::new(file))
}

fn tell(answered: u64, refused: &[u64]) {
    if refused.is_empty() {
        return say(&format!("共 {answered} 行，全部已判定"));
    }
    let mut which: Vec<String> = refused.iter().take(TOLD).map(ToString::to_string).collect();
    if refused.len() > TOLD {
        which.push("……".to_owned());
    }
    say(&format!("共 {answered} 行，其中 {} 行无法判定（第 {} 行），原因见结果里的 error", refused.len(), which.join("、")));
}

/// One answer, or none for a blank line.
fn answer(rules: &mut Rules, line: &Line) -> Result<Option<Value>, Refusal> {
    let bytes = match line {
        Line::TooLong => return Ok(Some(unreadable("line_too_long", "这一行超过 1 MB，不是一件事实，请检查换行"))),
        Line::Whole(bytes) => bytes,
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Ok(Some(unreadable("bad_encoding", "这一行不是 UTF-8 文字，请把文件另存为 UTF-8 编码")));
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() { Ok(None) } else { rules.answer(text).map(Some) }
}

fn unreadable(code: &str, message: &str) -> Value {
    json!({ "id": null, "error": { "code": code, "message": message, "field": null } })
}

/// The rules to answer by.
enum Rules {
    /// Those shipped with the program.
    Builtin(Box<Rulebook>),
    /// Those of a shop.
    Shop(Box<ShopRules>),
}

impl Rules {
    fn open(shop: &ShopArgs) -> Result<Rules, Failure> {
        if shop.data.is_none() {
            return Ok(Rules::Builtin(Box::new(Rulebook::builtin())));
        }
        let rules = ShopRules { desk: Desk::open(shop)?, today: china_date(Timestamp::now()), books: HashMap::new() };
        Ok(Rules::Shop(Box::new(rules)))
    }

    fn answer(&mut self, line: &str) -> Result<Value, Refusal> {
        match self {
            Rules::Builtin(book) => Ok(answer_line(book, line)),
            Rules::Shop(rules) => Ok(answer_line(rules.book_for(line)?, line)),
        }
    }
}

/// All dates of a case that can say which version of the catalogue holds. Which of them does is the desk's to decide.
type SaleDates = [Option<Date>; 3];

/// A shop's catalogue of the sale date, its calendar, its readings of the law.
struct ShopRules {
    desk: Desk,
    today: Date,
    /// Those worked out already. Nobody else writes while we hold the shop.
    books: HashMap<Option<SaleDates>, Rulebook>,
}

impl ShopRules {
    fn book_for(&mut self, line: &str) -> Result<&Rulebook, Refusal> {
        let facts = facts(line);
        let key = facts.as_ref().map(|facts| [facts.invoice_date, facts.received_date, facts.produced_date]);
        if self.books.len() >= BOOKS {
            self.books.clear();
        }
        match self.books.entry(key) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let today = self.today;
                let book = self.desk.shop()?.store.read(|tx| match &facts {
                    Some(facts) => sandbox_rulebook(tx, facts, today),
                    None => rulebook_for(tx, today),
                })?;
                Ok(place.insert(book))
            }
        }
    }
}

/// The facts of a line, if they are facts: they say when the goods were sold.
fn facts(line: &str) -> Option<Facts> {
    let line: Value = serde_json::from_str(line).ok()?;
    Facts::from_json(line.get("facts")?).ok()
}
