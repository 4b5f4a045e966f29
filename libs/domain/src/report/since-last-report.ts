import type { StatusSummary, SummarySubGoal } from '../summary/status-summary.js';
import type {
  Edition,
  MeasureMention,
  MovedDeadline,
  ResponsibleChange,
  SinceLastReport,
  TextChange,
  ReportDeadline,
  ReportItem,
  ReportMeasure,
  RepeatedRecommendation,
  ToldMeasure,
} from './status-report.js';

/** What a comparison needs of each of the two reports. */
export interface ComparedReport {
  edition: Edition;
  measures: readonly ReportMeasure[];
  repeated: readonly RepeatedRecommendation[];
  status: Pick<StatusSummary, 'goals'>;
}

/**
 * Compares two frozen reports of one plan. Pure: what happened between them is told from what each says, and from the
 * moves, reopenings and revisions that the newer has more of.
 * @param previous a locked report; a live status is nothing to compare with
 */
export function sinceLastReport(previous: ComparedReport, current: ComparedReport): SinceLastReport {
  if (previous.edition.kind !== 'locked') throw new Error('Only a locked report can be compared with');
  const { number, version, lockedAt } = previous.edition;
  const before = new Map(previous.measures.map((measure) => [measure.number, measure]));
  const pairs = current.measures.map((now) => pairOf(before.get(now.number), now));
  const known = pairs.filter((pair): pair is KnownPair => pair.then !== undefined);
  return {
    comparedWith: { number, version, lockedAt },
    registered: pairs.filter(({ then }) => then === undefined).map(({ now }) => mention(now)),
    closed: pairs.flatMap(closedSince),
    newlyLate: pairs.flatMap(newlyLate),
    deadlinesMoved: pairs.flatMap(deadlinesMoved),
    textChanged: known.flatMap(textChanged),
    reopened: known.flatMap(reopened),
    progressChanged: known.flatMap(progressChanged),
    repeated: repeatedSince(previous.repeated, current.repeated),
    itemsSignedOff: countItems(
      pairs,
      (then, now) => now.state === 'signed-off' && then?.state !== 'signed-off',
    ),
    itemsEnded: countItems(pairs, (then, now) => isEnded(now) && (then === undefined || !isEnded(then))),
    noLongerLate: known.flatMap(noLongerLate),
    responsibleChanged: known.flatMap(responsibleChanged),
    reviewDatesMoved: known.flatMap(reviewDateMoved),
    verdictsChanged: verdictsChanged(previous.status, current.status),
    signedOff: pairs.flatMap(signedOff),
    ended: pairs.flatMap(ended),
  };
}

interface Pair {
  then: ReportMeasure | undefined;
  now: ReportMeasure;
  itemsThen: ReadonlyMap<string, ReportItem>;
}
type KnownPair = Pair & { then: ReportMeasure };

function pairOf(then: ReportMeasure | undefined, now: ReportMeasure): Pair {
  return { then, now, itemsThen: new Map(then?.items.map((item) => [item.number, item])) };
}

function mention({ number, told }: ReportMeasure): MeasureMention {
  return told === undefined ? { number } : { number, title: told.title };
}

/** Includes what was reopened and closed again in between. */
function closedSince({ then, now }: Pair): SinceLastReport['closed'][number][] {
  if (now.closed === undefined) return [];
  const same = then?.closed !== undefined && reopeningsSince(then, now).length === 0;
  return same ? [] : [{ ...mention(now), ...now.closed }];
}

function newlyLate({ then, now, itemsThen }: Pair): SinceLastReport['newlyLate'][number][] {
  const wasLate = then?.standing === 'late';
  const late = now.items.filter(
    ({ number, standing }) => standing === 'late' && itemsThen.get(number)?.standing !== 'late',
  );
  const turned = now.standing === 'late' && !wasLate;
  if (!turned && late.length === 0) return [];
  const deadline = late.map((item) => item.deadline).sort()[0] ?? now.deadline?.inForce;
  return [
    {
      ...mention(now),
      ...(deadline === undefined ? {} : { deadline }),
      items: late.map(({ number }) => number),
      wasLate,
    },
  ];
}

function deadlinesMoved({ then, now, itemsThen }: Pair): MovedDeadline[] {
  const moved = (number: string, old: ReportDeadline | undefined, deadline: ReportDeadline | undefined) => {
    const known = old?.moves.length ?? 0;
    return (deadline?.moves ?? []).slice(known).map((move, index) => ({
      number,
      measureNumber: now.number,
      ...(now.told === undefined ? {} : { title: now.told.title }),
      ...move,
      count: known + index + 1,
    }));
  };
  return [
    ...moved(String(now.number), then?.deadline, now.deadline),
    ...now.items.flatMap((item) =>
      moved(item.number, itemsThen.get(item.number)?.ownDeadline, item.ownDeadline),
    ),
  ];
}

const textFields = ['title', 'about', 'text'] as const;

function textChanged({ then, now }: KnownPair): TextChange[] {
  if (then.told === undefined || now.told === undefined) return [];
  const { told: old } = then;
  const { told } = now;
  const reason = now.revisions.slice(then.revisions.length).at(-1)?.reason;
  return textFields
    .filter((field) => old[field] !== told[field])
    .map((field) => ({
      number: now.number,
      field,
      old: old[field],
      new: told[field],
      ...(reason === undefined ? {} : { reason }),
    }));
}

function reopeningsSince(then: ReportMeasure, now: ReportMeasure): ReportMeasure['reopenings'] {
  return now.reopenings.slice(then.reopenings.length);
}

function reopened({ then, now, itemsThen }: KnownPair): SinceLastReport['reopened'][number][] {
  const items = now.items.filter(
    ({ number, state }) =>
      itemsThen.get(number)?.state === 'signed-off' && (state === 'open' || state === 'reported-done'),
  );
  const last = reopeningsSince(then, now).at(-1);
  if (last === undefined && items.length === 0) return [];
  const returned = items.map(({ told }) => told?.returned).find((found) => found !== undefined);
  const why = last ?? returned;
  const deadline = items.map((item) => item.deadline).sort()[0] ?? now.deadline?.inForce;
  return [
    {
      ...mention(now),
      items: items.map(({ number }) => number),
      ...(why === undefined ? {} : { on: why.on }),
      ...(why?.reason === undefined ? {} : { reason: why.reason }),
      ...(deadline === undefined ? {} : { deadline }),
      ...(deadline !== undefined || now.reviewOn === undefined ? {} : { reviewOn: now.reviewOn }),
    },
  ];
}

type ProgressChange = SinceLastReport['progressChanged'][number];
type ToldProgress = Pick<ToldMeasure, 'progress' | 'waitingFor' | 'reason'>;

/** Of the whole, and of each item of several; what is closed, signed off or ended is told as that. */
function progressChanged({ then, now, itemsThen }: KnownPair): ProgressChange[] {
  if (then.told === undefined || now.closed !== undefined) return [];
  const ofMeasure = progressChange(then.told, now.told, mention(now));
  if (now.items.length < 2) return ofMeasure;
  return [
    ...ofMeasure,
    ...now.items
      .filter(({ state }) => state === 'open' || state === 'reported-done')
      .flatMap(({ number, told }) =>
        progressChange(itemsThen.get(number)?.told, told, { ...mention(now), item: number }),
      ),
  ];
}

function progressChange(
  then: ToldProgress | undefined,
  now: ToldProgress | undefined,
  about: MeasureMention & { item?: string },
): ProgressChange[] {
  const from = then?.progress;
  const { progress: to, waitingFor, reason } = now ?? {};
  if (to === undefined || to === from) return [];
  return [
    {
      ...about,
      ...(from === undefined ? {} : { from }),
      to,
      ...(waitingFor === undefined ? {} : { waitingFor }),
      ...(reason === undefined ? {} : { reason }),
    },
  ];
}

/** Done, given more time, or without a deadline now. */
function noLongerLate({ then, now }: KnownPair): NonNullable<SinceLastReport['noLongerLate']>[number][] {
  if (then.standing !== 'late' || now.standing === 'late') return [];
  const { standing, deadline } = now;
  return [
    {
      ...mention(now),
      standing,
      ...(standing === 'onTrack' && deadline !== undefined ? { deadline: deadline.inForce } : {}),
    },
  ];
}

function responsibleChanged({ now, itemsThen }: KnownPair): ResponsibleChange[] {
  const changes = new Map<string, ResponsibleChange & { items: string[] }>();
  for (const { number, told } of now.items) {
    const from = itemsThen.get(number)?.told?.partyName;
    const to = told?.partyName;
    if (from === undefined || to === undefined || from === to) continue;
    const key = JSON.stringify([from, to]);
    const known = changes.get(key);
    if (known === undefined) changes.set(key, { ...mention(now), items: [number], from, to });
    else known.items.push(number);
  }
  return [...changes.values()];
}

function reviewDateMoved({
  then,
  now,
}: KnownPair): NonNullable<SinceLastReport['reviewDatesMoved']>[number][] {
  const { reviewOn: from } = then;
  const { reviewOn: to } = now;
  if (from === to || now.closed !== undefined) return [];
  return [{ ...mention(now), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
}

function verdictsChanged(
  then: ComparedReport['status'],
  now: ComparedReport['status'],
): NonNullable<SinceLastReport['verdictsChanged']> {
  const subGoals = ({ goals }: ComparedReport['status']): readonly SummarySubGoal[] =>
    goals.flatMap((goal) => goal.subGoals);
  const before = new Map(subGoals(then).map(({ number, verdict }) => [number, verdict]));
  return subGoals(now).flatMap(({ number, title, verdict: to }) => {
    const from = before.get(number);
    if (from === to) return [];
    return [{ number, title, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  });
}

function signedOff({ now, itemsThen }: Pair): NonNullable<SinceLastReport['signedOff']>[number][] {
  const items = now.items
    .filter(({ number, state }) => state === 'signed-off' && itemsThen.get(number)?.state !== 'signed-off')
    .map(({ number }) => number);
  return items.length === 0 ? [] : [{ ...mention(now), items }];
}

function ended({ now, itemsThen }: Pair): NonNullable<SinceLastReport['ended']>[number][] {
  const newly = (state: ReportItem['state']) =>
    now.items
      .filter((item) => item.state === state && itemsThen.get(item.number)?.state !== state)
      .map(({ number }) => number);
  const [waived, unanswered] = [newly('waived'), newly('unanswered')];
  return waived.length + unanswered.length === 0 ? [] : [{ ...mention(now), waived, unanswered }];
}

function repeatedSince(
  then: readonly RepeatedRecommendation[],
  now: readonly RepeatedRecommendation[],
): RepeatedRecommendation[] {
  const key = ({ evaluationTitle, number, title }: RepeatedRecommendation) =>
    JSON.stringify([evaluationTitle, number ?? null, title]);
  const known = new Set(then.map(key));
  return now.filter((recommendation) => !known.has(key(recommendation)));
}

function isEnded({ state }: ReportItem): boolean {
  return state === 'waived' || state === 'unanswered';
}

function countItems(
  pairs: readonly Pair[],
  holds: (then: ReportItem | undefined, now: ReportItem) => boolean,
): number {
  let count = 0;
  for (const { now, itemsThen } of pairs) {
    for (const item of now.items) if (holds(itemsThen.get(item.number), item)) count += 1;
  }
  return count;
}
