import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { measureShown } from '../../apps/api/src/measures/rest/measure.shown.js';
import {
  type searchShown,
  searchShown as searchSchema,
} from '../../apps/api/src/search/rest/search.shown.js';
import { similarMeasuresShown, similarToEachShown } from '../../apps/api/src/measures/rest/similar.shown.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { emails, make, registerVestdal, type Vestdal } from './vestdal.js';

type Found = z.output<typeof searchShown>;

let kvittert: Installation;
let vestdal: Vestdal;

beforeAll(async () => {
  kvittert = await startInstallation({ workers: 0, registerPeople: false });
  vestdal = await registerVestdal(kvittert);
});

afterAll(() => kvittert?.stop());

async function get<Body>(as: string, path: string): Promise<Body> {
  const answer = await kvittert.request<Body>('GET', `/api/v1${path}`, { as });
  if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const titles = ({ items }: Found) =>
  items.map(({ kind, title }) => `${kind}: ${title.map(({ text }) => text).join('')}`);

describe('GET /search', () => {
  it('answers as its schema says, with marks and where it stands', async () => {
    const found = await get<Found>(emails.secretary, '/search?q=vaktlister');
    expect(searchSchema.parse(found)).toEqual(found);
    expect(titles(found)).toEqual(
      expect.arrayContaining(['measure: Vaktliste', 'item: Vaktliste', 'recommendation: Vaktliste']),
    );
    const [best] = found.items;
    expect(best?.title.filter(({ marked }) => marked)).not.toEqual([]);
    for (const { href } of found.items) await get(emails.secretary, href.replace('/api/v1', ''));
  });

  it('pages', async () => {
    const first = await get<Found>(emails.secretary, '/search?q=vaktliste&limit=2');
    const second = await get<Found>(
      emails.secretary,
      `/search?q=vaktliste&limit=2&cursor=${first.nextCursor ?? ''}`,
    );
    expect(first.items).toHaveLength(2);
    expect(first.total).toBe(second.total);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(
      first.items.length + second.items.length,
    );
  });

  it('narrows, and says what it read a slip of the pen as', async () => {
    const found = await get<Found>(emails.secretary, `/search?q=vatkliste&kind=measure&plan=${vestdal.plan}`);
    expect(titles(found)).toEqual(['measure: Vaktliste']);
    expect(found.readAs).toEqual([{ word: 'vatkliste', as: 'vaktlist' }]);
    expect(titles(await get<Found>(emails.secretary, '/search?q=vaktliste&year=1999'))).toEqual([]);
  });

  it('shows an owner their own, and nobody what is restricted without the right to it', async () => {
    const mine = await get<Found>(emails.owner, '/search?q=vaktliste');
    expect(mine.items.every(({ kind }) => kind === 'measure' || kind === 'item')).toBe(true);
    expect((await get<Found>(emails.owner, '/search?q=sårbarheten')).total).toBe(0);
    expect((await get<Found>('system', '/search?q=sårbarheten')).total).toBe(0);
    expect((await get<Found>(emails.stranger, '/search?q=sårbarheten')).total).toBe(1);
    expect((await get<Found>(emails.auditor, '/search?q=sårbarheten')).total).toBe(1);
  });

  it.each([
    '',
    'q=',
    'q=a',
    `q=${'x'.repeat(301)}`,
    'q=vakt&year=soon',
    'q=vakt&kind=person',
    'q=vakt&cursor=x',
    'q=vakt&fra=1',
  ])('refuses ?%s', async (query) => {
    const { status, body } = await kvittert.request<{ errors: unknown[] }>('GET', `/api/v1/search?${query}`, {
      as: emails.secretary,
    });
    expect({ status, errors: body.errors.length }).toEqual({ status: 422, errors: 1 });
  });
});

describe('what has been seen before', () => {
  it('is shown for texts and for a measure, confirmed by a person, and withdrawn', async () => {
    const asked = await kvittert.request('POST', '/api/v1/similar-measures', {
      as: emails.secretary,
      body: { measures: [{ title: 'Oppdatert vaktliste' }, { title: 'Bruvedlikehold' }] },
    });
    expect(asked.status).toBe(200);
    const each = similarToEachShown.parse(asked.body).items;
    expect(each.map(({ similar }) => similar.map(({ title }) => title))).toEqual([['Vaktliste'], []]);

    const { id, similarHref } = await make(kvittert, emails.secretary, '/measures', {
      planId: vestdal.draft,
      title: 'Vaktlisten holdes oppdatert',
      text: 'Oppdatert vaktliste hver uke.',
    });
    expect(similarHref).toBe(`/api/v1/measures/${id}/similar`);
    const similar = async () =>
      similarMeasuresShown.parse(await get(emails.secretary, `/measures/${id}/similar`)).items;
    expect(await similar()).toMatchObject([{ id: vestdal.measures[1], confirmed: false, number: 2 }]);

    const earlierMeasureId = vestdal.measures[1];
    await make(kvittert, emails.secretary, `/measures/${id}/repetitions`, {
      earlierMeasureId,
      note: 'Igjen',
    });
    expect(await similar()).toMatchObject([{ confirmed: true }]);
    const repeats = async () =>
      (await get<z.output<typeof measureShown>>(emails.secretary, `/measures/${id}`)).repeats;
    expect(await repeats()).toMatchObject([
      { earlierMeasureId, note: 'Igjen', by: vestdal.people.secretary },
    ]);
    await make(kvittert, emails.secretary, `/measures/${id}/repetition-withdrawals`, {
      earlierMeasureId,
      reason: 'Feil liste',
    });
    expect(await repeats()).toEqual([]);
  });

  it('is for the secretariat to say', async () => {
    const body = { earlierMeasureId: vestdal.measures[0] };
    const path = `/api/v1/measures/${vestdal.measures[1]}/repetitions`;
    for (const as of ['system', emails.owner, emails.leader, emails.auditor]) {
      expect((await kvittert.request('POST', path, { as, body })).status).toBe(403);
    }
  });

  it('tells an owner nothing of measures that are not theirs', async () => {
    const { status } = await kvittert.request('GET', `/api/v1/measures/${vestdal.measures[0]}/similar`, {
      as: emails.stranger,
    });
    expect(status).toBe(403);
  });
});
