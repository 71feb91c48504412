import { expect, it } from "vitest";
import { field } from "./testing";
import { pointed } from "./values";

const ID = "0197a3c1-0000-7000-8000-00000000000c";

it.each([
  [field("consumer_id", "消费者", "ref", { of: "consumer" }), ID, { of: "consumer", id: ID }],
  [field("case_id", "售后单", "text"), ID, { of: "case", id: ID }],
  [field("asked_by", "提请人", "text"), ID, { of: "account", id: ID }],
  [field("told_by", "怎样告知", "text"), "电话", null],
  [field("asked_by", "提请人", "text", { masked: true }), ID, null],
  [field("case_id", "售后单", "text"), "", null],
])("%j holding %j points to %j", (declared, value, to) => expect(pointed(declared, value)).toEqual(to));
