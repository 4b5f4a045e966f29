import { z } from 'zod';
import { measureState } from '../../measures/rest/measure.schemas.js';
import { verdicts } from '#domain/plan/plan.js';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';

const days = z.int().min(1).max(3_650);

export const ladder = z
  .strictObject({
    beforeDays: z.array(days).max(20).meta({ description: 'Reminders so many days before the deadline.' }),
    afterDays: z.array(days).min(1).max(20).meta({ description: 'Reminders so many days after it.' }),
    repeatAfterDays: days.meta({ description: 'After the last of these, again every so many days.' }),
    escalateToLeaderDays: days,
    escalateToLeadershipDays: days,
    unassignedWorkingDays: days,
    staleUpdateDays: days,
    signOffWorkingDays: days,
    extensionHoldWorkingDays: days.exactOptional().meta({
      description: 'Leaders are not told for so long while an extension waits for its answer; else 10.',
    }),
    longSlipDays: days.exactOptional().meta({
      description: 'Leadership answers where a deadline would slip more than this in all; else 180.',
    }),
  })
  .meta({ id: 'Ladder', description: 'When time speaks. Calendar days unless the name says working days.' });

const fields = {
  title: value.title,
  caseOfficerId: value.id.meta({ description: 'Who in the secretariat is nagged when nobody else can be.' }),
  periodEnd: value.plainDate.nullable().exactOptional(),
  leaderId: value.id.nullable().exactOptional(),
  signOffSubstituteIds: value.idList.max(100).exactOptional(),
  secretariatPartyId: value.id.nullable().exactOptional(),
  basisOfAssessment: value.longText.nullable().exactOptional(),
  caseNumber: value.reference.nullable().exactOptional().meta({
    description: 'Of the case that the plan and its reports belong to in the archive (saksnummer).',
  }),
  evidenceRequired: z.boolean().exactOptional(),
};

export const newPlan = z.strictObject({ ...fields, ladder: ladder.exactOptional() }).meta({
  id: 'NewPlan',
  examples: [
    {
      title: 'Tiltaksplan etter vannutbruddet i Vestdal',
      caseOfficerId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10',
      periodEnd: '2026-12-31',
    },
  ],
});

export const planChange = value
  .namesAField(
    z.strictObject({
      ...fields,
      title: fields.title.exactOptional(),
      caseOfficerId: fields.caseOfficerId.exactOptional(),
      reason: value.reason.exactOptional(),
    }),
    'reason',
  )
  .meta({ id: 'PlanChange', examples: [{ periodEnd: '2027-06-30', reason: 'Utvidet av styret.' }] });

export const ladderChange = z.strictObject({ ladder, reason: value.reason }).meta({ id: 'LadderChange' });

export const ladderPreviewed = z
  .strictObject({ ladder })
  .meta({ id: 'NewLadderPreview', description: 'The ladder as it would be.' });

export const goals = z
  .strictObject({
    goals: z
      .array(
        z.strictObject({
          id: value.id.exactOptional(),
          title: value.title,
          subGoals: z
            .array(
              z.strictObject({
                id: value.id.exactOptional(),
                title: value.title,
                about: value.longText.meta({ description: 'Follows “Delmål 1 gikk ut på …”.' }),
                indicators: z
                  .array(
                    z.strictObject({
                      name: value.name,
                      unit: value.name,
                      target: value.figure.exactOptional(),
                    }),
                  )
                  .max(50),
              }),
            )
            .max(100),
        }),
      )
      .min(1)
      .max(50),
  })
  .meta({
    id: 'Goals',
    description: 'Goals with an id are replaced and keep number and assessments; the rest are new.',
    examples: [
      {
        goals: [
          {
            title: 'Trygt drikkevann i industriområder',
            subGoals: [
              {
                title: 'Tilbakestrømssikring',
                about: 'at alle abonnenter skal ha tilbakestrømssikring',
                indicators: [{ name: 'Abonnenter med sikring', unit: 'antall', target: 40 }],
              },
            ],
          },
        ],
      },
    ],
  });

export const themes = z
  .strictObject({
    themes: z
      .array(z.strictObject({ id: value.id.exactOptional(), title: value.title }))
      .min(1)
      .max(200),
  })
  .meta({ id: 'Themes', examples: [{ themes: [{ title: 'Varsling' }, { title: 'Vannforsyning' }] }] });

export const abbreviations = z
  .strictObject({
    abbreviations: z.array(z.strictObject({ term: value.name, meaning: value.reason })).max(500),
  })
  .meta({
    id: 'Abbreviations',
    examples: [{ abbreviations: [{ term: 'HMS', meaning: 'helse, miljø og sikkerhet' }] }],
  });

export const adoption = z
  .strictObject({ authority: value.authority })
  .meta({ id: 'Adoption', examples: [{ authority: { kind: 'leader' } }] });

export const planClosure = z
  .strictObject({ authority: value.authority, note: value.reason.exactOptional() })
  .meta({ id: 'PlanClosure' });

export const jointLine = z
  .strictObject({ measureIds: z.array(value.id).min(2).max(50) })
  .meta({ id: 'JointLine', description: 'Measures of the plan that the summary tells in one line.' });

export const jointLineSeparation = z
  .strictObject({ measureIds: z.array(value.id).min(2).max(50) })
  .meta({ id: 'JointLineSeparation', description: 'Every measure of the line, and no other.' });

export const reportSummary = z
  .strictObject({
    lines: z
      .array(value.reason)
      .min(1)
      .max(5, 'Five lines at most: put them together, or leave the least important out')
      .nullable()
      .meta({ description: 'null: what the figures say stands again.' }),
  })
  .meta({ id: 'ReportSummary', examples: [{ lines: ['Åtte av ti tiltak er i rute.'] }] });

export const subGoalAssessment = z
  .strictObject({ verdict: z.enum(verdicts), text: value.longText })
  .meta({ id: 'SubGoalAssessment', examples: [{ verdict: 'partly-met', text: 'Målet er delvis nådd.' }] });

export const subGoalFigure = z
  .strictObject({
    indicator: value.name.meta({ description: 'The indicator’s name.' }),
    figure: z.strictObject({
      value: value.figure.exactOptional(),
      numerator: value.figure.min(0).exactOptional(),
      denominator: value.figure.min(0).exactOptional(),
      denominatorIsApproximate: z.boolean().exactOptional(),
      asOf: value.plainDate,
      source: value.reference,
    }),
  })
  .meta({
    id: 'SubGoalFigure',
    examples: [
      {
        indicator: 'Abonnenter med sikring',
        figure: { numerator: 31, denominator: 40, asOf: '2026-03-01', source: 'Kommunens tilsyn' },
      },
    ],
  });

export const planQuery = z.strictObject({
  ...paging('number'),
  state: z
    .enum(['draft', 'adopted', 'closed', 'withdrawn'])
    .exactOptional()
    .meta({ description: 'The withdrawn are listed only when they are asked for.' }),
});
export const measuresOfPlanQuery = z.strictObject({
  ...paging('number', 'number'),
  state: measureState,
});
