//! The search finds what is there and nothing else: any piece of a text, any number by front or tail, names by initials.
#![allow(clippy::unwrap_used, reason = "a test says by panicking what is wrong")]

use proptest::prelude::*;
use shounuo_store::search::{Findable, folded};
use shounuo_store::{Store, StoreError};

fn with(texts: &[String]) -> Store {
    let store = Store::scratch().unwrap();
    store
        .write(|tx| {
            for (index, text) in texts.iter().enumerate() {
                tx.index_for_search("case", &index.to_string(), &Findable { texts: vec![text.clone()], ..Findable::default() })?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    store
}

fn found(store: &Store, words: &str) -> Vec<String> {
    let mut ids: Vec<String> = store.write(|tx| tx.find(words, 1_000)).unwrap().into_iter().map(|hit| hit.id).collect();
    ids.sort();
    ids
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Bigrams are exact at any length: what is found is what holds the piece, no more and no less.
    #[test]
    fn any_piece_is_found_exactly_where_it_stands(
        texts in prop::collection::vec("[洗衣机冰箱坏了不转a-c1-3 ，]{1,12}", 1..12), of in any::<prop::sample::Index>(), from in 0..12usize, length in 1..6usize,
    ) {
        let store = with(&texts);
        let runs: Vec<Vec<char>> = of.get(&texts).split([' ', '，']).map(|run| run.chars().collect()).collect();
        let Some(run) = runs.into_iter().find(|run: &Vec<char>| !run.is_empty()) else { return Ok(()) };
        let from = from % run.len();
        let piece: String = run[from..(from + length).min(run.len())].iter().collect();
        let holds = |text: &str| text.split([' ', '，']).any(|run| folded(run).contains(&folded(&piece)));
        let mut expected: Vec<String> = texts.iter().enumerate().filter(|(_, text)| holds(text)).map(|(index, _)| index.to_string()).collect();
        expected.sort();
        prop_assert_eq!(found(&store, &piece), expected, "{}", piece);
    }

    #[test]
    fn no_query_is_an_error(words in "\\PC{0,40}") {
        with(&["洗衣机".to_owned()]).write(|tx| tx.find(&words, 10)).unwrap();
    }
}

#[test]
fn numbers_by_front_and_tail_and_names_by_initials() {
    let store = Store::scratch().unwrap();
    let findable =
        Findable { texts: vec![], numbers: vec!["2646880103100003357".into(), "199 0000 1234".into()], names: vec!["欧阳重庆".into()] };
    store.write(|tx| tx.index_for_search("consumer", "a", &findable)).unwrap();
    for words in ["2646880103100003357", "264688", "3357", "003357", "1234", "19900001234", "oyzq", "oycq", "OYC", "欧阳", "庆", "３３５７"]
    {
        assert_eq!(found(&store, words), ["a"], "{words}");
    }
    for words in ["9999", "yz", "欧庆", ""] {
        assert!(found(&store, words).is_empty(), "{words}");
    }
}

#[test]
fn what_was_indexed_before_is_replaced() {
    let store = with(&["洗衣机".to_owned()]);
    store.write(|tx| tx.index_for_search("case", "0", &Findable { texts: vec!["冰箱".into()], ..Findable::default() })).unwrap();
    assert!(found(&store, "洗衣").is_empty());
    assert_eq!(found(&store, "冰箱"), ["0"]);
}
