//! Where a line of Chinese may break (禁则, GB/T 15834 5.1: marks that may not begin or end a line).

/// Marks that never begin a line.
const NO_START: &str = "，。、；：？！）》」』】〉〕］｝〗〙〛…—～·‥％‰℃°”’々〻ー＂＇．,.;:?!)]}%>¢";

/// Marks that never end a line. The hyphen is among them because readers take one at the end of a line for
/// a divided word and drop it: a serial number would come out wrong.
const NO_END: &str = "-（《「『【〈〔［｛〖〘〚“‘¥￥＄$£￡€([{<#＃№@";

/// Units and date marks that stay with the number before them.
const AFTER_NUMBER: &str = "年月日时分秒天元角件次号个台倍级岁页条款项章款周万亿千百克米瓦";

/// Marks that stay with the number after them.
const BEFORE_NUMBER: &str = "第年月时分近约共满";

/// How willingly a line breaks at a place; the smaller is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// An ordinary place.
    Free,
    /// Parts a date or a number from its unit: only when nothing better is on the line.
    Glued,
    /// Parts a word or number of a western script: only when it is longer than the line.
    InWord,
    /// Would begin or end a line with a mark that may not stand there.
    Forbidden,
}

/// May never begin a line.
pub(crate) fn never_starts(c: char) -> bool {
    NO_START.contains(c)
}

/// May never end a line.
pub(crate) fn never_ends(c: char) -> bool {
    NO_END.contains(c)
}

/// Spaces that hang over the edge at the end of a line instead of counting in it.
pub(crate) fn hangs(c: char) -> bool {
    c == ' ' || c == '\u{3000}'
}

/// Letter, digit or sign that holds together with its like to a western word.
pub(crate) fn western(c: char) -> bool {
    c.is_ascii_graphic()
        || matches!(c, '×' | '±' | '÷' | 'µ' | '²' | '³' | '\u{a0}')
        || (c.is_alphanumeric() && ('\u{c0}'..'\u{2e80}').contains(&c))
}

/// What it costs to break between `before` and `after`, two neighbours in the text.
pub(crate) fn between(before: char, after: char) -> Break {
    if hangs(after) || never_starts(after) || never_ends(before) {
        return Break::Forbidden;
    }
    if inseparable(before, after) {
        return Break::Forbidden;
    }
    if western(before) && western(after) {
        return Break::InWord;
    }
    if glued(before, after) {
        return Break::Glued;
    }
    Break::Free
}

fn inseparable(before: char, after: char) -> bool {
    before == after && matches!(before, '…' | '—' | '‥')
}

fn glued(before: char, after: char) -> bool {
    let number_then_unit = before.is_ascii_digit() && AFTER_NUMBER.contains(after);
    let mark_then_number = BEFORE_NUMBER.contains(before) && after.is_ascii_digit();
    number_then_unit || mark_then_number
}
