import { isRestricted } from '#domain/access/access.js';
import type { Instant } from '#domain/ids.js';
import type { Evidence } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';
import type { RecordSource } from '#record/record-source.js';
import { measurePage, type MeasureRecord } from '#record/measure/measure-page.query.js';
import { measuresWithLegalBasis } from '#record/measure/measure.query.js';
import { sayEvent } from '../../measures/pages/event-sentences.js';
import { messageInWords, namesOf } from '../../measures/pages/measure.page.js';
import { t } from '../../web/frame/texts.js';

/** What is told of one measure at one time. */
interface AccessLine {
  measure: number;
  at: Instant;
}

/**
 * What a plan holds beside its status, for whoever asks for access. Restricted things are a number and their legal
 * basis.
 */
export interface AccessRecord {
  withheld: readonly { measure: number; legalBasis: string }[];
  history: readonly (AccessLine & { who: string; what: string; details: string })[];
  messages: readonly (AccessLine & { to: string; channel: string; what: string; became: string })[];
  evidence: readonly (AccessLine & Evidence)[];
}

/** Measure by measure: of one that is restricted nothing is read but its number and legal basis. */
export async function accessRecord(recordSource: RecordSource, plan: Plan): Promise<AccessRecord> {
  const measures = await measuresWithLegalBasis(recordSource, plan.id);
  const told: { -readonly [Part in keyof AccessRecord]: AccessRecord[Part][number][] } = {
    withheld: [],
    history: [],
    messages: [],
    evidence: [],
  };
  for (const { number, legalBasis } of measures) {
    if (legalBasis !== null) {
      told.withheld.push({ measure: number, legalBasis });
      continue;
    }
    const record = await measurePage(recordSource, plan.number, number);
    // Restricted since the list was read: it is left out rather than told.
    if (record === undefined || isRestricted(record.measure.access)) continue;
    told.history.push(...historyOf(record));
    told.messages.push(...messagesOf(record));
    told.evidence.push(...evidenceOf(record));
  }
  return told;
}

function historyOf(record: MeasureRecord): AccessRecord['history'] {
  const names = namesOf(record);
  return record.history.map((event) => {
    const { what, details } = sayEvent(event, names);
    return {
      measure: record.measure.number,
      at: event.at,
      who: names.person(event.actorId),
      what,
      details: details.join('\n'),
    };
  });
}

function messagesOf(record: MeasureRecord): AccessRecord['messages'] {
  const names = namesOf(record);
  return [...record.messages].reverse().map((message) => ({
    measure: record.measure.number,
    at: message.sentAt ?? message.at,
    to: names.person(message.recipientId),
    channel: message.channel,
    what: messageInWords(message, record.measure),
    became: t(`page.message-state.${message.state}`),
  }));
}

function evidenceOf({ measure, history }: MeasureRecord): AccessRecord['evidence'] {
  return history.flatMap((event) =>
    event.type === 'ItemReportedDone' || event.type === 'OccurrenceReported'
      ? event.data.evidence.map((evidence) => ({ measure: measure.number, at: event.at, ...evidence }))
      : [],
  );
}
