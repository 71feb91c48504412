//! Words typed into the search field, on a real index.

use std::sync::LazyLock;

use shounuo_store::search::{Findable, folded};
use shounuo_store::{Store, StoreError};

/// One record; each input takes its place.
static STORE: LazyLock<Store> = LazyLock::new(|| Store::scratch().unwrap());

/// No words are an error, and a record is found by what it is called.
pub fn query(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (text, words) = text.split_once('\n').unwrap_or((&text, &text));
    let findable = Findable { texts: vec![text.to_owned()], numbers: vec![words.to_owned()], names: vec![text.to_owned()] };
    let found: Vec<Vec<_>> = STORE
        .write(|tx| {
            tx.index_for_search("case", "1", &findable)?;
            Ok::<_, StoreError>(vec![tx.find(words, 10)?, tx.find_of("case", text, 10)?, tx.find_number(words, 10)?])
        })
        .expect("no words are an error");
    let by_number = !folded(words).is_empty();
    assert_eq!(!found[0].is_empty(), by_number, "found by its own number: {words:?}");
    assert_eq!(!found[2].is_empty(), by_number, "and as a number: {words:?}");
}
