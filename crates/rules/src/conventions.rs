//! How the engine reads the law where the text leaves room: P1-P13, those with a choice as switches.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::RollRule;

/// Start of the 7/15-day windows for online sales (P7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OnlineStart {
    /// Sign-off, E-commerce Law art. 51.
    #[default]
    SignOff,
    /// Invoice date, the letter of the 1995 rule.
    Invoice,
}

/// Start of the 7/15-day windows for a flat TV that was installed (P7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FlatTvStart {
    /// The later of sale and installation.
    #[default]
    LaterOfInstallation,
    /// The sale alone.
    Sale,
}

/// Whether an exchange opens new 7/15-day windows (P10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeWindows {
    /// They run on from the first sale.
    #[default]
    RunOn,
    /// They start again.
    Restart,
}

/// Days a repair takes (P4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RepairDays {
    /// Hand-back minus send-in, at least one.
    #[default]
    Elapsed,
    /// Both days counted.
    BothDays,
}

/// Whether the day of return counts for the fee (P8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FeeLastDay {
    /// Return date minus invoice date.
    #[default]
    Elapsed,
    /// One day more.
    Included,
}

/// Depreciation in Shandong outside the 30-day case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ShandongFee {
    /// The national fee.
    #[default]
    National,
    /// No fee: the full invoice price in one payment.
    None,
}

/// The switchable readings. Fixed ones appear in [`Conventions::describe`] only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Conventions {
    /// P3
    pub roll: RollRule,
    /// P4
    pub repair_days: RepairDays,
    /// P7, online
    pub online_start: OnlineStart,
    /// P7, flat TV
    pub flat_tv_start: FlatTvStart,
    /// P8
    pub fee_last_day: FeeLastDay,
    /// P10
    pub exchange_windows: ExchangeWindows,
    /// Shandong
    pub shandong_fee: ShandongFee,
}

/// One choice of a switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Alternative {
    /// Code as stored.
    pub code: String,
    /// Chinese name.
    pub label: String,
}

/// One convention for the settings screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConventionInfo {
    /// P1-P13, or the name of a provincial reading.
    pub id: String,
    /// Field of [`Conventions`] that switches it; absent where it is fixed.
    pub field: Option<String>,
    /// Chinese name.
    pub name: String,
    /// What it rests on.
    pub basis: String,
    /// Code of the current choice, or the rule itself where it is fixed.
    pub current: String,
    /// All choices; empty where it is fixed.
    pub alternatives: Vec<Alternative>,
    /// Whether readings differ in practice (存在不同理解).
    pub disputed: bool,
}

fn fixed(id: &str, name: &str, basis: &str, rule: &str) -> ConventionInfo {
    ConventionInfo {
        id: id.to_owned(),
        field: None,
        name: name.to_owned(),
        basis: basis.to_owned(),
        current: rule.to_owned(),
        alternatives: Vec::new(),
        disputed: false,
    }
}

/// The snake_case code of a choice, as serde writes it.
fn code(choice: impl Serialize) -> String {
    serde_json::to_value(choice).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn switch(id: &str, field: &str, name: &str, basis: &str, current: impl Serialize, all: &[(&str, &str)]) -> ConventionInfo {
    let alternatives = all.iter().map(|(code, label)| Alternative { code: (*code).to_owned(), label: (*label).to_owned() });
    ConventionInfo {
        field: Some(field.to_owned()),
        current: code(current),
        alternatives: alternatives.collect(),
        disputed: true,
        ..fixed(id, name, basis, "")
    }
}

impl Conventions {
    /// Every convention with its basis and choices, in order.
    #[must_use]
    pub fn describe(&self) -> Vec<ConventionInfo> {
        let mut all = self.counting();
        all.extend(self.claims());
        all
    }

    fn counting(&self) -> Vec<ConventionInfo> {
        vec![
            fixed("P1", "起算日", "民法典第二百零一条", "开始的当日不计，第 n 天 = 起算日 + n"),
            fixed("P2", "月与年的届满", "民法典第二百零二条", "到期月的对应日；没有对应日的为当月最后一日"),
            switch(
                "P3",
                "roll",
                "末日遇休息日",
                "民法典第二百零三条；周末是否顺延官方示例不一",
                self.roll,
                &[("none", "不顺延"), ("statutory_holidays", "仅法定节假日顺延"), ("holidays_and_weekends", "节假日与周末均顺延")],
            ),
            switch(
                "P4",
                "repair_days",
                "修理天数",
                "参照汽车三包规定第四十条，其他商品无明文",
                self.repair_days,
                &[("elapsed", "交还日减送修日，至少一天"), ("both_days", "首尾两天都算")],
            ),
            fixed("P5", "到期日", "解释", "起算日 + 期限 + 扣除天数，最后只顺延一次"),
            fixed("P6", "重叠时间", "解释", "修理与待件重叠的只算一次"),
            switch(
                "P7",
                "online_start",
                "网购的 7/15 日起算",
                "电子商务法第五十一条；“售出之日”无定义",
                self.online_start,
                &[("sign_off", "签收之日"), ("invoice", "发票日期")],
            ),
            switch(
                "P7",
                "flat_tv_start",
                "平板电视的 7/15 日起算",
                "质检总局公告2011年第20号只写明三包有效期",
                self.flat_tv_start,
                &[("later_of_installation", "售出与安装调试完毕较晚者"), ("sale", "售出之日")],
            ),
        ]
    }

    fn claims(&self) -> Vec<ConventionInfo> {
        vec![
            switch(
                "P8",
                "fee_last_day",
                "折旧天数与取整",
                "《部分商品修理更换退货责任规定》第十三条；末日与取整无明文",
                self.fee_last_day,
                &[("elapsed", "退货日减发票日，四舍五入到分"), ("included", "退货当日也计一天")],
            ),
            fixed("P9", "修理两次", "解释", "当前一台在有效期内免费修理并交还满两次，仍不能正常使用"),
            switch(
                "P10",
                "exchange_windows",
                "换货后的 7/15 日",
                "第十四条只写明三包有效期重新计算",
                self.exchange_windows,
                &[("run_on", "自首次售出连续计算"), ("restart", "自换货之日重新计算")],
            ),
            fixed("P11", "折旧费上限", "文本无上限，本店规则", "不超过货款，退款不低于零"),
            fixed("P12", "超过 N 日", "民法典第二百零一条", "送修次日为第 1 天，第 N+1 天起享有权利；不顺延"),
            fixed("P13", "工作日", "节假日安排", "按 P3 不属于休息日的日子"),
            switch(
                "SD",
                "shandong_fee",
                "山东：30 日以外的退货",
                "《山东省消费者权益保护条例》第二十七条",
                self.shandong_fee,
                &[("national", "按国家规定折旧"), ("none", "不收折旧费")],
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_switch_offers_its_current_choice_and_reads_back() {
        let conventions = Conventions::default();
        let value = serde_json::to_value(conventions).unwrap();
        for info in conventions.describe() {
            let Some(field) = info.field else { continue };
            assert!(info.alternatives.iter().any(|a| a.code == info.current), "{field}");
            for alternative in info.alternatives {
                let mut changed = value.clone();
                changed[&field] = alternative.code.into();
                serde_json::from_value::<Conventions>(changed).unwrap();
            }
        }
    }

    #[test]
    fn p1_to_p13_are_all_described() {
        let ids: Vec<String> = Conventions::default().describe().into_iter().map(|info| info.id).collect();
        for n in 1..=13 {
            assert!(ids.contains(&format!("P{n}")));
        }
    }
}
