//! The search box, against the bare query of the index that finds it.

use serde_json::json;
use shounuo_store::bare::Bare;
use shounuo_store::search::{folded, phrase};

use crate::Outcome;
use crate::measure::{Figure, compare, timed};
use crate::orders::order_no;
use crate::plan::scans;
use crate::shop::{Shop, refused};
use crate::world::World;

const BY_TEXT: &str = "SELECT rowid FROM search_text WHERE search_text MATCH ?1 ORDER BY rowid DESC LIMIT 50";
const BY_KEY: &str = "SELECT doc FROM search_key WHERE token >= ?1 AND token < ?2 LIMIT 50";

pub fn measure(world: &mut World) -> Outcome<Vec<Figure>> {
    let (rounds, many) = (world.size(100, 30), world.many());
    let shop = world.big()?;
    let bare = shop.bench.shop().map_err(refused)?.with_vault(|vault| Bare::reader(vault))?;
    let number = order_no(many / 3);
    let words = [
        ("search 1 character", "漏"),
        ("search 2 characters", "异响"),
        ("search 4 characters", "反复蓝屏"),
        ("search order number", number.as_str()),
        ("search number tail", &number[number.len() - 6..]),
        ("search initials", "oyjg"),
        ("search nothing found", "龘龘"),
    ];
    words.iter().map(|(name, words)| Ok(one(shop, &bare, name, words, rounds)?.with("records_of_cases", many))).collect()
}

fn one(shop: &Shop, bare: &Bare, name: &str, words: &str, rounds: usize) -> Outcome<Figure> {
    let mut found = 0;
    let ask = || shop.call("search", json!({ "text": words }));
    let candidate = |_| {
        let (took, answer) = timed(ask)?;
        found = answer.as_array().map_or(0, Vec::len);
        Ok(took)
    };
    let (key, by_key) = (folded(words), words.is_ascii());
    let end = format!("{key}\u{10FFFF}");
    let expression = phrase(words).unwrap_or_default();
    let baseline = |_| {
        let query = || Ok(if by_key { bare.select(BY_KEY, &[&key, &end])? } else { bare.select(BY_TEXT, &[&expression])? });
        Ok(timed(query)?.0)
    };
    let says = ("search, with masked records and the case each belongs to", if by_key { "key table by prefix" } else { "FTS5 MATCH" });
    let figure = compare(name, says, rounds, candidate, baseline)?;
    Ok(figure.with("found", found).warn(scans(bare, || ask().map(drop))?))
}
