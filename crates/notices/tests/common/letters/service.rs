//! Letters on repairs and on what the shop promises.

use shounuo_notices::{Column, Letter, SumLine, Table, WorkingLine};
use shounuo_rules::Fen;

use super::{clauses, follow_up, head, row, to_consumer};

/// 接修单 with the condition of the goods when handed in.
pub fn repair_receipt() -> Letter {
    Letter::new(head("WX-3F-00042"), "接修单")
        .must("送修人", "张*女士")
        .must("联系电话", "138****6612")
        .facts([
            ("商品", "海川牌滚筒洗衣机".into()),
            ("型号", "HC-XQG100-14BD".into()),
            ("序列号", "SN2026A0098812345".into()),
            ("送修日期", "2026年3月5日".into()),
            ("约定交付", "2026年3月12日".into()),
            ("维修性质", "三包有效期内免费修理".into()),
        ])
        .heading("故障描述")
        .text("脱水时剧烈抖动，显示故障代码 E4，重启后仍不能使用；约每三次洗涤出现一次，出现前有连续的“咔嗒”声。")
        .heading("接收时的状况")
        .table(Table {
            columns: vec![Column::left("检查项目", 1.2), Column::left("结果", 0.8), Column::left("说明", 2.4)],
            rows: vec![
                row(&["外壳", "有划痕", "右侧板下方 3 cm 划痕一处，已拍照"]),
                row(&["屏幕", "完好", ""]),
                row(&["能否开机", "能", "开机自检正常"]),
                row(&["附件", "齐全", "进水管、排水管、电源线"]),
                row(&["防拆标签", "完好", "编号 F20260098812"]),
            ],
        })
        .remark("维修会恢复出厂设置，请自行备份数据；需要更换收费配件时，先报价，经您同意后再修。")
        .blanks(["备用机编号", "取件凭据"])
        .acknowledged(&["送修人签字", "接修人签字", "日期"])
        .no_basis()
}

/// 维修记录单 with parts and the days the repair took.
pub fn repair_record() -> Letter {
    to_consumer("WX-3F-00042-J01", "维修记录单")
        .must("商品", "海川牌滚筒洗衣机 HC-XQG100-14BD")
        .heading("检测与处理")
        .text("检测为减震器断裂、排水泵老化。更换减震器两只、排水泵一台，空载与满载各试机一次，未再出现故障。")
        .heading("更换的配件")
        .table(Table {
            columns: vec![
                Column::left("配件", 2.0),
                Column::left("规格", 1.6),
                Column::left("新件序列号", 1.8),
                Column::right("数量", 0.6),
                Column::right("费用", 0.9),
            ],
            rows: vec![
                row(&["减震器", "HC-DZ-120N", "DZ2026-000188", "2", "¥0.00"]),
                row(&["排水泵", "220V 30W", "PSB-8812-2026-03-000017", "1", "¥0.00"]),
                row(&["密封圈", "φ 42", "", "1", "¥0.00"]),
            ],
        })
        .sums(&[SumLine { label: "材料费".into(), amount: Fen(0) }], Some(&SumLine { label: "本次收费".into(), amount: Fen(0) }))
        .heading("修理占用的时间")
        .working([
            step("送修日期 2026-03-05，交付日期 2026-03-11", "占用 6 日", "三包规定第十三条"),
            step("三包有效期原为 2027-02-23 止，扣除修理占用 6 日", "顺延至 2027-03-01", "三包规定第十四条"),
            step("同一故障累计修理次数", "1 次", ""),
        ])
        .acknowledged(&["消费者验收签字", "维修技师", "日期"])
        .basis(clauses(&["《部分商品修理更换退货责任规定》第十三条、第十四条。"]))
}

fn step(text: &str, result: &str, clause: &str) -> WorkingLine {
    WorkingLine { text: text.into(), result: result.into(), clause: clause.into(), passed: None }
}

/// 服务承诺公示书.
pub fn promises() -> Letter {
    Letter::new(head("CN-3F-00003"), "服务承诺公示书")
        .text("本店对消费者公开承诺如下，自公示之日起执行，未做到的按表中办法主动补偿。")
        .table(Table {
            columns: vec![
                Column::left("承诺", 1.2),
                Column::left("内容", 2.6),
                Column::left("时限", 1.0),
                Column::left("未做到的补偿", 1.8),
                Column::left("适用范围", 1.2),
            ],
            rows: vec![
                row(&["及时响应", "接到咨询或投诉后由专人回复，节假日不休", "30 分钟", "优惠券 5 元", "全部商品"]),
                row(&[
                    "限时维修",
                    "送修之日起修好交付，配件缺货时提供备用机",
                    "7 日",
                    "每超一日补偿 10 元，最高不超过商品价款的 10%",
                    "大家电",
                ]),
                row(&["无理由退货", "签收次日起算，商品完好即可退", "15 日", "按法定处理", "除定制商品外"]),
                row(&["退款到账", "收到退回商品后原路退款", "48 小时", "按日万分之五", "全部商品"]),
            ],
        })
        .heading("怎样监督")
        .list([
            "拨打 0571-8888 6666 或在店铺首页“服务承诺”处提交。".into(),
            "本店每月公布一次履约情况，违诺一次公示一次，不隐瞒、不删改。".into(),
        ])
        .heading("生效与变更")
        .text("本承诺自 2026年3月5日起生效；变更不影响此前的订单，变更前 7 日公示。")
        .basis(clauses(&["T/SXJX 001—2024 第 5.2 条：服务承诺应明确、可核查并向社会公开。"]))
}

/// 违诺补偿通知书.
pub fn compensation() -> Letter {
    to_consumer("WN-3F-00008", "违诺补偿通知书")
        .must("承诺", "限时维修：7 日内修好交付")
        .facts([("约定期限", "2026年3月12日".into()), ("实际完成", "2026年3月15日".into()), ("超期", "3 日".into())])
        .heading("补偿决定")
        .strong("本店没有按承诺的时间完成维修，向您致歉，并按公示的办法主动补偿。")
        .working([step("超期 3 日 × 每日 ¥10.00", "¥30.00", "服务承诺第 2 项"), step("不超过商品价款的 10%（¥599.90）", "未超过", "")])
        .amount("补偿金额", Fen(3_000))
        .heading("怎样领取")
        .follow_up(follow_up())
        .acknowledged(&["消费者签收", "日期"])
        .basis(clauses(&["本店《服务承诺公示书》CN-3F-00003 第 2 项。"]))
}
