import { describe, expect } from '@jest/globals';
import { formAgain } from './changed-meanwhile.js';
import type { FormField } from './form-fields.js';
import { filledInName, type FormValues } from './form-state.js';
import { it } from '../../../../../test/support/it-in-bokmal.js';

const fields: readonly FormField[] = [
  { kind: 'text', name: 'title', label: 'Tittel' },
  { kind: 'long-text', name: 'text', label: 'Tekst' },
  { kind: 'checkboxes', name: 'themes', label: 'Tema', choices: [{ value: 'a', label: 'Varsling' }] },
];
const before: FormValues = { title: 'Øving', text: 'Øv én gang i året.', themes: ['a', 'b'] };
const refused = { errors: [{ field: '', message: 'Foreldet.' }], stale: true };

function again(typed: FormValues, now: FormValues, taken = refused, overtaken = true) {
  const values = { ...typed, version: '4', [filledInName]: JSON.stringify(before) };
  return formAgain(
    { path: '/her', values },
    taken,
    { filledIn: now, version: overtaken ? '5' : '4' },
    fields,
  );
}

describe('a form that somebody else overtook', () => {
  it('keeps what the person wrote, and takes what the other wrote where the person wrote nothing', () => {
    const state = again(
      { ...before, title: 'Øving av varsling' },
      { ...before, text: 'Øv to ganger i året.', themes: ['b'] },
    );
    expect(state.values).toMatchObject({
      title: 'Øving av varsling',
      text: 'Øv to ganger i året.',
      themes: ['b'],
    });
    expect(state.errors).toHaveLength(1);
    expect(state.errors[0]?.message).toMatch(/^Noen har endret dette/u);
  });

  it('shows both where both wrote in the same field, and keeps the person’s', () => {
    const state = again({ ...before, title: 'Min' }, { ...before, title: 'Din' });
    expect(state.values['title']).toBe('Min');
    expect(state.errors[1]).toEqual({
      field: 'title',
      message: 'En annen har skrevet dette under «Tittel»: Din. Behold ditt, eller skriv inn det.',
    });
  });

  it('says what was chosen in the form’s own words, and what was emptied', () => {
    const state = again(
      { ...before, text: 'Min', themes: ['b'] },
      { title: 'Øving', text: '', themes: ['a'] },
    );
    expect(state.errors.slice(1).map(({ message }) => message)).toEqual([
      'En annen har tømt «Tekst». Behold ditt, eller tøm feltet.',
      'En annen har skrevet dette under «Tema»: Varsling. Behold ditt, eller skriv inn det.',
    ]);
  });

  it('is made anew from what there is now: a second change by another is seen too', () => {
    expect(again(before, { ...before, title: 'Ny' }).filledIn).toEqual({ ...before, title: 'Ny' });
  });

  it('goes on from the same where something else was wrong, and nobody has been there', () => {
    const wrong = { errors: [{ field: 'title', message: 'Skriv noe.' }], stale: false };
    const state = again({ ...before, title: '' }, before, wrong, false);
    expect(state).toMatchObject({ values: { title: '', text: before['text'] }, filledIn: before });
    expect(state.errors).toEqual(wrong.errors);
  });

  it('takes what the other wrote also where something else was wrong, and says both at once', () => {
    const wrong = { errors: [{ field: 'title', message: 'Skriv noe.' }], stale: false };
    const now = { ...before, text: 'Øv to ganger i året.' };
    const state = again({ ...before, title: '' }, now, wrong);
    expect(state).toMatchObject({ values: { title: '', text: 'Øv to ganger i året.' }, filledIn: now });
    expect(state.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Noen har endret dette/u),
      'Skriv noe.',
    ]);
  });

  it('says that it was overtaken, also where nothing is filled in beforehand', () => {
    const wrong = { errors: [{ field: 'text', message: 'Skriv hva som er gjort.' }], stale: false };
    const sent = { path: '/', values: { version: '4' } };
    const state = formAgain(sent, wrong, { filledIn: {}, version: '5' }, fields);
    expect(state.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Noen har endret dette/u),
      'Skriv hva som er gjort.',
    ]);
  });

  it('treats a hidden field that was tampered with as none', () => {
    const values = { title: 'Min', [filledInName]: '{"title":{"a":1}}' };
    const state = formAgain(
      { path: '/', values },
      refused,
      { filledIn: { title: 'Din' }, version: '5' },
      fields,
    );
    expect(state.values['title']).toBe('Min');
    expect(state.errors[1]?.message).toContain('Din');
  });
});
