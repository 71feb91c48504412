//! Values a platform hides. They are kept as they are; masked buyers are never merged.

/// True for a value hidden by asterisks, or given as cipher text behind a `#`, `$` or `~` mark.
#[must_use]
pub fn is_masked(text: &str) -> bool {
    let text = text.trim();
    text.contains(['*', '＊', '●']) || is_cipher(text)
}

/// Cipher text: a mark in front and a long run of base-64 characters behind it.
fn is_cipher(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['#', '$', '~']) else { return false };
    let body = rest.trim_matches(['#', '$', '~']);
    body.len() >= 8 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=-_.#$~".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::is_masked;

    #[test]
    fn masks() {
        for masked in ["张*", "138****5678", "**省**市", "#Gf3kd9Lm2Qw==#", "$8sDk2PzLq0a=$1$", "~AgAAAAI8mGkHpw~0~", "张＊＊"] {
            assert!(is_masked(masked), "{masked}");
        }
        for plain in ["张三", "19900001234", "#3栋201", "", "$5"] {
            assert!(!is_masked(plain), "{plain}");
        }
    }
}
