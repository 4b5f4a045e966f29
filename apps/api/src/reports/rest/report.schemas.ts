import { z } from 'zod';
import { reportLanguages } from '#domain/report/report-language.js';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';

export const reportingCalendar = z
  .strictObject({
    reporting: z
      .strictObject({
        cadenceMonths: z.int().min(1).max(12).meta({ description: '3 is a quarter.' }),
        firstOn: value.plainDate,
        language: z.enum(reportLanguages),
      })
      .nullable()
      .meta({ description: 'null: the status is not reported any more.' }),
    reason: value.reason.exactOptional().meta({ description: 'Required when there was a calendar before.' }),
    tellAgain: z.boolean().exactOptional().meta({
      description:
        'Those who were asked are told the new date. Needed where it lies before the one they know; then they have five working days.',
    }),
  })
  .meta({
    id: 'NewReportingCalendar',
    examples: [{ reporting: { cadenceMonths: 3, firstOn: '2026-12-04', language: 'nb' } }],
  });

/** Everything there is to say stands in the path. */
export const nothingMore = z.strictObject({}).meta({ id: 'NothingMore', examples: [{}] });

export const reportRelease = z
  .strictObject({ note: value.reason.exactOptional() })
  .meta({ id: 'ReportRelease', examples: [{ note: 'Klar til ledermøtet.' }] });

export const reportCorrection = z
  .strictObject({
    what: value.reason,
    why: value.reason,
    parts: z.array(z.string().max(200)).max(500).exactOptional().meta({
      description:
        'Keys of `GET /reports/{id}/correctable-parts` that are taken from the record as it is now. Nothing else of the report changes; without any it is a note of what was wrong.',
    }),
  })
  .meta({
    id: 'ReportCorrection',
    examples: [{ what: 'Fristen for tiltak 2.', why: 'Den var ført feil.', parts: ['measures-2'] }],
  });

export const reportAcknowledgement = z
  .strictObject({ authority: value.authority, comment: value.reason.exactOptional() })
  .meta({ id: 'ReportAcknowledgement', examples: [{ authority: { kind: 'leader' } }] });

export const reportReturn = z
  .strictObject({
    authority: value.authority,
    comment: value.reason.exactOptional(),
    questions: z
      .array(z.strictObject({ text: value.reason, responsibleId: value.id }))
      .min(1)
      .max(50),
  })
  .meta({
    id: 'ReportReturn',
    examples: [
      {
        authority: { kind: 'leader' },
        questions: [
          { text: 'Hva venter tiltak 3 på?', responsibleId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10' },
        ],
      },
    ],
  });

export const questionAnswer = z
  .strictObject({ text: value.reason })
  .meta({ id: 'QuestionAnswer', examples: [{ text: 'Utstyret leveres i mars.' }] });

export const questionHandover = z.strictObject({ responsibleId: value.id }).meta({
  id: 'QuestionHandover',
  examples: [{ responsibleId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10' }],
});

export const questionInPath = z.strictObject({ id: value.id, questionId: value.id });
export const reportsQuery = z.strictObject({ ...paging('number') });
export const versionQuery = z.strictObject({
  version: value.numberAsked.exactOptional().meta({ description: 'The latest unless given.' }),
});

const numberOf = (what: string) => value.numberAsked.meta({ description: what });
/** Two reports of one plan, by number; the latest version of each unless another is wanted. */
export const comparisonQuery = z.strictObject({
  report: numberOf('The one report’s number.'),
  version: numberOf('Of the one report.').exactOptional(),
  with: numberOf('The other report’s number.'),
  withVersion: numberOf('Of the other report.').exactOptional(),
});

/** What the live status can be had as: the report itself, and the paper for leadership’s meeting. */
export const liveFormats = ['pdf', 'docx', 'xlsx', 'csv', 'json', 'html', 'case-paper'] as const;
/** What a locked report can be had as: only what never changes is handed to an archive. */
export const reportFormats = [...liveFormats, 'archive'] as const;
/** The live status with history, messages and evidence, for whoever asks for access: without what is restricted. */
export const accessExport = 'access-export';
export const fileFormats = [...reportFormats, accessExport] as const;
export type ReportFormat = (typeof reportFormats)[number];
export type FileFormat = (typeof fileFormats)[number];
export const liveFileInPath = z.strictObject({ id: value.id, format: z.enum(liveFormats) });
export const fileInPath = z.strictObject({ id: value.id, format: z.enum(reportFormats) });

/** A form that was sent with an empty field says the same as one without it. */
const unlessEmpty = <Given extends z.ZodType>(given: Given) =>
  z
    .literal('')
    .transform(() => undefined)
    .or(given)
    .optional();

export const meeting = {
  body: unlessEmpty(value.name).meta({ description: 'Of a case paper: the body that meets.' }),
  meetingDate: unlessEmpty(value.plainDate),
  caseNumber: unlessEmpty(value.reference),
};
export const liveFileQuery = z.strictObject(meeting);
export const fileQuery = versionQuery.extend(meeting);
export type MeetingGiven = z.output<typeof liveFileQuery>;
