//! A two-page letter to the consumer against the smallest paper of the same engine and fonts.

use jiff::civil::date;
use serde_json::json;
use shounuo_notices::{Basis, Block, Document, Marks, Meta, Paper, PaperSpec, render};

use crate::Outcome;
use crate::measure::{Figure, compare, rounded, timed};
use crate::shop::Shop;
use crate::world::World;

pub fn measure(world: &mut World) -> Outcome<Vec<Figure>> {
    let shop = Shop::found(&world.dir("notice"))?;
    let case = shop.case(0)?;
    shop.act("quality_case", Some(&case), "rule", json!({}))?;
    let (mut pages, mut bytes) = (0, 0);
    let candidate = |_| {
        let (took, letter) = timed(|| shop.call("notices.preview", json!({ "id": case })))?;
        pages = letter["pages"].as_u64().unwrap_or(0);
        bytes = letter["pdf"].as_str().map_or(0, |base64| base64.len() / 4 * 3);
        Ok(took)
    };
    let smallest = smallest();
    let mut least = 0;
    let baseline = |_| {
        let (took, paper) = timed(|| Ok(render(&smallest, &PaperSpec::new(Paper::A4))?))?;
        least = paper.bytes.len();
        Ok(took)
    };
    let says = ("the ruling letter of a case: facts read, laid out, painted", "one line of text, same engine and fonts");
    let figure = compare("notice", says, world.size(30, 8), candidate, baseline)?;
    let first = rounded(figure.candidate.first_us / 1e3);
    Ok(vec![figure.with("pages", pages).with("bytes", bytes).with("bare_bytes", least).with("first_ms", first)])
}

fn smallest() -> Document {
    Document {
        meta: Meta {
            title: "告知书".into(),
            shop_name: "晨光电器".into(),
            shop_contact: String::new(),
            number: String::new(),
            qr: None,
            created: date(2026, 11, 21).at(10, 0, 0, 0),
        },
        blocks: vec![Block::Plain("一行字。".into())],
        basis: Basis::NotNeeded,
        marks: Marks::default(),
    }
}
