//! An order list as Taobao exports it, of any length, with invented people.

use encoding_rs::GB18030;

pub const HEADINGS: &[&str] = &[
    "订单编号",
    "买家会员名",
    "买家支付宝账号",
    "买家应付货款",
    "买家应付邮费",
    "买家支付积分",
    "总金额",
    "返点积分",
    "买家实际支付金额",
    "买家实际支付积分",
    "订单状态",
    "买家留言",
    "收货人姓名",
    "收货地址 ",
    "运送方式",
    "联系电话 ",
    "联系手机",
    "订单创建时间",
    "订单付款时间 ",
    "宝贝标题 ",
    "宝贝种类 ",
    "物流单号 ",
    "物流公司",
    "订单备注",
    "宝贝总数量",
    "店铺Id",
    "店铺名称",
    "订单关闭原因",
    "卖家服务费",
    "买家服务费",
    "发票抬头",
    "是否手机订单",
    "分阶段订单信息",
    "定金排名",
    "修改后的sku",
    "修改后的收货地址",
    "异常信息",
    "卡券抵扣",
    "积分抵扣",
    "是否是O2O交易",
    "确认收货时间",
    "打款商家金额元",
    "退款金额",
];

const TITLES: &[&str] = &[
    "小白象滚筒洗衣机全自动家用10公斤变频",
    "北辰双门冰箱家用节能210升",
    "云岭空调挂机1.5匹新一级变频冷暖",
    "星河55英寸4K液晶电视",
    "青鸟智能手机 8+256 全网通",
    "墨石笔记本电脑14英寸轻薄本",
    "小厨微波炉家用20升",
    "清风吸尘器家用大吸力",
    "微光智能手环运动计步",
];
const SURNAMES: &[&str] = &["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "欧阳"];
const GIVEN: &[&str] =
    &["伟", "芳", "娜", "敏", "静", "丽华", "强", "磊", "洋", "艳", "建国", "志强", "秀英", "晓东", "子涵", "雨桐", "一诺"];
const PLACES: &[&str] =
    &["浙江省 杭州市 西湖区 样例路", "四川省 成都市 武侯区 示范路", "广东省 深圳市 南山区 试验大道", "北京市 朝阳区 例子街"];

/// Cells that are the same in every row: place, text.
const CONSTANT: &[(usize, &str)] = &[
    (4, "0.00"),
    (5, "0"),
    (7, "0"),
    (9, "0"),
    (10, "交易成功"),
    (14, "快递"),
    (20, "1"),
    (22, "顺丰速运"),
    (24, "1"),
    (25, "0"),
    (26, "守诺样例店"),
    (28, "0"),
    (29, "0"),
    (42, "0.00"),
];

/// What consumers say is wrong.
pub const FAULTS: &[&str] = &[
    "脱水时剧烈晃动并有异响，换位置后仍然如此",
    "冷藏室不制冷，冷冻室正常",
    "制热时出风口不热，外机频繁启停",
    "开机后屏幕右侧有一条竖线",
    "通话时听筒无声，免提正常",
    "开机后反复蓝屏，恢复出厂后仍无法启动",
    "按启动后转盘转但不加热",
    "吸力突然变小，已清理滤网",
    "充满电只能用半天，屏幕偶尔失灵",
    "指示灯不亮，按键没有反应",
    "漏水",
];

pub fn order_no(index: usize) -> String {
    format!("34567{:06}{:08}", index / 7, 10_007 * index % 100_000_000)
}

pub fn buyer_name(index: usize) -> String {
    format!("{}{}", SURNAMES[index % SURNAMES.len()], GIVEN[index / 3 % GIVEN.len()])
}

/// The cells of one order, in the order of [`HEADINGS`]. Two orders of three are of a buyer who orders once.
pub fn cells(index: usize) -> Vec<String> {
    let (day, buyer) = (1 + index % 28, index - usize::from(index % 3 == 2) * (index % 30).min(index));
    let price = format!("{}.00", 59 + index % 4_000);
    let at = |hours: usize| format!("2026-09-{day:02} {:02}:{:02}:05", 8 + hours, index % 60);
    let mut cells = vec![String::new(); HEADINGS.len()];
    let mut put = |place: usize, text: String| cells[place] = text;
    let of = |list: &[&str]| list[index % list.len()].to_owned();
    for (place, text) in CONSTANT {
        put(*place, (*text).into());
    }
    for place in [3, 6, 8] {
        put(place, price.clone());
    }
    for (place, hours) in [(17, 0), (18, 1), (40, 9)] {
        put(place, at(hours));
    }
    put(0, order_no(index));
    put(1, format!("样例买家{buyer:06}"));
    put(11, of(&["请尽快发货", "", "", "", ""]));
    put(12, buyer_name(buyer));
    put(13, format!("{}{}号{}室", of(PLACES), 1 + index % 300, 101 + index % 30));
    put(16, format!("'199{:08}", buyer % 100_000_000));
    put(19, of(TITLES));
    put(21, format!("No:SF{:013}", 1_000_003 * index));
    put(23, of(&["老客户，包装加固", "", "", "", "", "", ""]));
    put(31, of(&["手机订单", ""]));
    put(41, format!("{price}元"));
    cells
}

/// The file as it is downloaded: GB18030, numbers written so that spreadsheets leave them alone.
pub fn file(rows: usize) -> Vec<u8> {
    let mut text = HEADINGS.join(",") + "\n";
    for index in 0..rows {
        let mut cells = cells(index);
        cells[0] = format!("\"=\"\"{}\"\"\"", cells[0]);
        text += &cells.join(",");
        text.push('\n');
    }
    GB18030.encode(&text).0.into_owned()
}
