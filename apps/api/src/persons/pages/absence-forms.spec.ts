import { describe, expect } from '@jest/globals';
import { it } from '../../../../../test/support/it-in-bokmal.js';
import { absenceChangeForms, absenceIn } from './absence-forms.js';
import type { PersonFormContext } from './person-form.js';

const id = '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10';
const winter = '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d11';
const summer = '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d12';
const context = {
  actor: { id, roles: ['owner'], partyIds: [] },
  record: {
    version: 4,
    state: {
      id,
      active: true,
      roles: ['owner'],
      partyIds: [],
      absences: [
        { id: summer, from: '2027-07-05', to: '2027-07-23' },
        { id: winter, from: '2026-12-21', to: '2026-12-31' },
      ],
    },
  },
  takers: [],
  today: '2026-11-20',
} as unknown as PersonFormContext;

describe('of somebody who is away more than once', () => {
  for (const form of absenceChangeForms) {
    it(`${form.name} is of the absence that it was opened for, to the end`, () => {
      const opened = { ...context, absenceId: summer };
      expect(form.fields(opened, {}).map(({ name }) => name)).not.toContain('absenceId');
      const hidden = form.hidden?.(opened, {}) ?? {};
      expect(hidden).toEqual({ absenceId: summer });
      // What is sent has no address of its own.
      const sent = { ...form.prefill?.(opened), ...hidden };
      expect(absenceIn(context, sent)?.from).toBe('2027-07-05');
      const asked = form.ask(sent, context, {});
      expect(asked.command(asked.schema.parse(asked.body))).toMatchObject({ absenceId: summer });
      expect(form.hidden?.(context, sent)).toEqual({ absenceId: summer });
    });
  }
});
