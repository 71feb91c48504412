//! Kept or broken: a pure answer from what was promised, what is known of the order, and the hour.

use jiff::Timestamp;
use serde_json::Value;
use shounuo_rules::Calendar;
use shounuo_store::Row;

use super::terms::{Fulfils, Terms, moment};
use crate::kernel::work::china_moment;

/// How an order stands under a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// 待履行
    Pending,
    /// 已履行
    Kept,
    /// 违诺
    Broken,
    /// 待核定: the data does not say, a person has to.
    Unclear,
    /// 不适用: the order went away before the promise was due.
    Void,
}

impl Standing {
    /// Stored name of the state.
    pub fn state(self) -> &'static str {
        match self {
            Standing::Pending => "pending",
            Standing::Kept => "kept",
            Standing::Broken => "broken",
            Standing::Unclear => "unclear",
            Standing::Void => "void",
        }
    }
}

/// What is known of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFacts {
    /// Not taken back with its batch.
    pub active: bool,
    /// Its status, if the platform's file says one.
    pub status: Option<String>,
    /// When it was sent.
    pub shipped_at: Option<Timestamp>,
    /// When it was received.
    pub received_at: Option<Timestamp>,
    /// When the newest list of orders of its shop was taken in: what is not in the data by then had not happened.
    pub fresh_at: Option<Timestamp>,
}

impl OrderFacts {
    /// The facts of a stored order.
    pub fn of(order: &Row, fresh_at: Option<Timestamp>) -> OrderFacts {
        let text = |name: &str| order.get(name).and_then(Value::as_str);
        OrderFacts {
            active: text("state") == Some("active"),
            status: text("status").map(str::to_owned),
            shipped_at: moment(order.get("shipped_at")),
            received_at: moment(order.get("received_at")),
            fresh_at,
        }
    }

    fn done_at(&self, fact: Fulfils) -> Option<Timestamp> {
        match fact {
            Fulfils::Shipped => self.shipped_at,
            Fulfils::Received => self.received_at,
            Fulfils::ByHand => None,
        }
    }

    /// Whether the status says that the fact has happened, though no time is given.
    fn happened(&self, fact: Fulfils) -> bool {
        match (fact, self.status.as_deref()) {
            (Fulfils::ByHand, _) => false,
            (Fulfils::Shipped, status) => matches!(status, Some("shipped" | "received" | "completed")),
            (Fulfils::Received, status) => matches!(status, Some("received" | "completed")),
        }
    }

    /// Whether the status says that the fact has not happened yet; what is neither certain nor excluded is not said.
    fn not_yet(&self, fact: Fulfils) -> bool {
        match (fact, self.status.as_deref()) {
            (Fulfils::ByHand, _) => true,
            (Fulfils::Shipped, status) => matches!(status, Some("unpaid" | "paid")),
            (Fulfils::Received, status) => matches!(status, Some("unpaid" | "paid" | "part_shipped" | "shipped")),
        }
    }
}

/// The answer and its working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// How it stands.
    pub standing: Standing,
    /// When it is due.
    pub due: Timestamp,
    /// When it was done.
    pub done: Option<Timestamp>,
    /// A year whose holidays have to be imported before the due moment is certain.
    pub needs_year: Option<i16>,
    /// The working, line by line.
    pub lines: Vec<String>,
}

/// Judges one order under one promise.
pub fn judge(terms: &Terms, start: Timestamp, facts: &OrderFacts, calendar: &Calendar, now: Timestamp) -> Judgement {
    let due = terms.limit.due(start, calendar);
    let fact = terms.fulfils.label();
    let mut lines = vec![
        format!("承诺 {}《{}》：{}后 {}{fact}", terms.number, terms.title, terms.trigger.label(), terms.limit.words()),
        format!("起算：{} {}", terms.trigger.label(), china_moment(start)),
        due.line.clone(),
    ];
    let done = facts.done_at(terms.fulfils);
    let (standing, line) = match done {
        _ if !facts.active => (Standing::Void, "订单已随导入批次撤销，不再适用".into()),
        Some(at) if at <= due.at => (Standing::Kept, format!("{fact} {}，不晚于到期，已履行", china_moment(at))),
        Some(at) => (Standing::Broken, format!("{fact} {}，晚于到期{}，违诺", china_moment(at), lateness(due.at, at))),
        None if due.needs_year.is_some() && now > due.at => (Standing::Pending, "到期日还不能确定，导入日历后再判定".into()),
        None => undone(terms, facts, due.at, now),
    };
    lines.push(line);
    Judgement { standing, due: due.at, done, needs_year: due.needs_year, lines }
}

/// The fact is not in the data. Only what the data excludes is held against the shop: no breach rests on a stale file.
fn undone(terms: &Terms, facts: &OrderFacts, due: Timestamp, now: Timestamp) -> (Standing, String) {
    let fact = terms.fulfils.label();
    let closed = facts.status.as_deref() == Some("closed");
    if now <= due {
        return match (closed, facts.happened(terms.fulfils)) {
            (true, _) => (Standing::Void, "订单在到期前已关闭，不再适用".into()),
            // The data of now cannot speak of what comes after it.
            (_, true) => (Standing::Kept, format!("{} 查到订单状态已{fact}（平台没有给出时间），还没有到期，已履行", china_moment(now))),
            _ => (Standing::Pending, format!("还没有{fact}，未到期")),
        };
    }
    if closed {
        return (Standing::Unclear, format!("订单已关闭，没有{fact}时间；关闭是否在到期之前，请人工核定"));
    }
    if !facts.not_yet(terms.fulfils) {
        return (Standing::Unclear, format!("平台数据没有给出{fact}时间，订单状态也不能说明是否按时，请人工核定"));
    }
    match (terms.fulfils, facts.fresh_at) {
        (Fulfils::ByHand, _) => (Standing::Broken, format!("到期时没有履行登记{}，违诺", lateness(due, now))),
        (_, Some(fresh)) if fresh > due => (Standing::Broken, format!("{} 导入的订单数据仍未{fact}，违诺", china_moment(fresh))),
        _ => (Standing::Pending, "已到期；现有订单数据早于到期时间，导入最新订单后判定".into()),
    }
}

fn lateness(due: Timestamp, at: Timestamp) -> String {
    let minutes = at.duration_since(due).as_secs().max(0) / 60;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => format!(" {minutes} 分钟"),
        (0, _) => format!(" {hours} 小时 {minutes} 分钟"),
        _ => format!(" {days} 天 {hours} 小时"),
    }
}
