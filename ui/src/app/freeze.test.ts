import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { freezeObjectPrototype } from "./freeze";

/** Runs code in a world of its own, its prototype frozen: ours stays as it is for the other tests. */
function inFrozenWorld(code: string): unknown {
  return runInNewContext(`"use strict"; (${freezeObjectPrototype.toString()})(); (() => { ${code} })()`);
}

test("nothing is added to, changed in or taken from what every object inherits", () => {
  expect(inFrozenWorld("return Object.isFrozen(Object.prototype)")).toBe(true);
  expect(inFrozenWorld("try { ({}).__proto__.evil = 1 } catch {} return ({}).evil")).toBeUndefined();
  expect(inFrozenWorld("try { Object.prototype.toString = () => 'evil' } catch (no) { return no instanceof TypeError }")).toBe(true);
  expect(inFrozenWorld("try { delete Object.prototype.hasOwnProperty } catch {} return ({}).hasOwnProperty('x')")).toBe(false);
  expect(inFrozenWorld("try { Object.setPrototypeOf(Object.prototype, { evil: 1 }) } catch {} return ({}).evil")).toBeUndefined();
});

test("objects have methods of their own as ever", () => {
  expect(inFrozenWorld("function Day() {} Day.prototype.valueOf = () => 7; return +new Day()")).toBe(7);
  expect(inFrozenWorld("const map = {}; map.constructor = 1; map.toString = 2; return JSON.stringify(map)")).toBe('{"constructor":1,"toString":2}');
  expect(inFrozenWorld("const of = {}; of.valueOf = 1; of.valueOf = 2; return of.valueOf")).toBe(2);
  expect(inFrozenWorld("return [String({}), ({}) instanceof Object, Object.keys({}).length]")).toEqual(["[object Object]", true, 0]);
  expect(inFrozenWorld("class A { toString() { return 'a' } } return `${new A()}`")).toBe("a");
});
