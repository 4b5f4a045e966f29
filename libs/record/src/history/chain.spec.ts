import { describe, expect, test } from '@jest/globals';
import { DomainError } from '#domain/domain-error.js';
import { canonicalText, chainedHash, genesisHash } from './chain.js';

describe('The chain', () => {
  const event = {
    stream: 'measure',
    id: '01a203e8-4107-717f-a9ca-2b7553683bfc',
    version: 1,
    type: 'SubPointAdded',
    at: '2026-11-20T07:00:00.000Z',
    actorId: 'client:fagsystem',
    commandId: '01a203e8-4107-717f-a9ca-2b7553683bfd',
    data: { text: 'Prøvepunkter', subPointId: 'x', left: undefined },
  } as const;

  test('writes an event in one way, whatever the order of its parts', () => {
    const text =
      '{"actorId":"client:fagsystem","at":"2026-11-20T07:00:00.000Z",' +
      '"commandId":"01a203e8-4107-717f-a9ca-2b7553683bfd","data":{"subPointId":"x","text":"Prøvepunkter"},' +
      '"id":"01a203e8-4107-717f-a9ca-2b7553683bfc","stream":"measure","type":"SubPointAdded","version":1}';
    expect(canonicalText(event)).toBe(text);
    const turned = Object.fromEntries(Object.entries(event).reverse()) as unknown as typeof event;
    expect(canonicalText(turned)).toBe(text);
  });

  test('covers the canonical text and the hash before it', () => {
    // SHA-256 of 32 zero bytes and the two of the text, as sha256sum says.
    expect(chainedHash(genesisHash, '{}')).toBe(
      '\\xfb1634c4e6cd4b1f1afe3ce2d6ef080f7ac5d1f357d723ad4dfca782733b62db',
    );
    expect(chainedHash(chainedHash(genesisHash, 'a'), 'a')).not.toBe(chainedHash(genesisHash, 'a'));
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
