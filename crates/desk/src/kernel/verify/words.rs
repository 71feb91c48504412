//! What was found, in Chinese: what it is, where, and up to where the record is anchored.

use crate::salvage::Unread;
use jiff::Timestamp;

use super::{Anchored, BrokenPlace, Contradiction, Place, Verification};
use crate::kernel::work::china_date;

impl Verification {
    /// Nothing was found.
    #[must_use]
    pub fn sound(&self) -> bool {
        self.findings().is_empty()
    }

    /// A part of the file cannot be read.
    #[must_use]
    pub fn has_unreadable(&self) -> bool {
        !self.altered_pages.is_empty() || !self.unreadable.is_empty()
    }

    /// Nothing was found in the record itself; files of attachments may still be missing or altered.
    #[must_use]
    pub fn record_sound(&self) -> bool {
        self.findings().len() == self.file_findings().len()
    }

    /// Every finding on files of attachments in a sentence.
    #[must_use]
    pub fn file_findings(&self) -> Vec<String> {
        let words = [(&self.missing_files, "文件不见了"), (&self.altered_files, "文件已损坏或被改动")];
        let all = words.iter().flat_map(|(ids, what)| ids.iter().map(move |id| format!("附件 {id} 的{what}，其他记录不受影响")));
        all.collect()
    }

    /// In one sentence.
    #[must_use]
    pub fn headline(&self) -> String {
        match self.findings().len() {
            0 => format!("台账完整：{} 条记录首尾相接，重放结果与数据表一致。{}", self.entries, self.anchor_words()),
            found => format!("发现 {found} 处问题，请先备份整个文件夹，再按下列位置核对。"),
        }
    }

    /// Up to where the record is known outside this file, and how much is not.
    fn anchor_words(&self) -> String {
        match (&self.anchored_up_to, self.unanchored) {
            (None, _) => "尚无店外锚点，只能证明本文件自洽。".into(),
            (Some(up_to), 0) => format!("已锚定到{up_to}，全部记录都已锚定。"),
            (Some(up_to), beyond) => format!("已锚定到{up_to}；其后 {beyond} 条尚未锚定。"),
        }
    }

    /// Every finding in a sentence.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        let mut all = Vec::new();
        if !self.altered_pages.is_empty() {
            let pages: Vec<String> = self.altered_pages.iter().take(20).map(ToString::to_string).collect();
            all.push(format!("数据文件第 {} 页被改动或损坏", pages.join("、")));
        }
        all.extend(self.unreadable.iter().map(Unread::words));
        all.extend(self.structure.iter().map(|words| format!("数据文件结构异常：{words}")));
        all.extend(self.broken.iter().map(BrokenPlace::words));
        all.extend(self.contradicted.iter().map(Contradiction::words));
        all.extend(
            self.cut_off
                .iter()
                .filter(|chain| !self.tells_of_tail(chain))
                .map(|chain| format!("台账 {chain} 的末尾缺失：记下的最后一条已不在")),
        );
        all.extend(self.bad_signatures.iter().map(Place::unsigned));
        all.extend(self.altered_papers.iter().map(|hash| format!("一份已出具通知书的原件被改动（{}…）", hash.get(..12).unwrap_or(hash))));
        all.extend(self.different.iter().map(|(table, id)| format!("表 {table} 与台账重放结果不一致，首处记录 {id}")));
        if !self.replayed && all.is_empty() {
            all.push("台账无法从头重放".into());
        }
        all.extend(self.file_findings());
        all
    }

    fn tells_of_tail(&self, chain: &str) -> bool {
        self.contradicted.iter().any(|told| told.what == "cut_off" && format!("{}/{}", told.at.device, told.at.epoch) == chain)
    }
}

impl BrokenPlace {
    fn words(&self) -> String {
        let what = match self.what.as_str() {
            "altered" => "内容被改动",
            "not_linked" => "与上一条不相接",
            "gap" => "之前有缺失或重复",
            _ => "无法读取",
        };
        let about: Vec<&str> = self.day.as_deref().into_iter().chain(self.record.as_deref()).collect();
        let about = if about.is_empty() { String::new() } else { format!("，{}", about.join(" ")) };
        format!("台账第 {} 条（设备 {}，第 {} 代{about}）{what}", self.seq, self.device, self.epoch)
    }
}

impl Place {
    fn unsigned(&self) -> String {
        format!(
            "台账第 {} 条处的签名不对（设备 {}，第 {} 代）：不是本店用过的签名钥匙签的，或签过之后被改动",
            self.seq, self.device, self.epoch
        )
    }
}

impl Contradiction {
    fn words(&self) -> String {
        let (seq, by) = (self.at.seq, source(&self.by, &self.taken_at, &self.place));
        if self.what == "cut_off" {
            let missing = seq.saturating_sub(self.ends_at);
            format!("{by}已记到台账第 {seq} 条，现在只到第 {} 条：末尾至少缺 {missing} 条，或被换成了旧文件", self.ends_at)
        } else {
            format!("{by}记下的第 {seq} 条与现在的不同：这一条或它之前的记录被改写过")
        }
    }
}

impl Anchored {
    pub(super) fn words(&self) -> String {
        format!("第 {} 条（{}）", self.at.seq, source(&self.by, &self.taken_at, &self.place))
    }
}

/// Where a head is known from, with its day.
fn source(by: &str, taken_at: &str, place: &str) -> String {
    let taken = taken_at.parse::<Timestamp>().ok().filter(|at| *at > Timestamp::UNIX_EPOCH);
    let day = taken.map(|at| format!("{} ", china_date(at))).unwrap_or_default();
    let what = match by {
        "backup" if day.is_empty() => "备份",
        "backup" => "的备份",
        "paper" => "打印的核验点",
        "peer" => "另一席位收到的指纹",
        "remembered" => "本机另外记住的指纹",
        "given" => "给出的指纹",
        _ => "本机的签名",
    };
    if place.is_empty() { format!("{day}{what}") } else { format!("{day}{what}「{place}」") }
}
