import type { PlainDate } from '../ids.js';
import type { PlanState } from '../plan/plan.js';
import type { Audience } from './audience.js';
import type {
  ReportCover,
  ReportDecision,
  ReportItem,
  ReportMeasure,
  StatusReport,
} from './status-report.js';
import { writtenIn } from './written-in.js';
import type { ReportLanguage } from './report-language.js';

/** One thing only leadership can decide; `proposal` is what the secretariat's paper puts to the vote. */
export type DecisionWaiting =
  | {
      kind: 'adopt-plan';
      measures: number;
      withoutDeadline: readonly number[];
      unassigned: readonly number[];
    }
  | { kind: 'accept-measure'; number: number; title?: string; about?: string; deadline?: PlainDate }
  | {
      kind: 'waive-item';
      number: string;
      measureNumber: number;
      title?: string;
      partyName?: string;
      ground?: string;
      proposedOn: PlainDate;
    }
  | {
      kind: 'close-otherwise';
      number: number;
      title?: string;
      /** Something was signed off, or nothing. */
      proposal: 'partly-implemented' | 'not-implemented';
      signedOff: number;
      ended: readonly string[];
      of: number;
      grounds: readonly string[];
    }
  | { kind: 'decide-outcome'; number?: string; title?: string; evaluationTitle?: string }
  | { kind: 'close-plan'; measures: number };

/** Saksframlegg: what leadership's meeting is asked to decide, measure by measure. */
export interface CasePaper {
  language: ReportLanguage;
  plan: { number: number; title: string; state: PlanState };
  /** The report it rests on; absent when it rests on the live status. */
  report?: { number: number; version: number; lockedOn: PlainDate; sha256: string };
  preparedOn: PlainDate;
  /** The body that meets, where leadership is one. */
  body?: { name: string; meetingDate?: PlainDate; caseNumber?: string };
  background: { figures: StatusReport['status']['figures']; periodEnd?: PlainDate };
  decisions: readonly DecisionWaiting[];
  cover?: ReportCover;
  /** Entered before, for this plan. */
  earlier: readonly ReportDecision[];
  edition: StatusReport['edition']['kind'];
  audience: Audience;
  writtenIn: ReportLanguage;
}

export interface CasePaperInput {
  report: StatusReport;
  /** The report’s hash, once it is locked. */
  sha256?: string;
  lockedOn?: PlainDate;
  preparedOn: PlainDate;
  body?: CasePaper['body'];
}

/** Built from a report, so that the paper and the report it rests on can't say different things. */
export function casePaper({ report, sha256, lockedOn, preparedOn, body }: CasePaperInput): CasePaper {
  const { plan, figures } = report.status;
  const { edition } = report;
  return {
    language: report.language,
    plan: { number: plan.number, title: plan.title, state: plan.state },
    ...(edition.kind === 'locked' && sha256 !== undefined && lockedOn !== undefined
      ? { report: { number: edition.number, version: edition.version, lockedOn, sha256 } }
      : {}),
    preparedOn,
    ...(body === undefined ? {} : { body }),
    background: {
      figures,
      ...(plan.periodEnd === undefined ? {} : { periodEnd: plan.periodEnd }),
    },
    decisions: decisionsWaiting(report),
    earlier: report.decisions,
    ...(report.cover === undefined ? {} : { cover: report.cover }),
    edition: edition.kind,
    audience: report.audience,
    writtenIn: writtenIn(report),
  };
}

/** In the order a meeting takes them: the plan, then measure by measure, then recommendations. */
export function decisionsWaiting({
  status: { plan },
  measures,
  recommendations,
}: Pick<StatusReport, 'status' | 'measures' | 'recommendations'>): DecisionWaiting[] {
  if (plan.state === 'closed') return [];
  const ofPlan = plan.state === 'draft' ? [adoptPlan(measures)] : [];
  const ofMeasures = measures.flatMap((measure) => [
    ...(measure.state === 'proposed' && plan.state === 'adopted' ? [acceptMeasure(measure)] : []),
    ...measure.items.flatMap((item) => waiveItem(measure, item)),
    ...closeOtherwise(measure),
  ]);
  const ofRecommendations = recommendations
    .filter(({ outcome }) => outcome === 'not-assessed')
    .map(({ number, told }) => ({
      kind: 'decide-outcome' as const,
      ...(number === undefined ? {} : { number }),
      ...(told === undefined ? {} : { title: told.title, evaluationTitle: told.evaluationTitle }),
    }));
  const allClosed =
    plan.state === 'adopted' && measures.length > 0 && measures.every(({ state }) => state === 'closed');
  return [
    ...ofPlan,
    ...ofMeasures,
    ...ofRecommendations,
    ...(allClosed ? [{ kind: 'close-plan' as const, measures: measures.length }] : []),
  ];
}

function adoptPlan(measures: readonly ReportMeasure[]): DecisionWaiting {
  return {
    kind: 'adopt-plan',
    measures: measures.length,
    withoutDeadline: measures.filter(lacksDate).map(({ number }) => number),
    unassigned: measures.filter(({ items }) => items.length === 0).map(({ number }) => number),
  };
}

/** Each of its items may have a deadline of its own instead. */
function lacksDate({ deadline, reviewOn, items }: ReportMeasure): boolean {
  if (deadline !== undefined || reviewOn !== undefined) return false;
  return items.length === 0 || items.some((item) => item.deadline === undefined);
}

function acceptMeasure({ number, told, deadline }: ReportMeasure): DecisionWaiting {
  return {
    kind: 'accept-measure',
    number,
    ...(told === undefined ? {} : { title: told.title, about: told.about }),
    ...(deadline === undefined ? {} : { deadline: deadline.inForce }),
  };
}

function waiveItem(measure: ReportMeasure, item: ReportItem): DecisionWaiting[] {
  const proposal = item.told?.waiverProposal;
  if (proposal === undefined || item.told === undefined) return [];
  return [
    {
      kind: 'waive-item',
      number: item.number,
      measureNumber: measure.number,
      ...(measure.told === undefined ? {} : { title: measure.told.title }),
      partyName: item.told.partyName,
      ground: proposal.ground,
      proposedOn: proposal.on,
    },
  ];
}

/** Nothing is left to do, and not all of it was signed off: only leadership may say what that amounts to. */
function closeOtherwise({ number, state, told, items }: ReportMeasure): DecisionWaiting[] {
  if (state !== 'ready-to-close') return [];
  const ended = items.filter((item) => item.ended !== undefined);
  if (ended.length === 0) return [];
  const signedOff = items.length - ended.length;
  return [
    {
      kind: 'close-otherwise',
      number,
      ...(told === undefined ? {} : { title: told.title }),
      proposal: signedOff > 0 ? 'partly-implemented' : 'not-implemented',
      signedOff,
      ended: ended.map((item) => item.number),
      of: items.length,
      grounds: [...new Set(ended.flatMap((item) => item.ended?.ground ?? []))],
    },
  ];
}
