//! Letters on returned and exchanged goods.

use shounuo_notices::{Column, Letter, Table};
use shounuo_rules::Fen;

use super::{clauses, follow_up, head, row, to_consumer};

/// 换货通知.
pub fn exchange_notice() -> Letter {
    to_consumer("TZ-3F-00017", "换货通知")
        .must("商品", "海川牌滚筒洗衣机")
        .facts([("型号", "HC-XQG100-14BD".into()), ("原机序列号", "SN2026A0098812345".into()), ("新机序列号", "SN2026A0100456789".into())])
        .strong("本店同意为您免费换货，新机三包有效期自换货之日起重新计算。")
        .heading("换货办法")
        .list([
            "请保留原机和全部附件，取件人员上门时当面交接，来回运费由本店承担。".into(),
            "新机预计 2026年3月9日前送达，送货前一天电话预约。".into(),
            "如原机附件缺失，请提前告知，本店会另行协商，不影响换货。".into(),
        ])
        .heading("请您答复")
        .follow_up(follow_up())
        .acknowledged(&["消费者签收", "日期"])
        .basis(clauses(&["《部分商品修理更换退货责任规定》第十条：产品自售出之日起 15 日内，发生性能故障，消费者可选择换货或者修理。"]))
}

/// 退换货受理单.
pub fn return_receipt() -> Letter {
    Letter::new(head("TH-3F-00031-S01"), "退换货受理单")
        .must("受理编号", "TH-3F-00031")
        .facts([
            ("消费者", "张*女士".into()),
            ("联系电话", "138****6612".into()),
            ("订单号", "3298112055678890123456789012345678901234".into()),
            ("申请类型", "七日无理由退货".into()),
            ("申请日期", "2026年3月1日".into()),
            ("受理日期", "2026年3月1日".into()),
        ])
        .heading("收到的物品")
        .table(Table {
            columns: vec![Column::left("物品", 2.4), Column::right("数量", 0.6), Column::left("状况", 2.6)],
            rows: vec![
                row(&["海川牌滚筒洗衣机 HC-XQG100-14BD", "1", "外观完好，未通水使用"]),
                row(&["进水管", "1", "未拆封"]),
                row(&["说明书、保修卡", "1", "齐全"]),
                row(&["赠品：洗衣液 2 kg", "2", "未随机退回"]),
            ],
        })
        .remark("赠品未退回的，按赠品标示价扣除；请在 2026年3月8日前补寄，补寄后全额退款。")
        .heading("接下来")
        .text("本店收到退回的商品后 7 日内退款，退款原路返回您的付款账户。")
        .acknowledged(&["消费者签字", "日期"])
        .no_basis()
}

/// 退换货结果通知书 with a refund split over six columns.
pub fn return_outcome() -> Letter {
    to_consumer("TZ-3F-00019", "退换货结果通知书")
        .must("商品", "海川牌滚筒洗衣机等 3 件")
        .heading("处理结果")
        .strong("经查验，退回商品完好，本店同意退款，按支付方式分摊如下。")
        .table(Table {
            columns: vec![
                Column::left("商品", 2.6),
                Column::right("数量", 0.6),
                Column::right("实付金额", 1.0),
                Column::right("优惠分摊", 1.0),
                Column::right("扣减", 1.0),
                Column::right("退款", 1.0),
            ],
            rows: vec![
                row(&["海川牌滚筒洗衣机 HC-XQG100-14BD", "1", "¥5,999.00", "-¥320.15", "¥0.00", "¥5,678.85"]),
                row(&["洗衣机底座（可调节、带刹车万向轮）", "1", "¥129.00", "-¥6.88", "¥0.00", "¥122.12"]),
                row(&["延保服务三年", "1", "¥399.00", "-¥21.30", "-¥36.44", "¥341.26"]),
            ],
        })
        .amount("应退金额", Fen(614_223))
        .text("退款将于 2026年3月10日前原路退回，到账时间以支付机构为准。")
        .heading("您的权利")
        .complaint("平台客服或全国 12315 平台（电话 12315）")
        .acknowledged(&["消费者签收", "日期"])
        .basis(clauses(&["《消费者权益保护法》第二十五条第三款。", "《网络购买商品七日无理由退货暂行办法》第十三条、第十四条。"]))
}
