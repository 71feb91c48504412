//! Words that a promise may not use (000 6.10.1(2)): no consumer can hold the shop to them, or the law forbids them.

/// A word, why it may not stand, and phrases around it in which it is clear after all.
struct Word {
    word: &'static str,
    reason: &'static str,
    clear_in: &'static [&'static str],
}

const fn word(word: &'static str, reason: &'static str) -> Word {
    Word { word, reason, clear_in: &[] }
}

const NO_LIMIT: &str = "没有期限，请写明几小时、几日或几个工作日";
const NO_MEASURE: &str = "没有可以核对的标准，请写明具体做法";
const SUPERLATIVE: &str = "绝对化用语，广告法第九条第三项禁止";
const NO_END: &str = "没有可以核对的期限，请写明几年，或写明“终身（指……）”";
const NOT_CLOSED: &str = "范围没有写完，请逐项列出";
const ROOM: &str = "给自己留了不做的余地，请写明确定的条件";
const AGAINST_RIGHTS: &str = "排除或者限制消费者的法定权利，依消费者权益保护法第二十六条无效";

const WORDS: &[Word] = &[
    word("第一时间", NO_LIMIT),
    word("尽快", NO_LIMIT),
    word("尽早", NO_LIMIT),
    word("及时", NO_LIMIT),
    word("马上", NO_LIMIT),
    word("立即", NO_LIMIT),
    word("近期", NO_LIMIT),
    word("优质", NO_MEASURE),
    word("贴心", NO_MEASURE),
    word("满意为止", NO_MEASURE),
    word("包您满意", NO_MEASURE),
    word("无忧", NO_MEASURE),
    word("最好", SUPERLATIVE),
    word("最优", SUPERLATIVE),
    word("最佳", SUPERLATIVE),
    word("最快", SUPERLATIVE),
    word("最高级", SUPERLATIVE),
    word("顶级", SUPERLATIVE),
    word("国家级", SUPERLATIVE),
    Word {
        word: "第一",
        reason: SUPERLATIVE,
        clear_in: &["第一次", "第一天", "第一日", "第一个", "第一条", "第一款", "第一项", "第一年", "第一时间", "第一百"],
    },
    word("永久", NO_END),
    word("永远", NO_END),
    Word { word: "终身", reason: NO_END, clear_in: &["终身（指", "终身(指"] },
    Word {
        word: "等",
        reason: NOT_CLOSED,
        clear_in: &["等待", "等候", "等级", "等于", "等值", "等额", "等价", "同等", "相等", "对等", "平等", "均等", "不等", "一等", "二等"],
    },
    word("尽量", ROOM),
    word("力争", ROOM),
    word("争取", ROOM),
    word("原则上", ROOM),
    word("酌情", ROOM),
    word("视情况", ROOM),
    word("左右", ROOM),
    word("大约", ROOM),
    word("概不退换", AGAINST_RIGHTS),
    word("不退不换", AGAINST_RIGHTS),
    word("概不负责", AGAINST_RIGHTS),
    word("最终解释权", AGAINST_RIGHTS),
];

/// The first word of the list that stands in a text, with the reason why it may not.
pub(super) fn refused_word(text: &str) -> Option<(&'static str, &'static str)> {
    WORDS.iter().find(|entry| stands(entry, text)).map(|entry| (entry.word, entry.reason))
}

/// Whether the word stands in the text anywhere outside the phrases in which it is clear.
fn stands(entry: &Word, text: &str) -> bool {
    let inside = |at: usize| {
        entry.clear_in.iter().any(|phrase| {
            let within = phrase.find(entry.word).unwrap_or(0);
            at.checked_sub(within).and_then(|start| text.get(start..)).is_some_and(|rest| rest.starts_with(phrase))
        })
    };
    text.match_indices(entry.word).any(|(at, _)| !inside(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_named_and_clear_phrases_pass() {
        for (text, word) in [
            ("我们会尽快发货", Some("尽快")),
            ("收到后第一时间处理", Some("第一时间")),
            ("行业第一的售后", Some("第一")),
            ("第一次维修后 90 日内同一故障再修免费", None),
            ("终身保修", Some("终身")),
            ("终身（指产品停产后 5 年内）免收人工费", None),
            ("赠送滤网、毛刷等", Some("等")),
            ("等待上门的时间不超过 2 小时，赔付等额现金", None),
            ("赠品等级不变，另送滤网等", Some("等")),
            ("付款后 48 小时内发货，超时赔付 5 元", None),
            ("最终解释权归本店所有", Some("最终解释权")),
        ] {
            assert_eq!(refused_word(text).map(|(word, _)| word), word, "{text}");
        }
    }

    #[test]
    fn every_clear_phrase_holds_its_word() {
        for entry in WORDS {
            assert!(entry.clear_in.iter().all(|phrase| phrase.contains(entry.word)), "{}", entry.word);
        }
    }
}
