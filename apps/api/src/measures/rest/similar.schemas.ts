import { z } from 'zod';
import * as value from '../../rest/schemas/values.js';

const most = z.int().min(1).max(20).default(5);

export const candidateMeasures = z
  .strictObject({
    measures: z
      .array(
        z.strictObject({
          title: value.title,
          about: value.longText.exactOptional(),
          text: value.longText.exactOptional(),
        }),
      )
      .min(1)
      .max(100),
    most: most.meta({ description: 'So many for each.' }),
  })
  .meta({
    id: 'CandidateMeasures',
    examples: [
      {
        measures: [{ title: 'Felles varslingsplan', text: 'Kommunen lager én varslingsplan.' }],
        most: 3,
      },
    ],
  });

export const repetition = z
  .strictObject({
    earlierMeasureId: value.id,
    note: value.reason
      .exactOptional()
      .meta({ description: 'What is the same, or what is different this time.' }),
  })
  .meta({
    id: 'NewRepetition',
    examples: [
      {
        earlierMeasureId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10',
        note: 'Den samme mangelen ble funnet etter øvelsen i 2019.',
      },
    ],
  });

export const repetitionWithdrawal = z
  .strictObject({ earlierMeasureId: value.id, reason: value.reason })
  .meta({
    id: 'RepetitionWithdrawal',
    examples: [
      {
        earlierMeasureId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10',
        reason: 'Det gjaldt et annet vannverk.',
      },
    ],
  });
