import { osloDate } from '../follow-up/calendar.js';
import type { Instant, PartyId, PersonId, PlainDate } from '../ids.js';
import type { Item, Progress, StandingMeasure, StatusUpdate, SubPoint } from '../measure/measure.js';
import type { Role } from '../roles/actor.js';

/** The party that spoke. No person is named. */
export type Speaker =
  | { kind: 'parties'; names: readonly string[]; enteredBySecretariat?: true }
  | { kind: 'secretariat' }
  /** Said before the item was handed over: not the word of who is responsible now. */
  | { kind: 'earlier-party' }
  /** One of those responsible; older updates of a measure with several don't say which. */
  | { kind: 'some-party' };

/** What somebody has said of how it goes: an update, a done report or an occurrence. */
export interface Statement {
  text: string;
  on: PlainDate;
  by: Speaker;
  progress?: Progress;
  waitingFor?: string;
  reason?: string;
}

/** A statement with the moment it was made, to tell which is the newest. */
export interface Said extends Statement {
  at: Instant;
}

export interface Voices {
  partyNames: ReadonlyMap<PartyId, string>;
  personRoles: ReadonlyMap<PersonId, readonly Role[]>;
}

/** The newest that was said of the whole measure; what is said of its one item is said of it. */
export function saidOfMeasure(voices: Voices, measure: StandingMeasure): Said | undefined {
  const [only] = measure.items;
  const { updateOfWhole } = measure;
  return newest([
    updateOfWhole && saidOfSeveral(voices, measure.items, updateOfWhole),
    lastOccurrence(voices, measure),
    measure.items.length === 1 && only?.subPointId === undefined
      ? only && saidOfItem(voices, only)
      : undefined,
  ]);
}

/** The newest that was said of a sub-point, or of its one item. */
export function saidOfSubPoint(voices: Voices, subPoint: SubPoint, items: readonly Item[]): Said | undefined {
  const [only] = items;
  return newest([
    subPoint.latestUpdate && saidOfSeveral(voices, items, subPoint.latestUpdate),
    items.length === 1 ? only && saidOfItem(voices, only) : undefined,
  ]);
}

/** The newest update of an item, or its done report. */
export function saidOfItem(voices: Voices, item: Item): Said | undefined {
  const update = item.latestUpdate;
  const report = 'report' in item ? item.report : undefined;
  // Its words may be withheld from this reader (summarisedFor).
  if (report !== undefined && report.what !== '' && (update === undefined || report.at >= update.at)) {
    return {
      text: report.what,
      on: osloDate(report.at),
      at: report.at,
      by: speakerOfItem(voices, item, report.at, report.forPersonId !== undefined),
      progress: 'done',
    };
  }
  if (update === undefined) return undefined;
  return said(update, speakerOfItem(voices, item, update.at, update.onBehalfOf !== undefined));
}

export function newest(candidates: readonly (Said | undefined)[]): Said | undefined {
  let last: Said | undefined;
  for (const candidate of candidates) {
    if (candidate !== undefined && (last === undefined || candidate.at > last.at)) last = candidate;
  }
  return last;
}

/** What is frozen and shown: the moment stays behind. */
export function statement({ at: _at, ...told }: Said): Statement {
  return told;
}

function said(update: StatusUpdate, by: Speaker): Said {
  const { text, progress, waitingFor, reason, at } = update;
  return {
    text,
    on: osloDate(at),
    at,
    by,
    progress,
    ...(waitingFor === undefined ? {} : { waitingFor }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function speakerOfItem(
  { partyNames }: Voices,
  { partyId, assignedAt }: Item,
  at: Instant,
  enteredBySecretariat: boolean,
): Speaker {
  if (at < assignedAt) return { kind: 'earlier-party' };
  return parties([partyNames.get(partyId) ?? ''], enteredBySecretariat);
}

/** On the same day an update counts as newer than an occurrence, which has a day and no time. */
function lastOccurrence(voices: Voices, { recurrence, items }: StandingMeasure): Said | undefined {
  let last: NonNullable<typeof recurrence>['occurrences'][number] | undefined;
  for (const occurrence of recurrence?.occurrences ?? []) {
    if (last === undefined || occurrence.on >= last.on) last = occurrence;
  }
  if (last === undefined) return undefined;
  const { note: text, on, by, forPartyIds } = last;
  const spoken = { by, ...(forPartyIds === undefined ? {} : { forPartyIds }) };
  return { text, on, at: on, by: speakerOfSeveral(voices, items, spoken) };
}

function saidOfSeveral(voices: Voices, items: readonly Item[], update: StatusUpdate): Said {
  return said(update, speakerOfSeveral(voices, items, update));
}

function speakerOfSeveral(
  { partyNames, personRoles }: Voices,
  items: readonly Item[],
  { by, at, onBehalfOf, forPartyIds = [] }: Partial<StatusUpdate> & Pick<StatusUpdate, 'by'>,
): Speaker {
  const bySecretariat = personRoles.get(by)?.includes('secretariat') === true;
  const forWhom = onBehalfOf === undefined ? forPartyIds : [onBehalfOf];
  const names = forWhom.flatMap((id) => partyNames.get(id) ?? []);
  if (names.length > 0) return parties(names, bySecretariat);
  if (bySecretariat) return { kind: 'secretariat' };
  const now = [...new Set(items.map(({ partyId }) => partyId))];
  const [only] = now;
  if (now.length !== 1 || only === undefined) return { kind: 'some-party' };
  return at !== undefined && items.some(({ assignedAt }) => at < assignedAt)
    ? { kind: 'earlier-party' }
    : parties([partyNames.get(only) ?? ''], false);
}

function parties(names: readonly string[], enteredBySecretariat: boolean): Speaker {
  return { kind: 'parties', names, ...(enteredBySecretariat ? { enteredBySecretariat } : {}) };
}
