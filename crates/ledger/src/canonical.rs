use serde::Serialize;
use serde_json::Value;

/// Why a value has no canonical bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Canonical {
    /// A number with a fraction: two machines may print it differently, so the ledger holds integers only.
    #[error("台账只记整数，不记小数：{0}")]
    Fraction(String),
    /// The value cannot be written as JSON at all.
    #[error("无法写成规范格式：{0}")]
    NotJson(String),
}

/// The one byte string of a value: JSON, keys sorted, no space, integers only.
///
/// # Errors
/// [`Canonical`] when the value holds a fraction or is not JSON.
pub fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, Canonical> {
    let value = serde_json::to_value(value).map_err(|error| Canonical::NotJson(error.to_string()))?;
    let mut out = Vec::with_capacity(256);
    write(&value, &mut out)?;
    Ok(out)
}

fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), Canonical> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) if number.is_f64() => return Err(Canonical::Fraction(number.to_string())),
        Value::Number(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::String(text) => write_text(text, out)?,
        Value::Array(items) => write_all(b'[', items.iter(), b']', out, write)?,
        Value::Object(map) => {
            // Sorted here and not left to the map type: a dependency may switch serde_json to insertion order.
            let mut fields: Vec<_> = map.iter().collect();
            fields.sort_by(|left, right| left.0.cmp(right.0));
            write_all(b'{', fields.into_iter(), b'}', out, |(name, item), out| {
                write_text(name, out)?;
                out.push(b':');
                write(item, out)
            })?;
        }
    }
    Ok(())
}

fn write_all<T>(
    open: u8,
    items: impl Iterator<Item = T>,
    close: u8,
    out: &mut Vec<u8>,
    mut each: impl FnMut(T, &mut Vec<u8>) -> Result<(), Canonical>,
) -> Result<(), Canonical> {
    out.push(open);
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        each(item, out)?;
    }
    out.push(close);
    Ok(())
}

fn write_text(text: &str, out: &mut Vec<u8>) -> Result<(), Canonical> {
    serde_json::to_writer(out, text).map_err(|error| Canonical::NotJson(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let bytes = canonical(&json!({"b": [1, {"z": null, "a": true}], "a": "守\n"})).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), r#"{"a":"守\n","b":[1,{"a":true,"z":null}]}"#);
    }

    #[test]
    fn fractions_are_refused() {
        assert!(matches!(canonical(&json!({"rate": 0.5})), Err(Canonical::Fraction(_))));
    }
}
