// What specs import from @jest/globals: each spec file has its own, and what it imports may be there for many files.
const current = () => globalThis[Symbol.for('kvittert.jest')];

function asNow(name) {
  return new Proxy(() => undefined, {
    apply: (_target, self, args) => Reflect.apply(current()[name], self, args),
    get: (_target, property) => current()[name][property],
  });
}

export const describe = asNow('describe');
export const it = asNow('it');
export const test = asNow('test');
export const expect = asNow('expect');
export const beforeAll = asNow('beforeAll');
export const beforeEach = asNow('beforeEach');
export const afterAll = asNow('afterAll');
export const afterEach = asNow('afterEach');
export const jest = asNow('jest');
