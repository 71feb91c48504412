//! 投诉的分类: the union list of classes (X1) with each document's own names, nature, urgency, and the priority they give.

use crate::kernel::field::{Field, choice};

/// A list of (stored name, label).
type Choices = &'static [(&'static str, &'static str)];

pub(super) const CLASSES: Choices = &[
    ("quality", "商品质量"),
    ("attitude", "服务态度"),
    ("after_sales", "售后服务不到位"),
    ("false_advertising", "虚假宣传"),
    ("delivery", "物流配送"),
    ("payment", "支付"),
    ("system_fault", "系统故障"),
    ("other", "其他"),
];
const NATURES: Choices = &[("ordinary", "一般"), ("complex", "复杂"), ("major", "重大")];
const URGENCIES: Choices = &[("normal", "普通"), ("urgent", "急"), ("critical", "特急")];
const PRIORITIES: Choices = &[("high", "高"), ("middle", "中"), ("low", "低")];

pub(super) const CLASS: Field = choice("class", "投诉类别", CLASSES).required();
pub(super) const NATURE: Field = choice("nature", "性质", NATURES).help("重大：涉及人身、财产安全或多名消费者；复杂：涉及几个部门或有争议");
pub(super) const URGENCY: Field = choice("urgency", "紧急度", URGENCIES).help("特急：损害正在扩大；急：影响正常使用或已二次催办");
pub(super) const PRIORITY: Field = choice("priority", "优先级", PRIORITIES);

/// What the three documents call a class; empty where a document has no such class. Reports by a document count under its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassNames {
    /// Stored name of the class.
    pub class: &'static str,
    /// Name in 001 3.5.
    pub service_manual: &'static str,
    /// Name in 001 7.1.
    pub complaint_chapter: &'static str,
    /// Name in 004 第二章.
    pub complaint_rule: &'static str,
}

const fn names(
    class: &'static str,
    service_manual: &'static str,
    complaint_chapter: &'static str,
    complaint_rule: &'static str,
) -> ClassNames {
    ClassNames { class, service_manual, complaint_chapter, complaint_rule }
}

/// The class names of each document (X1).
pub const CLASS_NAMES: &[ClassNames] = &[
    names("quality", "产品质量", "产品", "商品质量"),
    names("attitude", "服务态度", "服务", "售后服务不到位"),
    names("after_sales", "服务态度", "服务", "售后服务不到位"),
    names("false_advertising", "", "", "虚假宣传"),
    names("delivery", "物流", "物流", "配送"),
    names("payment", "", "支付", ""),
    names("system_fault", "系统故障", "", ""),
    names("other", "", "", ""),
];

/// One line with the names that the documents give a class; empty when none of them knows it.
#[must_use]
pub fn names_of(class: &str) -> String {
    let Some(known) = CLASS_NAMES.iter().find(|names| names.class == class) else { return String::new() };
    let named = [("001 3.5", known.service_manual), ("001 7.1", known.complaint_chapter), ("004 第二章", known.complaint_rule)];
    let lines: Vec<String> = named.iter().filter(|(_, name)| !name.is_empty()).map(|(clause, name)| format!("{clause} {name}")).collect();
    lines.join("；")
}

/// The department that looks into a class by itself: 质检 into goods (004 5.2), 物流 into delivery (004 5.3).
pub(super) fn department_of(class: &str) -> Option<&'static str> {
    match class {
        "quality" => Some("inspection"),
        "delivery" => Some("logistics"),
        _ => None,
    }
}

/// Priority and how it came about (000 6.6.1): the points of nature and urgency added up. What nobody stated counts as the lowest.
#[must_use]
pub fn priority(nature: &str, urgency: &str) -> (&'static str, String) {
    let (of_nature, of_urgency) = (points(NATURES, nature), points(URGENCIES, urgency));
    let sum = of_nature.0 + of_urgency.0;
    let level = match sum {
        5.. => "high",
        4 => "middle",
        _ => "low",
    };
    let why = format!(
        "性质“{}”{} 分 + 紧急度“{}”{} 分 = {sum} 分：{}（5 分起为高，4 分为中，其余为低）",
        of_nature.1,
        of_nature.0,
        of_urgency.1,
        of_urgency.0,
        label(PRIORITIES, level)
    );
    (level, why)
}

/// Place in the list, from 1, and the label.
fn points(of: Choices, name: &str) -> (usize, &'static str) {
    let at = of.iter().position(|(stored, _)| *stored == name).unwrap_or(0);
    (at + 1, of[at].1)
}

/// Label of a choice; empty for what is not in the list.
pub(super) fn label(of: Choices, name: &str) -> &'static str {
    of.iter().find(|(stored, _)| *stored == name).map_or("", |(_, label)| label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_row_of_names_and_no_document_a_name_of_its_own_making() {
        let classes: Vec<&str> = CLASSES.iter().map(|(name, _)| *name).collect();
        assert_eq!(CLASS_NAMES.iter().map(|names| names.class).collect::<Vec<_>>(), classes);
        for names in CLASS_NAMES {
            assert!(["", "产品质量", "服务态度", "物流", "系统故障"].contains(&names.service_manual));
            assert!(["", "产品", "服务", "物流", "支付"].contains(&names.complaint_chapter));
            assert!(["", "商品质量", "售后服务不到位", "虚假宣传", "配送"].contains(&names.complaint_rule));
        }
        assert_eq!(names_of("quality"), "001 3.5 产品质量；001 7.1 产品；004 第二章 商品质量");
        assert_eq!(names_of("other"), "");
    }

    #[test]
    fn priority_rises_with_nature_and_with_urgency_and_says_why() {
        let level = |nature, urgency| priority(nature, urgency).0;
        assert_eq!([level("ordinary", "normal"), level("", ""), level("complex", "normal")], ["low", "low", "low"]);
        assert_eq!([level("ordinary", "critical"), level("complex", "urgent"), level("major", "normal")], ["middle", "middle", "middle"]);
        assert_eq!([level("complex", "critical"), level("major", "urgent"), level("major", "critical")], ["high", "high", "high"]);
        assert_eq!(priority("major", "urgent").1, "性质“重大”3 分 + 紧急度“急”2 分 = 5 分：高（5 分起为高，4 分为中，其余为低）");
    }
}
