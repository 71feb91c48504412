//! Text of unknown encoding to a string: mark first, then strict UTF-8, then GB18030 (peers §4.2 rule 2).
//!
//! Undecodable bytes become U+FFFD and set [`Decoded::damaged`], so that rows holding them are refused rather than
//! silently changed.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::FileFault;

/// Text with the encoding it came in.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub text: String,
    /// Name for people and for the import record, e.g. "GB18030".
    pub encoding: &'static str,
    /// Some bytes could not be decoded; they stand as U+FFFD.
    pub damaged: bool,
}

/// Decodes a text file; refuses binaries (NUL) and text in no encoding we know.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<Decoded, FileFault> {
    let decoded = choose(bytes);
    if decoded.text.contains('\0') {
        return Err(FileFault::not_a_table("含有空字节，不是文本表格，请重新下载"));
    }
    if is_noise(&decoded.text) {
        return Err(FileFault::not_a_table("内容不是文字，请从平台重新导出表格"));
    }
    if decoded.damaged && mostly_damaged(&decoded.text) {
        return Err(FileFault::not_a_table("文字编码无法识别，请用表格软件打开后另存为 xlsx"));
    }
    Ok(decoded)
}

fn choose(bytes: Vec<u8>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return with(encoding, bytes, mark);
    }
    if let Some(encoding) = unmarked_utf16(&bytes) {
        return with(encoding, bytes, 0);
    }
    if let Some(encoding) = stated_in_html(&bytes)
        && encoding.decode_without_bom_handling_and_without_replacement(&bytes).is_some()
    {
        return with(encoding, bytes, 0);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, encoding: "UTF-8", damaged: false },
        Err(not_utf8) => {
            let bytes = not_utf8.into_bytes();
            let encoding = if mainly_utf8(&bytes) { UTF_8 } else { GB18030 };
            with(encoding, bytes, 0)
        }
    }
}

fn with(encoding: &'static Encoding, bytes: Vec<u8>, mark: usize) -> Decoded {
    if encoding == UTF_8 && mark == 0 {
        // Reuses the buffer when the text is sound.
        return match String::from_utf8(bytes) {
            Ok(text) => Decoded { text, encoding: "UTF-8", damaged: false },
            Err(e) => Decoded { text: String::from_utf8_lossy(e.as_bytes()).into_owned(), encoding: "UTF-8", damaged: true },
        };
    }
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
    Decoded { text: text.into_owned(), encoding: name(encoding), damaged }
}

/// GBK and GB2312 are read as GB18030, their superset, and so named.
fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "GBK" | "gb18030" => "GB18030",
        other => other,
    }
}

/// UTF-16 without a mark, only when clear: even length, zero bytes on one side and hardly any on the other
/// (U+4E00 and its like put a few there), and every unit decodes.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 16 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = head.len() / 2 / 8;
    let encoding = match (even, odd) {
        (even, odd) if odd >= enough.max(1) && even * 8 < odd => UTF_16LE,
        (even, odd) if even >= enough.max(1) && odd * 8 < even => UTF_16BE,
        _ => return None,
    };
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|_| encoding)
}

/// The charset an HTML table states about itself in its first bytes.
fn stated_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let after = head.split("charset").nth(1)?;
    let label: String = after
        .trim_start_matches([' ', '=', '"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

/// True when almost all lines with Chinese in them are sound UTF-8: a UTF-8 file with some spoiled lines.
fn mainly_utf8(bytes: &[u8]) -> bool {
    let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.is_ascii());
    let (sound, spoiled) = lines.fold((0usize, 0usize), |(sound, spoiled), line| match std::str::from_utf8(line) {
        Ok(_) => (sound + 1, spoiled),
        Err(_) => (sound, spoiled + 1),
    });
    sound > spoiled * 2
}

/// Control characters among the text: one or two are a slip, many are no text.
fn is_noise(text: &str) -> bool {
    let control = text.chars().filter(|c| c.is_ascii_control() && !matches!(c, '\t' | '\r' | '\n')).count();
    control > 4 && control * 100 > text.chars().count()
}

/// Lines that cannot be decoded outweigh the others: no reason to believe the encoding.
fn mostly_damaged(text: &str) -> bool {
    let spoiled = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    spoiled > 4 && spoiled * 10 > foreign
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str, bool) {
        let decoded = decode(bytes.to_vec()).unwrap();
        (decoded.text, decoded.encoding, decoded.damaged)
    }

    #[test]
    fn each_encoding_is_told_by_name() {
        let text = "订单编号,买家会员名\n1,张三\n2,李四\n";
        let utf16le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let gbk = GB18030.encode(text).0.into_owned();
        let cases: Vec<(Vec<u8>, &str)> = vec![
            (text.as_bytes().to_vec(), "UTF-8"),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), "UTF-8"),
            ([b"\xFF\xFE".to_vec(), utf16le.clone()].concat(), "UTF-16LE"),
            ([b"\xFE\xFF".to_vec(), utf16be.clone()].concat(), "UTF-16BE"),
            (utf16le, "UTF-16LE"),
            (utf16be, "UTF-16BE"),
            (gbk, "GB18030"),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(read(&bytes), (text.to_owned(), encoding, false));
        }
    }

    #[test]
    fn four_byte_gb18030_survives() {
        let text = "㐀𠀀字";
        assert_eq!(read(&GB18030.encode(text).0), (text.to_owned(), "GB18030", false));
    }

    #[test]
    fn a_spoiled_line_is_marked_not_dropped() {
        let mut bytes = "订单编号,标题\n1,甲\n2,乙\n3,丙\n".as_bytes().to_vec();
        bytes.extend(GB18030.encode("4,丁\n").0.iter());
        let (text, encoding, damaged) = read(&bytes);
        assert!(damaged && encoding == "UTF-8" && text.contains("3,丙") && text.contains('\u{FFFD}'));
    }

    #[test]
    fn html_says_its_charset() {
        let page = "<html><meta charset=gb2312><table><tr><td>订单编号</td></tr></table>";
        let (text, encoding, _) = read(&encoding_rs::GBK.encode(page).0);
        assert_eq!((text.as_str(), encoding), (page, "GB18030"));
    }

    #[test]
    fn nul_and_noise_are_refused() {
        assert!(matches!(decode(b"a,b\0c\n1,2,3\n".to_vec()), Err(FileFault::NotATable { .. })));
        let noise: Vec<u8> = (1u32..4000).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8 | 1).collect();
        assert!(decode(noise).is_err());
    }
}
