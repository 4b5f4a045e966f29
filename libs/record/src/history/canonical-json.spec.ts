import { describe, expect, test } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { DomainError } from '#domain/domain-error.js';
import { canonicalJson } from './canonical-json.js';
import { canonicalText, chainedHash, genesisHash } from './chain.js';

describe('JSON in the one way of RFC 8785', () => {
  test('is what the package canonicalize makes of any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1_000 },
    );
  });

  test('is the RFC’s own example', () => {
    const example = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(example)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('sorts keys by UTF-16 code units', () => {
    expect(
      canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, ö: 7 }),
    ).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\ud83d\ude00":5,"\ufb33":3}');
  });

  test('leaves out what is undefined', () => {
    expect(canonicalJson({ b: undefined, a: [1, undefined, { c: undefined }] })).toBe('{"a":[1,null,{}]}');
  });

  test.each([NaN, Infinity, undefined, 1n, () => 1])('has no %s', (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });
});

describe('The chain', () => {
  const event = {
    stream: 'measure',
    id: '01a203e8-4107-717f-a9ca-2b7553683bfc',
    version: 1,
    type: 'SubPointAdded',
    at: '2026-11-20T07:00:00.000Z',
    actorId: 'client:fagsystem',
    commandId: '01a203e8-4107-717f-a9ca-2b7553683bfd',
    data: { text: 'Prøvepunkter', subPointId: 'x' },
  } as const;

  test('covers the canonical text and the hash before it', () => {
    expect(canonicalText(event)).toBe(
      '{"actorId":"client:fagsystem","at":"2026-11-20T07:00:00.000Z",' +
        '"commandId":"01a203e8-4107-717f-a9ca-2b7553683bfd","data":{"subPointId":"x","text":"Prøvepunkter"},' +
        '"id":"01a203e8-4107-717f-a9ca-2b7553683bfc","stream":"measure","type":"SubPointAdded","version":1}',
    );
    // SHA-256 of 32 zero bytes and the two of the text, as sha256sum says.
    expect(chainedHash(genesisHash, '{}')).toBe(
      '\\xfb1634c4e6cd4b1f1afe3ce2d6ef080f7ac5d1f357d723ad4dfca782733b62db',
    );
    expect(chainedHash(genesisHash, 'a')).not.toBe(chainedHash(chainedHash(genesisHash, 'a'), 'a'));
  });

  test.each(['a\u0000b', '\ud800', 'a\udfffb', '\\\ud800'])(
    'refuses text that can’t be stored: %j',
    (text) => {
      expect(() => canonicalText({ ...event, data: { text } })).toThrow(DomainError);
    },
  );

  test.each(['\\u0000', '\\\\ud800', 'C:\\u0000', '😀', '\u0001'])(
    'takes %j, which only looks like it',
    (text) => {
      expect(JSON.parse(canonicalText({ ...event, data: { text } }))).toMatchObject({ data: { text } });
    },
  );
});
