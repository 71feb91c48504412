//! What a breach costs: a rule that is data, so that it can be computed, read and printed.

use serde::Deserialize;
use shounuo_rules::Fen;

/// Rule of a promise. Money in fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Compensation {
    #[serde(rename = "compensation")]
    sort: Sort,
    fixed_fen: Option<i64>,
    percent: Option<i64>,
    least_fen: Option<i64>,
    most_fen: Option<i64>,
    /// Days within which it is paid.
    pub pay_days: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Sort {
    None,
    Fixed,
    Percent,
}

/// A sum with the lines that lead to it. No amount when what was paid is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Fen.
    pub amount: Option<i64>,
    /// The working.
    pub lines: Vec<String>,
}

impl Compensation {
    /// Whether a breach costs nothing by its rule.
    pub fn is_none(self) -> bool {
        self.sort == Sort::None
    }

    /// The field that its sort needs and does not have, with the words; `None` when it is complete.
    pub fn missing(self) -> Option<(&'static str, &'static str)> {
        let positive = |fen: Option<i64>| fen.is_some_and(|fen| fen > 0);
        match self.sort {
            Sort::None => None,
            Sort::Fixed if !positive(self.fixed_fen) => Some(("fixed_fen", "请填写“固定赔付金额”，应大于 0")),
            Sort::Percent if !positive(self.percent) => Some(("percent", "请填写“赔付百分比”，应大于 0")),
            Sort::Percent if self.least_fen.zip(self.most_fen).is_some_and(|(least, most)| least > most) => {
                Some(("most_fen", "“最高赔付”不能低于“最低赔付”"))
            }
            _ if self.pay_days.is_none_or(|days| days == 0) => Some(("pay_days", "请填写“几日内赔付”：赔付也要有期限")),
            _ => None,
        }
    }

    /// In words, as the paper and the consumer read it.
    pub fn words(self) -> String {
        let bound = |name: &str, fen: Option<i64>| fen.map(|fen| format!("，{name} {}", Fen(fen))).unwrap_or_default();
        let days = self.pay_days.map(|days| format!("，违诺之日起 {days} 日内赔付")).unwrap_or_default();
        match self.sort {
            Sort::None => "依法承担责任，不另行约定赔付".into(),
            Sort::Fixed => format!("每单赔付 {}{days}", Fen(self.fixed_fen.unwrap_or(0))),
            Sort::Percent => {
                let bounds = bound("最低", self.least_fen) + &bound("最高", self.most_fen);
                format!("按实付金额的 {}% 赔付{bounds}{days}", self.percent.unwrap_or(0))
            }
        }
    }

    /// What is owed for goods that `paid` fen were paid for; rounded half up to the fen.
    pub fn owed(self, paid: Option<i64>) -> Owed {
        match (self.sort, paid) {
            (Sort::None, _) => Owed { amount: Some(0), lines: vec!["这项法定承诺没有约定赔付金额，依法处理".into()] },
            (Sort::Fixed, _) => {
                let amount = self.fixed_fen.unwrap_or(0);
                Owed { amount: Some(amount), lines: vec![format!("每单固定，应赔 {}", Fen(amount))] }
            }
            (Sort::Percent, None) => {
                Owed { amount: None, lines: vec!["平台数据里没有实付金额，赔付金额请经理核定".into()] }
            }
            (Sort::Percent, Some(paid)) => self.share(paid),
        }
    }

    fn share(self, paid: i64) -> Owed {
        let percent = self.percent.unwrap_or(0);
        let exact = (i128::from(paid) * i128::from(percent) + 50).div_euclid(100);
        let share = i64::try_from(exact).unwrap_or(i64::MAX);
        let mut lines = vec![format!("实付 {} × {percent}% = {}（四舍五入到分）", Fen(paid), Fen(share))];
        let mut amount = share;
        if let Some(least) = self.least_fen.filter(|least| amount < *least) {
            lines.push(format!("低于最低赔付 {}，按最低赔付", Fen(least)));
            amount = least;
        }
        if let Some(most) = self.most_fen.filter(|most| amount > *most) {
            lines.push(format!("高于最高赔付 {}，按最高赔付", Fen(most)));
            amount = most;
        }
        Owed { amount: Some(amount), lines }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(percent: i64, least: Option<i64>, most: Option<i64>) -> Compensation {
        Compensation { sort: Sort::Percent, fixed_fen: None, percent: Some(percent), least_fen: least, most_fen: most, pay_days: Some(3) }
    }

    #[test]
    fn a_share_is_rounded_half_up_and_kept_between_its_bounds() {
        for (paid, rule, amount) in [
            (9_990, percent(5, None, None), 500),
            (9_989, percent(5, None, None), 499),
            (100, percent(5, Some(500), None), 500),
            (1_000_000, percent(5, Some(500), Some(3_000)), 3_000),
            (10, percent(5, None, None), 1),
            (i64::MAX, percent(300, None, None), i64::MAX),
            (0, percent(30, None, None), 0),
        ] {
            assert_eq!(rule.owed(Some(paid)).amount, Some(amount), "{paid}");
        }
    }

    #[test]
    fn without_what_was_paid_a_share_is_not_invented() {
        assert_eq!(percent(5, None, None).owed(None).amount, None);
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(percent(5, Some(2), Some(1)).missing().map(|(field, _)| field), Some("most_fen"));
        assert_eq!(percent(0, None, None).missing().map(|(field, _)| field), Some("percent"));
        assert_eq!(Compensation { pay_days: None, ..percent(5, None, None) }.missing().map(|(field, _)| field), Some("pay_days"));
        assert_eq!(percent(5, None, Some(1)).missing(), None);
    }
}
