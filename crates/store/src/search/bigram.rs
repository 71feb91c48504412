use super::initials::fold_character;

/// Stands between runs, so that a phrase never matches across two words.
const GAP: &str = "xqx0gap";

/// The runs of letters and digits of a text, folded.
fn runs(text: &str) -> Vec<Vec<char>> {
    let mut runs: Vec<Vec<char>> = vec![Vec::new()];
    for character in text.chars().flat_map(fold_character) {
        if character.is_alphanumeric() {
            if let Some(run) = runs.last_mut() {
                run.push(character);
            }
        } else if runs.last().is_some_and(|run| !run.is_empty()) {
            runs.push(Vec::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn bigrams(run: &[char]) -> Vec<String> {
    if run.len() < 2 {
        return vec![run.iter().collect()];
    }
    run.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// A text as FTS5 is to index it: the bigrams of each run, and each run's last character so that a single one is found.
#[must_use]
pub fn index_text(text: &str) -> String {
    let mut out = Vec::new();
    for run in runs(text) {
        out.extend(bigrams(&run));
        if run.len() > 1
            && let Some(last) = run.last()
        {
            // After the bigrams and behind a gap: findable alone, and no part of any phrase.
            out.push(GAP.into());
            out.push(last.to_string());
        }
        out.push(GAP.into());
    }
    out.join(" ")
}

/// A query as an FTS5 expression: every run as a phrase, all of them. `None` when nothing in it can be searched.
#[must_use]
pub fn phrase(query: &str) -> Option<String> {
    let runs = runs(query);
    let phrases: Vec<String> = runs
        .iter()
        .map(|run| if run.len() == 1 { format!("\"{}\"*", run[0]) } else { format!("\"{}\"", bigrams(run).join(" ")) })
        .collect();
    if phrases.is_empty() { None } else { Some(phrases.join(" AND ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_becomes_a_phrase_of_its_bigrams() {
        assert_eq!(phrase("洗衣机").as_deref(), Some("\"洗衣 衣机\""));
        assert_eq!(phrase("电").as_deref(), Some("\"电\"*"));
        assert_eq!(phrase("洗衣 坏").as_deref(), Some("\"洗衣\" AND \"坏\"*"));
        assert_eq!(phrase("\"' OR *"), Some("\"or\"".into()));
        assert_eq!(phrase("——"), None);
    }

    #[test]
    fn words_are_kept_apart() {
        assert_eq!(index_text("洗衣机 坏"), "洗衣 衣机 xqx0gap 机 xqx0gap 坏 xqx0gap");
    }
}
