/**
 * Nobody changes what every object inherits: a page that was talked into `x.__proto__.y = …` changes nothing.
 *
 * A plain freeze would also forbid objects to have a `valueOf` or a `constructor` of their own by assignment, which
 * libraries do (dayjs does so while it is loaded). Each inherited value therefore becomes a getter whose setter gives the
 * one object a property of its own, as assignment always did.
 */
export function freezeObjectPrototype() {
  for (const name of Reflect.ownKeys(Object.prototype)) {
    const found = Reflect.getOwnPropertyDescriptor(Object.prototype, name);
    if (found === undefined || !("value" in found)) continue;
    const value: unknown = found.value;
    Object.defineProperty(Object.prototype, name, {
      get: () => value,
      set(this: unknown, own: unknown) {
        if (this === Object.prototype) throw new TypeError(`Object.prototype.${String(name)} is not changed`);
        if (typeof this === "object" && this !== null) Object.defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
      },
      enumerable: false,
      configurable: false,
    });
  }
  Object.freeze(Object.prototype);
}
