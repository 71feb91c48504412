//! A stored promise as the computation takes it.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use serde_json::Value;
use shounuo_exchange::Platform;
use shounuo_store::Row;

use super::compensation::Compensation;
use super::limit::Limit;
use crate::kernel::Refusal;
use crate::kernel::work::{china, parse};

/// The fact that starts the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// 下单
    Ordered,
    /// 付款
    Paid,
    /// 发货
    Shipped,
    /// 签收
    Received,
    /// 登记售后单
    AfterSale,
    /// 消费者提出要求
    Asked,
}

/// The fact that keeps the promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fulfils {
    /// 发货
    Shipped,
    /// 签收
    Received,
    /// Somebody says so, with evidence.
    ByHand,
}

impl Trigger {
    /// 中文 name of the fact.
    pub fn label(self) -> &'static str {
        match self {
            Trigger::Ordered => "下单",
            Trigger::Paid => "付款",
            Trigger::Shipped => "发货",
            Trigger::Received => "签收",
            Trigger::AfterSale => "登记售后单",
            Trigger::Asked => "消费者提出要求",
        }
    }

    /// Column of the order that holds the fact; `None` when it is no fact of the order.
    pub fn column(self) -> Option<&'static str> {
        match self {
            Trigger::Ordered => Some("ordered_at"),
            Trigger::Paid => Some("paid_at"),
            Trigger::Shipped => Some("shipped_at"),
            Trigger::Received => Some("received_at"),
            Trigger::AfterSale | Trigger::Asked => None,
        }
    }
}

impl Fulfils {
    /// 中文 name of the fact.
    pub fn label(self) -> &'static str {
        match self {
            Fulfils::Shipped => "发货",
            Fulfils::Received => "签收",
            Fulfils::ByHand => "履行",
        }
    }

    /// Whether the fact can come after the trigger at all: nothing is kept by what started it.
    pub fn follows(self, trigger: Trigger) -> bool {
        match self {
            Fulfils::ByHand => true,
            Fulfils::Shipped => matches!(trigger, Trigger::Ordered | Trigger::Paid),
            Fulfils::Received => matches!(trigger, Trigger::Ordered | Trigger::Paid | Trigger::Shipped),
        }
    }
}

/// How long a right stands, from the day after the goods were received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Calendar days.
    Days(u32),
    /// Calendar months.
    Months(u32),
}

impl Term {
    /// The last day of a term that begins on the day after `from`.
    pub fn last_day(self, from: Date) -> Date {
        match self {
            Term::Days(count) => from.saturating_add(i64::from(count).days()),
            Term::Months(count) => from.saturating_add(i64::from(count).months()),
        }
    }

    /// In words.
    pub fn words(self) -> String {
        match self {
            Term::Days(count) => format!("{count} 日"),
            Term::Months(count) => format!("{count} 个月"),
        }
    }
}

/// A promise, ready to be computed with.
#[derive(Debug, Clone, Deserialize)]
pub struct Terms {
    /// Id; empty while the record is being made.
    #[serde(default)]
    pub id: String,
    /// Number, naming the version.
    pub number: String,
    /// Name.
    pub title: String,
    /// `statutory` or `added`.
    pub kind: String,
    /// Type.
    #[serde(rename = "type")]
    pub sort: String,
    /// The words of it.
    pub text: String,
    /// `all` or `codes`.
    pub goods: String,
    codes: Option<String>,
    platforms: Option<String>,
    shops: Option<String>,
    /// What starts the time.
    pub trigger: Trigger,
    /// What keeps it.
    pub fulfils: Fulfils,
    /// The limit.
    #[serde(flatten)]
    pub limit: Limit,
    term_count: Option<u32>,
    term_unit: Option<String>,
    /// What a breach costs.
    #[serde(flatten)]
    pub compensation: Compensation,
    effective_from: Option<Date>,
    effective_to: Option<Date>,
    published_at: Option<Timestamp>,
    ends_at: Option<Timestamp>,
}

impl Terms {
    /// Reads a stored promise.
    ///
    /// # Errors
    /// When the record is not a promise.
    pub fn of(row: &Row) -> Result<Terms, Refusal> {
        parse(row)
    }

    /// Codes of the goods it covers; empty for all goods.
    pub fn codes(&self) -> Vec<String> {
        if self.goods == "codes" { lines(self.codes.as_deref()) } else { Vec::new() }
    }

    /// Shops it covers; empty for all.
    pub fn shops(&self) -> Vec<String> {
        lines(self.shops.as_deref())
    }

    /// Platforms it covers, as orders name them; empty for all.
    ///
    /// # Errors
    /// The name that no platform has.
    pub fn platforms(&self) -> Result<Vec<&'static str>, String> {
        lines(self.platforms.as_deref()).into_iter().map(|name| platform(&name).ok_or(name)).collect()
    }

    /// How long the right stands, when it has a term.
    pub fn term(&self) -> Option<Term> {
        let count = self.term_count?;
        Some(if self.term_unit.as_deref() == Some("months") { Term::Months(count) } else { Term::Days(count) })
    }

    /// From when until when orders are made under it, as wall-clock texts of Beijing like those of orders; the end is the
    /// first moment outside. `None` while it was never published.
    pub fn in_force(&self) -> Option<(String, String)> {
        let from = moment_text(self.published_at?).max(format!("{}T00:00:00", self.effective_from?));
        let last = self.effective_to.and_then(|day| day.tomorrow().ok()).map(|day| format!("{day}T00:00:00"));
        let ended = self.ends_at.map(moment_text);
        let until = [last, ended].into_iter().flatten().min().unwrap_or_else(|| "9999".into());
        Some((from, until))
    }
}

fn platform(name: &str) -> Option<&'static str> {
    Platform::ALL.iter().find(|platform| platform.label() == name || platform.code() == name).map(|platform| platform.code())
}

/// Lines of a list as people type it: one a line, or with commas between.
pub fn lines(text: Option<&str>) -> Vec<String> {
    let parts = text.unwrap_or_default().split(['\n', ',', '，', '、', ';', '；']);
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A wall-clock time of Beijing as an order has it.
pub fn moment_text(at: Timestamp) -> String {
    at.to_zoned(china()).strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The instant of a wall-clock time of Beijing as an order has it.
pub fn moment(value: Option<&Value>) -> Option<Timestamp> {
    let local: DateTime = value?.as_str()?.parse().ok()?;
    local.to_zoned(china()).ok().map(|zoned| zoned.timestamp())
}
