//! Is the record whole? File, chain, heads, papers and tables are checked apart from each other, and told apart.

use serde::{Deserialize, Serialize};
use shounuo_ledger::{BreakKind, check_chain};
use shounuo_store::{Store, Tx};
use ts_rs::TS;

use super::refusal::Refusal;
use super::replay::{differences, replay_tables};
use crate::capabilities::attachment::check_files;
use crate::workbench::OpenShop;

const PAGE: u32 = 1_000;

/// What was found, part by part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Verification {
    /// Entries that were checked.
    pub entries: u64,
    /// Pages of the file whose seal does not hold.
    pub altered_pages: Vec<i64>,
    /// What the database says of its own structure, when it is not in order.
    pub structure: Vec<String>,
    /// Places where a chain does not hold.
    pub broken: Vec<BrokenPlace>,
    /// Chains whose noted head is later than their last entry: the end was cut off.
    pub cut_off: Vec<String>,
    /// Papers whose bytes are not those that were issued.
    pub altered_papers: Vec<String>,
    /// Attachments whose file is not there.
    pub missing_files: Vec<String>,
    /// Attachments whose file is not what was kept.
    pub altered_files: Vec<String>,
    /// Tables in which the ledger told again gives something else: table and record.
    pub different: Vec<(String, String)>,
    /// The ledger could be told again from its beginning.
    pub replayed: bool,
    /// Up to where the chain is known outside this file; nothing yet is kept outside.
    pub anchored_up_to: Option<String>,
}

/// A place where a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BrokenPlace {
    /// Device.
    pub device: String,
    /// Epoch.
    pub epoch: u32,
    /// Number of the entry.
    #[ts(type = "number")]
    pub seq: u64,
    /// `altered`, `not_linked`, `gap` or `unreadable`.
    pub what: String,
}

impl Verification {
    /// Nothing was found.
    #[must_use]
    pub fn sound(&self) -> bool {
        self.findings().is_empty()
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
            0 => format!("台账完整：{} 条记录首尾相接，重放结果与数据表一致。尚无店外锚点，只能证明本文件自洽。", self.entries),
            found => format!("发现 {found} 处问题，请先备份整个文件夹，再按下列位置核对。"),
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
        all.extend(self.structure.iter().map(|words| format!("数据文件结构异常：{words}")));
        all.extend(self.broken.iter().map(broken_words));
        all.extend(self.cut_off.iter().map(|chain| format!("台账 {chain} 的末尾缺失：记下的最后一条已不在")));
        all.extend(self.altered_papers.iter().map(|hash| format!("一份已出具通知书的原件被改动（{}…）", hash.get(..12).unwrap_or(hash))));
        all.extend(self.different.iter().map(|(table, id)| format!("表 {table} 与台账重放结果不一致，首处记录 {id}")));
        if !self.replayed && all.is_empty() {
            all.push("台账无法从头重放".into());
        }
        all.extend(self.file_findings());
        all
    }
}

fn broken_words(place: &BrokenPlace) -> String {
    let what = match place.what.as_str() {
        "altered" => "内容被改动",
        "not_linked" => "与上一条不相接",
        "gap" => "之前有缺失或重复",
        _ => "无法读取",
    };
    format!("台账第 {} 条（设备 {}，第 {} 代）{what}", place.seq, place.device, place.epoch)
}

/// Checks everything. Reads only.
///
/// # Errors
/// When the file cannot be read at all; damage that can be named is no error.
pub fn verify(shop: &OpenShop) -> Result<Verification, Refusal> {
    let mut found = Verification::default();
    let physical = shop.with_vault(|vault| vault.integrity())?;
    found.altered_pages = physical.altered_pages.iter().map(|page| i64::from(*page)).collect();
    found.structure = physical.structure.clone();
    let read = shop.store.read(|tx| {
        chains(tx, &mut found)?;
        found.altered_papers = tx.altered_blobs()?;
        let files = check_files(tx, &shop.files)?;
        (found.missing_files, found.altered_files) = (files.missing, files.altered);
        if found.broken.is_empty() {
            compare(tx, &mut found)?;
        }
        Ok::<_, Refusal>(())
    });
    match read {
        Ok(()) => Ok(found),
        // The file is damaged and it is said where: that is an answer, not a failure.
        Err(_) if !found.altered_pages.is_empty() => Ok(found),
        Err(no) => Err(no),
    }
}

fn chains(tx: &Tx<'_>, found: &mut Verification) -> Result<(), Refusal> {
    for (device, epoch) in tx.chains()? {
        let mut head = None;
        let mut after = 0;
        loop {
            let page = match tx.chain_page(&device, epoch, after, PAGE) {
                Ok(page) => page,
                Err(_) => {
                    found.broken.push(BrokenPlace {
                        device: device.clone(),
                        epoch,
                        seq: first_unreadable(tx, &device, epoch, after),
                        what: "unreadable".into(),
                    });
                    break;
                }
            };
            let Some(last) = page.last() else { break };
            after = last.body.at.seq;
            found.entries += page.len() as u64;
            match check_chain(page.iter(), head.take()) {
                Ok(next) => head = next,
                Err(broken) => {
                    found.broken.push(BrokenPlace { device: device.clone(), epoch, seq: broken.at.seq, what: what(broken.kind).into() });
                    break;
                }
            }
        }
    }
    heads(tx, found)
}

fn what(kind: BreakKind) -> &'static str {
    match kind {
        BreakKind::Altered => "altered",
        BreakKind::NotLinked => "not_linked",
        BreakKind::Gap => "gap",
    }
}

/// The first entry after `after` that cannot be read, found one by one.
fn first_unreadable(tx: &Tx<'_>, device: &str, epoch: u32, after: u64) -> u64 {
    let mut last = after;
    while let Ok(page) = tx.chain_page(device, epoch, last, 1) {
        match page.last() {
            Some(entry) => last = entry.body.at.seq,
            None => break,
        }
    }
    last + 1
}

fn heads(tx: &Tx<'_>, found: &mut Verification) -> Result<(), Refusal> {
    for head in tx.ledger_heads()? {
        let at = &head.at;
        let last =
            tx.count("SELECT max(seq) FROM ledger_entry WHERE device = ?1 AND epoch = ?2", &[at.device.as_str().into(), at.epoch.into()])?;
        let hash = tx.value(
            "SELECT hash FROM ledger_entry WHERE device = ?1 AND epoch = ?2 AND seq = ?3",
            &[at.device.as_str().into(), at.epoch.into(), at.seq.into()],
        )?;
        if u64::try_from(last).unwrap_or(0) != at.seq || hash.as_str() != Some(head.hash.as_str()) {
            found.cut_off.push(format!("{}/{}", at.device, at.epoch));
        }
    }
    Ok(())
}

fn compare(tx: &Tx<'_>, found: &mut Verification) -> Result<(), Refusal> {
    let scratch = Store::scratch()?;
    match replay_tables(tx, &scratch) {
        Ok(_) => {
            found.replayed = true;
            let different = scratch.write(|told| differences(tx, told))?;
            found.different = different.into_iter().map(|difference| (difference.table, difference.id)).collect();
        }
        Err(no) => found.structure.push(no.message),
    }
    Ok(())
}
