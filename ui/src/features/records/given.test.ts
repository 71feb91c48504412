import { describe, expect, it } from "vitest";
import { givenBy, withoutGiven } from "./given";
import { button, field, record } from "./testing";

const CONSUMER = field("consumer_id", "消费者", "ref", { of: "consumer" });
const OWNER = field("owner", "负责人", "ref", { of: "account" });
const ORDER = field("order_id", "订单", "ref", { of: "sales_order" });
const of = record({ id: "c-1", fields: [CONSUMER, OWNER, ORDER], values: { consumer_id: "p-1", owner: "a-1", order_id: null, unit: "机" } });
const begin = button("begin", "送修", { asks: [field("case_id", "售后单", "ref", { of: "loaner", required: true }), CONSUMER, OWNER, ORDER, field("unit", "机", "text")] });

describe("a new part of a record", () => {
  it("belongs to it, and points to whom and what it points to", () => expect(givenBy(of, "case_id", begin)).toEqual({ case_id: "c-1", consumer_id: "p-1" }));
  it("is asked only what is not known; who has it is its own affair", () => {
    expect(withoutGiven(of, "case_id", begin).asks.map(({ name }) => name)).toEqual(["owner", "order_id", "unit"]);
  });
  it("takes nothing over from a field of the same name that points elsewhere", () => {
    const asks = [{ ...CONSUMER, of: "account" }, { ...CONSUMER, type: "text", of: null }];
    expect(givenBy(of, "case_id", button("begin", "送修", { asks }))).toEqual({ case_id: "c-1" });
  });
});
