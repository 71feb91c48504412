//! 三包处理告知书: tells the consumer what may be chosen, why, until when, and how to answer
//! (000 6.5.2 options, 6.6.3 conclusion, basis and follow-up; 001 7.3).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    document::{Column, Document, Marks, Seal, Table, VoidMark, WorkingLine},
    fault::NoticeFault,
    filled,
    letter::Letter,
    letter_parts::{CitedClause, FollowUp, Letterhead, SumLine},
    wording::chinese_date,
};

/// What the consumer claims: it sets the wording, not the rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LetterClaim {
    /// A fault under 三包 or Consumer Law article 24.
    Quality,
    /// A return within seven days without reason, Consumer Law article 25.
    NoReason,
}

impl LetterClaim {
    fn day_label(self) -> &'static str {
        match self {
            Self::Quality => "故障日期",
            Self::NoReason => "申请日期",
        }
    }
}

/// The facts of a ruling letter. Dates are calendar dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulingLetter {
    /// What the consumer claims.
    pub claim: LetterClaim,
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
    /// Name of the consumer, masked if the caller masks it; required.
    pub consumer_name: String,
    /// Order number; required.
    pub order_no: String,
    /// Platform the order came from; may be empty for a sale at the counter.
    pub platform: String,
    /// Goods as sold; required.
    pub goods: String,
    /// Model; may be empty.
    pub model: String,
    /// Serial number; may be empty.
    pub serial: String,
    /// Day on the invoice.
    pub invoice_date: Option<Date>,
    /// Day the consumer signed for the goods; the periods count from it.
    pub received_date: Option<Date>,
    /// Day the fault appeared.
    pub fault_date: Date,
    /// The fault as told by the consumer; required.
    pub fault_text: String,
    /// What the consumer may choose; at least one.
    pub options: Vec<LetterOption>,
    /// The conclusion in one or two sentences; required (000 6.6.3).
    pub conclusion: String,
    /// What the consumer asked for; may be empty.
    pub wanted: String,
    /// What the consumer has chosen already; may be empty.
    pub chosen: String,
    /// The calculation line by line; at least one.
    pub working: Vec<WorkingLine>,
    /// Parts of the payable sum; they add up to `total` when both are given.
    pub sums: Vec<SumLine>,
    /// The sum to be paid, repeated in capitals.
    pub total: Option<SumLine>,
    /// Last day on which the letter may be relied upon.
    pub expires: Option<Date>,
    /// Remarks the reader must not miss.
    pub remarks: Vec<String>,
    /// Said in words when a cited clause is not verified; required in that case.
    pub confidence_remark: String,
    /// How to answer and where to complain.
    pub follow_up: FollowUp,
    /// Clauses the letter rests on; at least one (000 6.6.3).
    pub basis: Vec<CitedClause>,
    /// What stands in the place of the seal.
    pub seal: Seal,
    /// Set when the letter was declared void after issue.
    pub void: Option<VoidMark>,
    /// Set to n on the n-th reprint.
    pub reprint: Option<u32>,
}

/// A way of handling the consumer may choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterOption {
    /// 退货, 换货, 修理; required.
    pub label: String,
    /// Last day to choose it; no day when it does not lapse.
    pub last_day: Option<Date>,
    /// What it means for the consumer: cost, model, time.
    pub explanation: String,
    /// The clause that gives it; required.
    pub clause: String,
}

impl RulingLetter {
    /// The letter as a document.
    ///
    /// # Errors
    /// [`NoticeFault::Unfilled`] with the Chinese name of the first empty field,
    /// [`NoticeFault::BasisMissing`], [`NoticeFault::SumsDisagree`].
    pub fn document(&self) -> Result<Document, NoticeFault> {
        self.check()?;
        let letter = Letter::new(self.head(), "三包处理告知书").to(&self.consumer_name).text(self.opening());
        let letter = self.facts(letter.heading("商品与订单"));
        let letter = self.ruling(letter.heading("处理意见"));
        let letter = letter.heading("判定过程").working(self.working.iter().cloned());
        let letter = letter.heading("金额").sums(&self.sums, self.total.as_ref());
        self.answer(letter.heading("请您答复"))
            .acknowledged(&["消费者签收", "日期"])
            .basis(self.basis.iter().cloned())
            .marks(Marks { void: self.void.clone(), reprint: self.reprint, sample: false })
            .document()
    }

    fn head(&self) -> Letterhead {
        Letterhead {
            shop_name: self.shop_name.clone(),
            shop_contact: self.shop_contact.clone(),
            number: self.number.clone(),
            qr: self.qr.clone(),
            issued_on: self.issued_on,
            seal: self.seal.clone(),
        }
    }

    fn check(&self) -> Result<(), NoticeFault> {
        for (field, text) in [
            ("店铺名称", &self.shop_name),
            ("告知书编号", &self.number),
            ("消费者姓名", &self.consumer_name),
            ("订单号", &self.order_no),
            ("商品名称", &self.goods),
            ("故障描述", &self.fault_text),
            ("处理结论", &self.conclusion),
        ] {
            filled(field, text)?;
        }
        self.check_options()?;
        if self.basis.iter().any(|c| !c.verified) {
            filled("依据置信度说明", &self.confidence_remark)?;
        }
        Ok(())
    }

    fn check_options(&self) -> Result<(), NoticeFault> {
        if self.options.is_empty() {
            return Err(NoticeFault::Unfilled("可选择的处理方式"));
        }
        for option in &self.options {
            filled("处理方式名称", &option.label)?;
            filled("处理方式的依据条款", &option.clause)?;
        }
        if self.working.is_empty() { Err(NoticeFault::Unfilled("判定过程")) } else { Ok(()) }
    }

    fn opening(&self) -> String {
        let (goods, day) = (self.goods.trim(), chinese_date(self.fault_date));
        let bought = match self.received_date.or(self.invoice_date) {
            Some(date) if self.received_date.is_some() => format!("您于{}签收的{goods}", chinese_date(date)),
            Some(date) => format!("您于{}购买的{goods}", chinese_date(date)),
            None => format!("您购买的{goods}"),
        };
        let told = self.fault_text.trim().trim_end_matches('。');
        match self.claim {
            LetterClaim::Quality => format!(
                "您好！{bought}，于{day}出现故障，您反映的情况是“{told}”。本店已按三包规定和本店的承诺逐项核对，现将处理意见告知如下。"
            ),
            LetterClaim::NoReason => {
                format!("您好！{bought}，您于{day}提出七日无理由退货。本店已按消费者权益保护法和本店的承诺逐项核对，现将处理意见告知如下。")
            }
        }
    }

    fn facts(&self, letter: Letter) -> Letter {
        let date = |d: Option<Date>| d.map(chinese_date).unwrap_or_default();
        letter.facts([
            ("商品", self.goods.clone()),
            ("型号", self.model.clone()),
            ("序列号", self.serial.clone()),
            ("销售平台", self.platform.clone()),
            ("订单号", self.order_no.clone()),
            ("发票日期", date(self.invoice_date)),
            ("签收日期", date(self.received_date)),
            (self.claim.day_label(), date(Some(self.fault_date))),
            ("您的要求", self.wanted.clone()),
            ("您的选择", self.chosen.clone()),
        ])
    }

    fn ruling(&self, letter: Letter) -> Letter {
        let remark = self.confidence_remark.trim();
        let letter = letter
            .strong(&self.conclusion)
            .text("您可以选择的处理方式如下，每一种都写明了最晚日期和依据：")
            .table(self.option_table())
            .remark(if remark.is_empty() { String::new() } else { format!("关于依据：{remark}") });
        self.remarks.iter().fold(letter, Letter::remark)
    }

    fn option_table(&self) -> Table {
        let rows = self
            .options
            .iter()
            .map(|o| {
                vec![o.label.clone(), o.explanation.clone(), o.last_day.map_or_else(|| "不限".to_owned(), chinese_date), o.clause.clone()]
            })
            .collect();
        Table {
            columns: vec![
                Column::left("处理方式", 1.1),
                Column::left("说明", 3.4),
                Column::left("最晚日期", 1.8),
                Column::left("依据", 2.0),
            ],
            rows,
        }
    }

    fn answer(&self, letter: Letter) -> Letter {
        let valid = self.expires.map(|day| {
            format!("本告知书按签发当日已知的事实作出，有效期至{}（含当日）。事实有变化的，本店会重新判定并另行告知。", chinese_date(day))
        });
        letter.answer(&self.follow_up).text(valid.unwrap_or_default()).complaint(&self.follow_up.complaint_channel)
    }
}
