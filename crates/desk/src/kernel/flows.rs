//! The state tables as people read them: docs/flows.md, generated from the declarations.

use super::actor::labels;
use super::field::{FieldType, Find, Mask};
use super::flow::{Lane, Step};
use super::kind::Kind;
use super::paper::paper;
use crate::capabilities::KINDS;

/// The whole of docs/flows.md.
#[must_use]
pub fn markdown() -> String {
    let mut out = String::from(
        "# 流程表 / State tables\n\nGenerated from the declarations in `crates/desk/src/capabilities` by `make docs`. Not to be edited: a test compares it.\n\
         “–” creates the record; “不变” keeps the state. Deadlines (时限) name their lane: 法 law, 平 platform, 诺 promise.\n",
    );
    for kind in KINDS {
        section(kind, &mut out);
    }
    out
}

fn section(kind: &Kind, out: &mut String) {
    out.push_str(&format!("\n## {} `{}`{}\n\n", kind.label, kind.name, number(kind)));
    out.push_str(&format!("可见：{}。", labels(kind.seen_by)));
    let personal: Vec<&str> = kind.fields.iter().filter(|field| field.personal).map(|field| field.label).collect();
    if !personal.is_empty() {
        out.push_str(&format!("个人信息（封存，按需揭示）：{}。", personal.join("、")));
    }
    out.push_str("\n\n");
    if kind.flow.is_empty() {
        out.push_str("没有自己的流程：随其他记录写入。\n");
    } else {
        out.push_str("| 从 | 事件 | 条件 | 到 | 谁 | 时限 | 文书 | 依据 |\n|---|---|---|---|---|---|---|---|\n");
        for step in kind.flow {
            out.push_str(&row(kind, step));
        }
    }
    papers_and_wakes(kind, out);
    fields(kind, out);
}

fn number(kind: &Kind) -> String {
    if kind.prefix.is_empty() { String::new() } else { format!("（编号 {}-…）", kind.prefix) }
}

fn row(kind: &Kind, step: &Step) -> String {
    let from = if step.creates() {
        "–".to_owned()
    } else {
        step.from.iter().map(|state| kind.state_label(state)).collect::<Vec<_>>().join("、")
    };
    let to = match step.to {
        "" if step.creates() => kind.states.first().map_or("", |state| state.label),
        "" => "不变",
        state => kind.state_label(state),
    };
    let asked: Vec<&str> = step.asks.iter().filter(|field| field.required).map(|field| field.label).collect();
    let mut guards: Vec<String> = step.guards.iter().map(|guard| guard.says.to_owned()).collect();
    if step.again {
        guards.push("再输入一次密码".to_owned());
    }
    if !asked.is_empty() {
        guards.push(format!("填写{}", asked.join("、")));
    }
    format!(
        "| {from} | {} `{}` | {} | {to} | {} | {} | {} | {} |\n",
        step.label,
        step.event,
        guards.join("；"),
        labels(step.by),
        clocks(step),
        step.issues.iter().map(|what| title(what)).collect::<Vec<_>>().join("、"),
        step.clause
    )
}

fn title(what: &str) -> &str {
    paper(what).map_or(what, |(_, rule)| rule.title)
}

fn papers_and_wakes(kind: &Kind, out: &mut String) {
    if !kind.papers.is_empty() {
        let all: Vec<String> =
            kind.papers.iter().map(|rule| format!("{} `{}`（{}可另行出具）", rule.title, rule.what, labels(rule.by))).collect();
        out.push_str(&format!("\n文书：{}。\n", all.join("、")));
    }
    for wake in kind.wakes {
        out.push_str(&format!("\n到时由系统办理：{}。\n", wake.says));
    }
    if !kind.remarks.is_empty() {
        out.push_str("\n与能力说明的不同：\n\n");
    }
    for remark in kind.remarks {
        out.push_str(&format!("- {remark}\n"));
    }
}

fn clocks(step: &Step) -> String {
    let lane = |lane: Lane| match lane {
        Lane::Law => "法",
        Lane::Platform => "平",
        Lane::Promise => "诺",
    };
    let mut all: Vec<String> = step.starts.iter().map(|rule| format!("起 {}·{}（{}）", lane(rule.lane), rule.label, rule.clause)).collect();
    all.extend(step.stops.iter().map(|code| if *code == "*" { "停 全部".to_owned() } else { format!("停 {code}") }));
    all.join("；")
}

fn fields(kind: &Kind, out: &mut String) {
    out.push_str("\n<details><summary>字段</summary>\n\n| 字段 | 名称 | 类型 | 合并 | 显示 | 搜索 |\n|---|---|---|---|---|---|\n");
    for field in kind.fields {
        let merge = if field.merge == shounuo_ledger::MergeRule::Guarded {
            "先到为准，后到成冲突卡"
        } else {
            "后改为准，旧值可见"
        };
        let mask = match field.mask {
            Mask::Open => "",
            Mask::Words => "文中号码打码",
            Mask::Hidden => "不显示",
            _ => "打码",
        };
        let find = match field.find {
            Find::No => "",
            Find::Text => "文字",
            Find::Number => "号码与尾号",
            Find::Name => "文字与拼音首字母",
        };
        out.push_str(&format!("| {} | `{}` | {} | {merge} | {mask} | {find} |\n", field.label, field.name, type_name(field.ty)));
    }
    out.push_str("\n</details>\n");
}

fn type_name(ty: FieldType) -> String {
    match ty {
        FieldType::Text => "文字".into(),
        FieldType::LongText => "长文字".into(),
        FieldType::Int => "整数".into(),
        FieldType::Money => "金额（分）".into(),
        FieldType::Date => "日期".into(),
        FieldType::Instant => "时刻".into(),
        FieldType::Bool => "是否".into(),
        FieldType::Choice(of) => of.iter().map(|(_, label)| *label).collect::<Vec<_>>().join(" / "),
        FieldType::Checks(of) => of.iter().map(|(item, answers)| format!("{item}：{}", answers.join(" / "))).collect::<Vec<_>>().join("；"),
        FieldType::Ref(kind) => format!("→ `{kind}`"),
        FieldType::Json => "结构".into(),
    }
}
