import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

describe('canonicalJson', () => {
  it('writes what the reference implementation of RFC 8785 writes', () => {
    const json = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4 }));
    fc.assert(fc.property(json, (value) => canonicalJson(value) === canonicalize(value)));
  });

  it('writes plain names so too, whether they stand in order or not', () => {
    const values = [fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(undefined)];
    const json = fc.object({ key: fc.stringMatching(/^[a-zA-Z][a-z0-9]{0,2}$/), values, maxDepth: 4 });
    fc.assert(fc.property(json, (value) => canonicalJson(value) === canonicalize(value)));
  });

  it('leaves what it writes as it was', () => {
    const value = { b: [{ d: 1, c: 2 }], a: { toJSON: () => 'a' } };
    expect(canonicalJson(value)).toBe('{"a":"a","b":[{"c":2,"d":1}]}');
    expect(Object.keys(value)).toEqual(['b', 'a']);
  });

  it('orders keys by their UTF-16 units, as the RFC’s own example has them', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const written = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(Object.keys(JSON.parse(written) as object)).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ]);
  });

  it('writes numbers as ECMAScript does, and leaves out what is undefined', () => {
    expect(canonicalJson({ b: -0, a: 1e21, c: 0.1, d: undefined })).toBe('{"a":1e+21,"b":0,"c":0.1}');
  });

  it.each([{ a: Number.NaN }, { a: Number.POSITIVE_INFINITY }, { a: 1n }])('refuses %p', (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });

  it('refuses a circle', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => canonicalJson(circle)).toThrow();
  });
});
