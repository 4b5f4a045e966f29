import { describe, expect, it } from '@jest/globals';
import { progresses } from '#domain/measure/measure.js';
import type { ModalFacts } from '#domain/message/message-facts.js';
import { doneModal, readDoneForm, readDoneModalMetadata } from './done-modal.js';
import type { ViewValues } from './form-values.js';
import { buttonValue, readButtonValue } from './button-value.js';
import { grantItemModal } from './extension-modals.js';
import { readStatusForm, statusModal } from './status-modal.js';

const to = { locale: 'nb', publicUrl: 'https://kvittert.example' } as const;
const measureId = '0198d0aa-0000-7000-8000-000000000001';
const itemId = '0198d0aa-0000-7000-8000-000000000002';
const facts: ModalFacts = {
  measureId,
  itemId,
  planNumber: 1,
  number: '7.1',
  title: 'Prøvepunkter',
  planTitle: 'Vestdal',
  restricted: false,
  evidenceRequired: true,
  deadline: '2026-12-01',
  extension: null,
};

const values = (given: Record<string, string>): ViewValues =>
  Object.fromEntries(Object.entries(given).map(([field, value]) => [field, { input: { value } }]));
const withProgress = (progress: string, given: Record<string, string>): ViewValues => ({
  ...values(given),
  progress: { input: { selected_option: { value: progress } } },
});

describe('Meld ferdig', () => {
  it('asks what was done and for what shows it, about the item', () => {
    const view = doneModal(facts, to) as unknown as {
      title: { text: string };
      blocks: { block_id?: string; optional?: boolean }[];
    };
    expect(view.title.text).toBe('Meld ferdig');
    expect(view.blocks.map((block) => block.block_id)).toEqual([
      undefined,
      'what',
      'evidence',
      'effectReviewOn',
      undefined,
    ]);
    expect(view.blocks[2]?.optional).toBe(false);
    expect(
      readDoneModalMetadata(String((doneModal(facts, to) as Record<string, unknown>).private_metadata)),
    ).toEqual({
      measureId,
      itemId,
      evidenceRequired: true,
    });
  });

  it('does not demand documentation where the plan does not', () => {
    const view = doneModal({ ...facts, evidenceRequired: false }, to) as unknown as {
      blocks: { optional?: boolean }[];
    };
    expect(view.blocks[2]?.optional).toBe(true);
    expect(readDoneForm('nb', values({ what: 'Alle prøvepunkter er montert.' }), false)).toEqual({
      ok: true,
      filled: { what: 'Alle prøvepunkter er montert.', evidence: [] },
    });
  });

  it('asks whether the effect must be reviewed; no day means no', () => {
    const view = doneModal(facts, to) as unknown as { blocks: Record<string, unknown>[] };
    expect(view.blocks[3]).toMatchObject({
      type: 'input',
      optional: true,
      label: { text: 'Må effekten vurderes?' },
      hint: { text: 'La stå tomt hvis nei. Velg dato hvis ja.' },
      element: { type: 'datepicker' },
    });
    const what = 'Alle prøvepunkter er montert.';
    const withDay = (day: string | null): ViewValues => ({
      ...values({ what }),
      effectReviewOn: { input: { selected_date: day } },
    });
    expect(readDoneForm('nb', withDay('2027-05-20'), false)).toEqual({
      ok: true,
      filled: { what, evidence: [], effectReviewOn: '2027-05-20' },
    });
    expect(readDoneForm('nb', withDay(null), false)).toEqual({ ok: true, filled: { what, evidence: [] } });
    for (const day of ['2027-02-30', '20. mai']) {
      expect(readDoneForm('nb', withDay(day), false)).toEqual({
        ok: false,
        errors: { effectReviewOn: 'Velg en dato etter i dag, eller la feltet stå tomt.' },
      });
    }
  });

  it('says at each field what to write', () => {
    expect(readDoneForm('nb', values({ what: ' Montert. ' }), true)).toEqual({
      ok: false,
      errors: {
        what: 'Skriv minst 20 tegn om hva som er gjort. Nå er det 8 tegn.',
        evidence: 'Oppgi en lenke eller en arkivreferanse som viser at det er gjort.',
      },
    });
    expect(readDoneForm('nb', values({ what: 'å'.repeat(4001), evidence: 'x' }), true)).toEqual({
      ok: false,
      errors: { what: 'Teksten er for lang. Skriv høyst 4000 tegn.' },
    });
  });

  it('takes 20 and 4000 characters, and tells a link from an archive reference', () => {
    for (const [reference, kind] of [
      ['https://arkiv.example/123', 'link'],
      ['2026/1234-5', 'archive-reference'],
      ['javascript:alert(1)', 'archive-reference'],
    ] as const) {
      for (const what of ['x'.repeat(20), 'x'.repeat(4000)]) {
        expect(readDoneForm('nb', values({ what, evidence: reference }), true)).toEqual({
          ok: true,
          filled: { what, evidence: [{ kind, reference }] },
        });
      }
    }
  });

  it('has nothing to fill in, and no title, for a restricted item', () => {
    for (const view of [
      doneModal({ ...facts, restricted: true }, to),
      statusModal({ ...facts, restricted: true }, to),
    ]) {
      expect(JSON.stringify(view)).not.toMatch(/Prøvepunkter|Vestdal|"input"/);
      expect(JSON.stringify(view)).toContain('https://kvittert.example/planer/1/tiltak/7#punkt-7.1');
      expect(view.submit).toBeUndefined();
    }
  });
});

describe('Meld status', () => {
  it('offers every progress in Norwegian', () => {
    const view = statusModal(facts, to) as unknown as {
      blocks: { element?: { options?: { text: { text: string }; value: string }[] } }[];
    };
    const options = view.blocks[1]?.element?.options ?? [];
    expect(options.map((option) => option.value)).toEqual([...progresses]);
    expect(options[1]?.text.text).toBe('I gang');
  });

  it('asks for a reason for anything but the first four', () => {
    expect(readStatusForm('nb', withProgress('under-way', { text: 'Bestilt.' }))).toEqual({
      ok: true,
      filled: { progress: 'under-way', text: 'Bestilt.' },
    });
    expect(readStatusForm('nb', withProgress('stopped', { text: 'Ingen midler.' }))).toEqual({
      ok: false,
      errors: { reason: 'Skriv kort hvorfor.' },
    });
    expect(
      readStatusForm('nb', withProgress('waiting', { text: 'Venter.', reason: 'Loven er ikke klar.' })),
    ).toEqual({
      ok: false,
      errors: { waitingFor: 'Skriv hva dere venter på.' },
    });
  });

  it('refuses a progress that does not exist, and an empty text', () => {
    expect(readStatusForm('nb', withProgress('late', {}))).toEqual({
      ok: false,
      errors: { progress: 'Velg hvordan det går.', text: 'Skriv status med egne ord.' },
    });
  });
});

describe('an answer to an extension', () => {
  const extension = { to: '2027-01-15', askedAt: '2026-11-18T09:00:00.000Z', reason: 'Frost.' };
  const { measureId, itemId } = facts;

  it('says which request it answers: the one that stood in the modal', () => {
    const view = grantItemModal.view({ ...facts, extension }, to) as { private_metadata?: string };
    const { private_metadata = '' } = view;
    const read = grantItemModal.read('nb', private_metadata, values({}));
    const asked = { to: '2027-01-15', askedAt: '2026-11-18T09:00:00.000Z' };
    expect(read).toEqual({
      ok: true,
      filled: { type: 'AnswerExtension', measureId, itemId, answer: 'granted', asked },
    });
    expect(JSON.stringify(private_metadata)).not.toContain('Frost');
  });

  it('is read from a modal that an older version opened', () => {
    const read = grantItemModal.read('nb', buttonValue({ measureId, itemId }), values({}));
    expect(read).toMatchObject({ ok: true, filled: { itemId } });
    expect(grantItemModal.read('nb', '{"press":1}', values({}))).toBeUndefined();
  });
});

describe('what a press carries', () => {
  it('is refused when it is not ours', () => {
    for (const value of [
      undefined,
      '',
      '{',
      '[]',
      'null',
      '{"measureId":"1","itemId":"2"}',
      '{"measureId":"x"}',
    ]) {
      expect(readButtonValue(value)).toBeUndefined();
    }
  });
});
