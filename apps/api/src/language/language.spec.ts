import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Request } from 'express';
import { setImmediate } from 'node:timers/promises';
import type { OfferedLanguages } from '#messages/texts/offered-languages.js';
import { language, speaking, speakOn } from './spoken-language.js';
import { askedLanguage } from './asked-language.js';
import { day, list, lowerCase, moment, t } from '../web/frame/texts.js';

const allThree: OfferedLanguages = ['nb', 'nn', 'en'];

describe('whoever is spoken to', () => {
  it('is spoken to in their own language, however many are at a time', async () => {
    const said = async () => {
      const before = t('plan-state.adopted');
      await setImmediate();
      return [before, day('2026-10-12'), moment('2026-10-12T06:05:00.000Z'), list(['a', 'b'])].map(unmarked);
    };
    const [bokmal, nynorsk, english] = await Promise.all([
      speaking('nb', said),
      speaking('nn', said),
      speaking('en', said),
    ]);
    expect(bokmal).toEqual(['Vedtatt', '12. oktober 2026', '12. oktober 2026 kl. 08.05', 'a og b']);
    expect(nynorsk).toEqual(['Vedteken', '12. oktober 2026', '12. oktober 2026 kl. 08.05', 'a og b']);
    expect(english).toEqual(['Adopted', '12 October 2026', '12 October 2026 kl. 08:05', 'a and b']);
  });

  it('may turn out to have chosen another language', () => {
    speaking('nb', () => {
      speakOn('nn');
      expect(language()).toBe('nn');
      expect(lowerCase(t('item-state.open'))).toBe('ope');
    });
  });

  it('must be somebody: a text outside a request is an error', () => {
    expect(() => t('plan-state.adopted')).toThrow('nobody is spoken to');
  });
});

describe('the modules of the API', () => {
  const source = new URL('../', import.meta.url);
  const modules = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      /\.tsx?$/u.test(path) &&
      !/\.spec\.tsx?$|(^|\/)main\.ts$/u.test(path) &&
      readFileSync(new URL(path, source), 'utf8').includes('/texts.js'),
  );

  it('say nothing while they are loaded: it would stay in one language', async () => {
    expect(modules.length).toBeGreaterThan(80);
    for (const path of modules) await import(`../${path.replace(/\.tsx?$/u, '.js')}`);
  });
});

describe('the language of a request', () => {
  it('is the best that the browser accepts and the installation offers', () => {
    expect(asked('nn-NO,nn;q=0.9,nb;q=0.8')).toBe('nn');
    expect(asked('en-US,en;q=0.9')).toBe('en');
    expect(asked('en-US,en;q=0.9', { offered: ['nb', 'nn'] })).toBe('nb');
    expect(asked('nb;q=0.5,nn;q=0.9')).toBe('nn');
  });

  it('is the installation’s first where nothing fits, and where Norwegian is asked for of either kind', () => {
    expect(asked('de', { offered: ['nn', 'nb'] })).toBe('nn');
    expect(asked(undefined, { offered: ['nn', 'nb'] })).toBe('nn');
    expect(asked('no,en;q=0.5', { offered: ['en', 'nn', 'nb'] })).toBe('nn');
    expect(asked('*')).toBe('nb');
  });

  it('is the one chosen in this browser, before what the browser accepts', () => {
    expect(asked('en', { cookie: 'a=b; kvittert-sprak=nn' })).toBe('nn');
    expect(asked('en', { cookie: 'kvittert-sprak=nn', offered: ['nb', 'en'] })).toBe('en');
    expect(asked('en', { cookie: 'kvittert-sprak=nn', query: { sprak: 'nb' } })).toBe('nb');
  });

  it('is said by an address before all else, if it is offered', () => {
    expect(asked('en', { query: { sprak: 'nn' } })).toBe('nn');
    expect(asked('en', { query: { sprak: ['nn', 'nb'] } })).toBe('en');
    expect(asked('en', { query: { sprak: 'nn' }, offered: ['nb', 'en'] })).toBe('en');
  });
});

function asked(
  header: string | undefined,
  {
    query = {},
    offered = allThree,
    cookie,
  }: { query?: object; offered?: OfferedLanguages; cookie?: string } = {},
): string {
  const request = Object.create(express().request) as Request;
  Object.defineProperties(request, {
    headers: { value: { ...(header === undefined ? {} : { 'accept-language': header }), cookie } },
    query: { value: query },
  });
  return askedLanguage(request, offered);
}

function unmarked(text: string): string {
  return text.replace(/[\uFDD0-\uFDD3]/gu, '');
}
