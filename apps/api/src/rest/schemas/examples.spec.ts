import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import * as catalogues from '../../catalogues/rest/catalogue.schemas.js';
import * as decisions from '../../decisions/rest/decision.schemas.js';
import * as evaluations from '../../evaluations/rest/evaluation.schemas.js';
import * as imports from '../../imports/rest/import.schemas.js';
import * as items from '../../measures/rest/item.schemas.js';
import * as measures from '../../measures/rest/measure.schemas.js';
import * as parties from '../../parties/rest/party.schemas.js';
import * as persons from '../../persons/rest/person.schemas.js';
import * as plans from '../../plans/rest/plan.schemas.js';
import * as reports from '../../reports/rest/report.schemas.js';
import * as similar from '../../measures/rest/similar.schemas.js';
import * as values from './values.js';

const exported = Object.entries({
  ...catalogues,
  ...decisions,
  ...evaluations,
  ...imports,
  ...items,
  ...measures,
  ...parties,
  ...persons,
  ...plans,
  ...reports,
  ...similar,
  ...values,
}).flatMap(([name, schema]): [string, z.ZodType][] => (schema instanceof z.ZodType ? [[name, schema]] : []));

const examples = exported.flatMap(([name, schema]) =>
  ((schema.meta()?.examples ?? []) as unknown[]).map((example): [string, z.ZodType, unknown] => [
    name,
    schema,
    example,
  ]),
);

describe('the schemas’ examples', () => {
  it('are many enough to try the API with', () => {
    expect(examples.length).toBeGreaterThan(30);
  });

  it.each(examples)('%s is taken as it stands', (_name, schema, example) => {
    expect(schema.safeParse(example)).toMatchObject({ success: true, data: example });
  });
});

describe('every schema of a body', () => {
  const bodies = exported.filter(([, schema]) => schema.meta()?.id !== undefined);

  it.each(bodies)('%s refuses what it does not know', (_name, schema) => {
    const result = schema.safeParse({ ...exampleOf(schema), 'nobody knows this': 1 });
    expect(result.success).toBe(false);
  });
});

function exampleOf(schema: z.ZodType): object {
  return ((schema.meta()?.examples as unknown[] | undefined)?.[0] ?? {}) as object;
}

describe('dates', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-04-31', '26-04-30', '2026-4-3', '0001-01-01', '9999-12-31', ''])(
    'refuse %s',
    (day) => {
      expect(values.plainDate.safeParse(day).success).toBe(false);
    },
  );

  it.each(['2028-02-29', '2000-02-29', '1904-02-29', '1900-01-01', '2199-12-31', '2026-11-30'])(
    'take %s',
    (day) => {
      expect(values.plainDate.safeParse(day).success).toBe(true);
    },
  );

  it('are described as they are checked', () => {
    const { pattern = '', format } = z.toJSONSchema(values.plainDate);
    expect(format).toBe('date');
    for (let year = 1896; year <= 2204; year += 1) {
      for (const day of ['01-31', '02-28', '02-29', '02-30', '04-30', '04-31', '12-31', '12-32', '00-01']) {
        const date = `${year}-${day}`;
        expect({ date, described: new RegExp(pattern, 'u').test(date) }).toEqual({
          date,
          described: values.plainDate.safeParse(date).success,
        });
      }
    }
  });
});

describe('what the schemas say to those who read them', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const said = (schema: z.ZodType, value: unknown) =>
    ajv.validate(z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }), value);

  it.each<[string, z.ZodType, unknown]>([
    ['a text of white space', values.reason, ' \n'],
    ['a day before 1900', values.plainDate, '0179-08-21'],
    ['a day after 2199', values.plainDate, '2200-01-01'],
    ['a change of nothing', persons.personChange, {}],
    ['a change that is only a reason', plans.planChange, { reason: 'Fordi.' }],
    [
      'a change that only says how material it is',
      measures.measureChange,
      { material: true, reason: 'Fordi.' },
    ],
    ['a change of a catalogue without one', catalogues.catalogueChange, { change: 'Rettet.' }],
  ])('refuses %s, as the check does', (_name, schema, value) => {
    expect({ check: schema.safeParse(value).success, said: said(schema, value) }).toEqual({
      check: false,
      said: false,
    });
  });
});
