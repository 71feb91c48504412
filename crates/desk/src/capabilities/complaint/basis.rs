//! 处理依据: the list a plan must cite from (001 7.2, 7.4). Only texts that were read word for word stand here, in own words;
//! a class is answered with what speaks of it.

use crate::kernel::field::{Field, choice};

/// One entry of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// Stored name.
    pub code: &'static str,
    /// Law or rule with its clause, as a paper cites it.
    pub clause: &'static str,
    /// What it says, in own words.
    pub says: &'static str,
    /// Classes of complaints it answers; empty for all.
    pub classes: &'static [&'static str],
}

const fn basis(code: &'static str, clause: &'static str, says: &'static str, classes: &'static [&'static str]) -> Basis {
    Basis { code, clause, says, classes }
}

const GOODS: &[&str] = &["quality", "after_sales"];
const DELIVERY: &[&str] = &["delivery"];
const SERVICE: &[&str] = &["attitude", "after_sales", "system_fault", "payment", "other"];

/// The list.
pub const BASES: &[Basis] = &[
    basis(
        "consumer_24",
        "《消费者权益保护法》第二十四条",
        "质量不合要求的，按国家规定或约定退货；都没有的，收到七日内可退，其后依法可换可修，必要运费由商家承担",
        GOODS,
    ),
    basis("consumer_23", "《消费者权益保护法》第二十三条", "耐用商品收到六个月内发现瑕疵有争议的，由商家举证", &["quality"]),
    basis("consumer_25", "《消费者权益保护法》第二十五条", "网购商品收到七日内可无理由退货，商品应完好，收到退货七日内退款", GOODS),
    basis("consumer_54", "《消费者权益保护法》第五十四条", "被有关部门认定为不合格的商品，消费者要求退货的应当退货", &["quality"]),
    basis(
        "consumer_55",
        "《消费者权益保护法》第五十五条",
        "有欺诈行为的，按价款的三倍增加赔偿，不足五百元的为五百元",
        &["false_advertising", "quality"],
    ),
    basis(
        "sanbao_9",
        "《部分商品修理更换退货责任规定》第九条",
        "七日内发生性能故障，消费者可选退货、换货或修理，退货按发票价款一次退清",
        &["quality"],
    ),
    basis("sanbao_10", "《部分商品修理更换退货责任规定》第十条", "十五日内发生性能故障，消费者可选换货或修理", &["quality"]),
    basis(
        "sanbao_11",
        "《部分商品修理更换退货责任规定》第十一条",
        "三包期内修理两次仍不能正常使用的，凭修理记录免费换货，或依第十三条退货",
        &["quality"],
    ),
    basis("ecommerce_20", "《电子商务法》第二十条", "按承诺或约定的方式、时限交付，运输中的风险和责任由商家承担", DELIVERY),
    basis("ecommerce_51", "《电子商务法》第五十一条", "快递交付的，收货人签收时间为交付时间", DELIVERY),
    basis("ecommerce_59", "《电子商务法》第五十九条", "建立便捷有效的投诉、举报机制，及时受理并处理", SERVICE),
    basis("manual_7_1", "《电子商务平台客户服务规范手册》7.1", "方案可为退款、换货、补偿或服务升级，并确认消费者是否满意", &[]),
    basis("manual_3_5", "《电子商务平台客户服务规范手册》3.5", "反馈处理结果，并给出解决方案或补偿", &[]),
    basis("rule_4_3", "《售后投诉处理制度》4.3", "方案写明办法、所需时间和后续跟进", &[]),
];

const fn choices<const N: usize>() -> [(&'static str, &'static str); N] {
    let mut all = [("", ""); N];
    let mut at = 0;
    while at < N {
        all[at] = (BASES[at].code, BASES[at].clause);
        at += 1;
    }
    all
}

const CHOICES: &[(&str, &str)] = &choices::<{ BASES.len() }>();

pub(super) const BASIS: Field = choice("basis", "处理依据", CHOICES).required();

/// The entry with this stored name.
#[must_use]
pub fn basis_of(code: &str) -> Option<&'static Basis> {
    BASES.iter().find(|basis| basis.code == code)
}

impl Basis {
    /// Whether it speaks of complaints of this class.
    #[must_use]
    pub fn answers(&self, class: &str) -> bool {
        self.classes.is_empty() || self.classes.contains(&class)
    }
}

#[cfg(test)]
mod tests {
    use super::super::classes::CLASSES;
    use super::*;

    #[test]
    fn every_class_has_a_basis_and_every_basis_names_classes_that_exist() {
        for (class, label) in CLASSES {
            assert!(BASES.iter().any(|basis| basis.answers(class)), "{label}");
        }
        for basis in BASES {
            assert!(basis.classes.iter().all(|class| CLASSES.iter().any(|(name, _)| name == class)), "{}", basis.code);
            assert_eq!(basis_of(basis.code), Some(basis), "named once");
        }
    }
}
