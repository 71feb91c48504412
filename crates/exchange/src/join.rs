//! The two files of Taobao and Tmall put together on the order number.

use std::collections::HashMap;

use serde::Serialize;

use crate::row::{LineRow, OrderRow};

/// An order with its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderWithLines {
    /// The order.
    pub order: OrderRow,
    /// Its lines in the order of the line list; empty when the line list has none.
    pub lines: Vec<LineRow>,
}

/// The result of a join. No row is lost: lines without an order stand in `orphans`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Joined {
    /// Orders in the order of the order list.
    pub orders: Vec<OrderWithLines>,
    /// Lines whose order is not in the order list.
    pub orphans: Vec<LineRow>,
}

/// Joins an order list and a line list on 订单编号. When an order number stands twice in the order list, its lines go to
/// the first of them.
#[must_use]
pub fn join(orders: Vec<OrderRow>, lines: Vec<LineRow>) -> Joined {
    let mut joined =
        Joined { orders: orders.into_iter().map(|order| OrderWithLines { order, lines: Vec::new() }).collect(), orphans: Vec::new() };
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, found) in joined.orders.iter().enumerate() {
        places.entry(found.order.order_no.clone()).or_insert(place);
    }
    for line in lines {
        match places.get(&line.order_no).and_then(|place| joined.orders.get_mut(*place)) {
            Some(found) => found.lines.push(line),
            None => joined.orphans.push(line),
        }
    }
    joined
}
