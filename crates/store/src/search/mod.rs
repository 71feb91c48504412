//! One search for everything: characters as bigrams in FTS5, numbers and pinyin initials by prefix.

mod bigram;
mod initials;

use serde_json::{Value, json};

use crate::{Row, StoreError, Tx};

pub use bigram::{index_text, phrase};
pub use initials::{folded, initials};

/// What a record is found by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findable {
    /// Words: names, goods, descriptions.
    pub texts: Vec<String>,
    /// Whole numbers: order, serial, parcel, phone. Found from the front and by their last 4, 6 or 8 characters.
    pub numbers: Vec<String>,
    /// What is also found by the initials of its pinyin.
    pub names: Vec<String>,
}

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Kind of the record.
    pub kind: String,
    /// Its id.
    pub id: String,
}

/// Local mark: the index still holds pieces of somebody who was erased.
const TO_COMPACT: &str = "search_to_compact";

impl Tx<'_> {
    /// Puts a record into the search, in place of what was there.
    ///
    /// # Errors
    /// When the file fails.
    pub fn index_for_search(&self, kind: &str, id: &str, found_by: &Findable) -> Result<(), StoreError> {
        let known = self.value("SELECT doc FROM search_doc WHERE kind = ?1 AND id = ?2", &[kind.into(), id.into()])?;
        let doc = match known.as_i64() {
            Some(doc) => {
                self.run("DELETE FROM search_text WHERE rowid = ?1", &[doc.into()])?;
                self.run("DELETE FROM search_key WHERE doc = ?1", &[doc.into()])?;
                doc
            }
            None => {
                self.run("INSERT INTO search_doc (kind, id) VALUES (?1, ?2)", &[kind.into(), id.into()])?;
                self.conn.last_insert_rowid()
            }
        };
        let all = found_by.texts.iter().chain(&found_by.numbers).chain(&found_by.names).map(String::as_str).collect::<Vec<_>>().join("\n");
        self.run("INSERT INTO search_text (rowid, text) VALUES (?1, ?2)", &[doc.into(), index_text(&all).into()])?;
        for token in tokens(found_by) {
            self.run("INSERT OR IGNORE INTO search_key (token, doc) VALUES (?1, ?2)", &[token.into(), doc.into()])?;
        }
        Ok(())
    }

    /// Notes that somebody was erased: the search engine only marks what was taken out of its index, and keeps the pieces of
    /// the words until it happens to tidy up.
    pub(crate) fn search_to_compact(&self) -> Result<(), StoreError> {
        self.set_local(TO_COMPACT, &true.into())
    }

    /// Whether [`Tx::compact_search`] has something to do.
    ///
    /// # Errors
    /// When the file fails.
    pub fn is_search_to_compact(&self) -> Result<bool, StoreError> {
        Ok(!self.local(TO_COMPACT)?.is_null())
    }

    /// Writes the index anew without what was taken out of it. Takes as long as the index is large.
    ///
    /// # Errors
    /// When the file fails.
    pub fn compact_search(&self) -> Result<(), StoreError> {
        self.run("INSERT INTO search_text (search_text) VALUES ('optimize')", &[])?;
        self.set_local(TO_COMPACT, &Value::Null)
    }

    /// The newest records that hold `text`: as words, as the beginning or the tail of a number, or by pinyin initials.
    ///
    /// # Errors
    /// When the file fails.
    pub fn find(&self, text: &str, limit: u32) -> Result<Vec<Hit>, StoreError> {
        let key = folded(text);
        if key.is_empty() {
            return Ok(Vec::new());
        }
        let (sql, params) = query(&key, phrase(text), limit);
        let rows = self.rows(&sql, &params)?;
        Ok(rows.iter().filter_map(hit).collect())
    }

    /// Records that carry exactly this number, or a number of which it is the tail of 4, 6 or 8 characters; newest first.
    ///
    /// # Errors
    /// When the file fails.
    pub fn find_number(&self, number: &str, limit: u32) -> Result<Vec<Hit>, StoreError> {
        let sql =
            "SELECT d.kind, d.id FROM search_key k JOIN search_doc d ON d.doc = k.doc WHERE k.token = ?1 ORDER BY k.doc DESC LIMIT ?2";
        Ok(self.rows(sql, &[folded(number).into(), limit.into()])?.iter().filter_map(hit).collect())
    }

    /// As [`Tx::find`], for records of one kind; looks through ten times as many hits.
    ///
    /// # Errors
    /// When the file fails.
    pub fn find_of(&self, kind: &str, text: &str, limit: u32) -> Result<Vec<Hit>, StoreError> {
        let mut hits = self.find(text, limit.saturating_mul(10))?;
        hits.retain(|hit| hit.kind == kind);
        hits.truncate(limit as usize);
        Ok(hits)
    }
}

fn query(key: &str, phrase: Option<String>, limit: u32) -> (String, Vec<Value>) {
    // Two ordered branches of at most `limit` rows each: no branch ever sorts the whole table.
    let mut branches = vec!["SELECT * FROM (SELECT doc FROM search_key WHERE token >= ?1 AND token < ?2 LIMIT ?3)".to_owned()];
    let mut params = vec![json!(key), json!(format!("{key}\u{10FFFF}")), json!(limit)];
    if let Some(phrase) = phrase {
        branches
            .push("SELECT * FROM (SELECT rowid AS doc FROM search_text WHERE search_text MATCH ?4 ORDER BY rowid DESC LIMIT ?3)".into());
        params.push(json!(phrase));
    }
    let found = branches.join(" UNION ");
    (format!("SELECT d.kind, d.id FROM ({found}) f JOIN search_doc d ON d.doc = f.doc ORDER BY d.doc DESC LIMIT ?3"), params)
}

fn hit(row: &Row) -> Option<Hit> {
    let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(Hit { kind: text("kind")?, id: text("id")? })
}

fn tokens(found_by: &Findable) -> Vec<String> {
    let mut tokens = Vec::new();
    for number in found_by.numbers.iter().map(|number| folded(number)).filter(|number| !number.is_empty()) {
        let characters: Vec<char> = number.chars().collect();
        for tail in [4, 6, 8] {
            if characters.len() > tail {
                tokens.push(characters[characters.len() - tail..].iter().collect());
            }
        }
        tokens.push(number);
    }
    tokens.extend(found_by.names.iter().flat_map(|name| initials(name)));
    tokens.sort();
    tokens.dedup();
    tokens
}
