//! What letters of every kind have in common: the letterhead, the clauses, the sums and the way to answer.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shounuo_rules::Fen;

use crate::{
    document::{Meta, Seal},
    wording::chinese_date,
};

/// Who issues a letter, when, and under which number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Name of the issuing shop; required.
    pub shop_name: String,
    /// Telephone, address, service hours; may be empty.
    pub shop_contact: String,
    /// Number from the gapless series; required.
    pub number: String,
    /// Text of the QR code at the top right.
    pub qr: Option<String>,
    /// Day of issue, printed under the signature.
    pub issued_on: Date,
    /// What stands in the place of the seal.
    pub seal: Seal,
}

impl Letterhead {
    pub(crate) fn meta(&self, title: &str) -> Meta {
        Meta {
            title: title.to_owned(),
            shop_name: self.shop_name.clone(),
            shop_contact: self.shop_contact.clone(),
            number: self.number.clone(),
            qr: self.qr.clone(),
            created: self.issued_on.at(0, 0, 0, 0),
        }
    }
}

/// A labelled amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumLine {
    /// What it is.
    pub label: String,
    /// Its amount, negative when deducted.
    pub amount: Fen,
}

/// What the consumer does next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Where to answer: platform chat, telephone, counter; required.
    pub how: String,
    /// Last day for the answer.
    pub until: Date,
    /// What happens without an answer; may be empty.
    pub without_answer: String,
    /// Where to turn when not content, usually 12315; required.
    pub complaint_channel: String,
}

impl FollowUp {
    /// How and until when to answer, and what happens without an answer.
    pub(crate) fn answer(&self) -> String {
        let how = self.how.trim().trim_end_matches('。');
        format!("请您在{}（含当日）前答复本店：{how}。{}", chinese_date(self.until), self.without_answer.trim())
    }
}

/// Where to turn when not content; `paper` is the word the paper calls itself by.
pub(crate) fn complaint(channel: &str, paper: &str) -> String {
    format!("如您对以上处理有不同意见，可以请本店复核，也可以向{}投诉。您的合法权利不因本{paper}而减少。", channel.trim())
}

/// A cited clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedClause {
    /// Document, clause and wording as printed at the foot.
    pub text: String,
    /// Whether its wording was verified against the official text.
    pub verified: bool,
}

impl CitedClause {
    /// The clause as printed: one that is not verified says so.
    pub(crate) fn printed(&self) -> String {
        let remark = if self.verified { "" } else { "（文本尚未核实）" };
        format!("{}{remark}", self.text.trim())
    }
}
