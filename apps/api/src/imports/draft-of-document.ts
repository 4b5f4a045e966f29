import type { Block, Document } from '#documents/reading/document.js';
import type {
  FindingCandidate,
  MeasureCandidate,
  ParticipantCandidate,
} from '#documents/recognising/candidate.js';
import { matchParty, type RegisteredParty } from '#documents/recognising/party-matching.js';
import type { Candidates } from '#documents/recognising/recognise.js';
import { sayWarning } from '#documents/recognising/reading-in-words.js';
import type { Warning } from '#documents/recognising/warnings.js';
import {
  type DraftFinding,
  type DraftMeasure,
  type DraftParticipant,
  type DraftParty,
  type ImportDraft,
  titleOf,
} from '#domain/import/import-draft.js';
import { limits } from '#domain/limits.js';
import { sayDate } from '#messages/texts/dates.js';
import { type Locale, say } from '#messages/texts/say.js';
import type { Reading, ReadLine } from '#record/imports/import-drafts.js';

export interface Known {
  fileName: string;
  register: readonly RegisteredParty[];
  /** What the person said beforehand. */
  plan?: { id: string };
  evaluation?: { id: string } | 'none';
}

/** What was read, as the draft that a person looks at. Names that are clearly in the register are matched. */
export function draftOf(candidates: Candidates, known: Known): ImportDraft {
  const proposals = new Map(candidates.warnings.flatMap(proposedParts));
  const believed = candidates.measures.slice(0, limits.measuresAtOnce);
  const doubtful = candidates.doubtful.slice(
    0,
    Math.min(mostDoubtful, limits.measuresAtOnce - believed.length),
  );
  const measures = [...believed, ...doubtful].map((candidate, index) => ({
    ...draftMeasure(candidate, `m${index + 1}`, proposals, known.register),
    // What may be something else is taken in only when a person says so.
    included: index < believed.length,
  }));
  return {
    evaluation: evaluationOf(candidates.title, known),
    plan: known.plan === undefined ? { kind: 'undecided' } : { kind: 'registered', planId: known.plan.id },
    measures,
    findings: candidates.findings.map(draftFinding),
    goals: candidates.goals.map(({ number, mainGoal, text }, index) => ({
      key: `g${index + 1}`,
      number: cut(number),
      mainGoal: cut(mainGoal ?? number),
      text,
      included: true,
    })),
    ...situationsOf(candidates),
    ...(candidates.participants.length === 0
      ? {}
      : { participants: candidates.participants.map(draftParticipant) }),
    nextKey: measures.length + 1,
  };
}

/** More than a person looks through. */
const mostDoubtful = 50;

function situationsOf({
  catalogue: { situations },
  history,
}: Candidates): Pick<ImportDraft, 'situations' | 'earlierChanges'> {
  if (situations.length === 0) return {};
  return {
    situations: situations.map((situation, index) => ({
      key: `s${index + 1}`,
      name: cut(situation.name),
      indicators: situation.indicators,
      considerWhen: situation.considerWhen,
      purposes: situation.purposes,
      // What is too long for a title stands whole in the text.
      candidates: situation.candidateMeasures.map((written) => ({
        title: cut(written),
        text: cut(written) === written ? '' : written,
      })),
      foundAt: situation.source,
    })),
    earlierChanges: history.entries
      .map(({ on, text }) => ({ on, note: text }))
      .sort((one, other) => one.on.localeCompare(other.on)),
  };
}

/** What concerns one measure is told at that measure, as it is after every change. */
const aboutOneMeasure: readonly Warning['kind'][] = [
  'no-owner',
  'compound',
  'deadline-past',
  'deadline-unclear',
];

/**
 * The document as it is read beside the draft.
 * @param locale of whoever sent it in: what is remarked on is kept as it was said to them
 */
export function readingOf(document: Document, candidates: Candidates, locale: Locale): Reading {
  return {
    format: document.format,
    pages: document.pages,
    lines: document.blocks.flatMap(linesOf),
    remarks: [
      ...candidates.warnings
        .filter(({ kind }) => !aboutOneMeasure.includes(kind))
        .map((warning) => sayWarning(locale, warning)),
      ...candidates.decisions.map(({ text, deadline, source }) =>
        say(locale, 'import.remark.decision', {
          text: cut(text),
          page: source.page,
          hasDeadline: deadline?.on === undefined ? 'no' : 'yes',
          deadline: deadline?.on === undefined ? '' : sayDate(locale, deadline.on, ''),
        }),
      ),
    ],
  };
}

function draftMeasure(
  candidate: MeasureCandidate,
  key: string,
  proposals: ReadonlyMap<string, readonly string[]>,
  register: readonly RegisteredParty[],
): DraftMeasure {
  const { numbers, title, text, theme, items, responsible, deadline, source, confidence } = candidate;
  const restsOn = candidate.findings;
  return {
    key,
    numbers,
    title: cut(title ?? titleOf(text)),
    text,
    ...(theme === undefined ? {} : { theme: cut(theme) }),
    subPoints: items.map((item) => item.text),
    proposedSubPoints: proposals.get(placeKey(source)) ?? [],
    responsible: responsible.map((written) => draftParty(written, register)),
    mode: 'each',
    ...(deadline === undefined ? {} : { deadline }),
    ...(restsOn === undefined ? {} : { findingKeys: restsOn.map(findingKey) }),
    foundAt: { page: source.page, line: source.line },
    confidence,
    included: true,
    edited: false,
  };
}

/** Below this a similar name is not taken for the same party; a person chooses. */
const sureMatch = 0.8;

function draftParty(written: string, register: readonly RegisteredParty[]): DraftParty {
  const match = matchParty(written, register);
  const sure = match !== undefined && match.confidence >= sureMatch;
  return {
    written: cut(written),
    meant: sure ? { kind: 'registered', partyId: match.party.id } : { kind: 'undecided' },
  };
}

function draftParticipant(
  { actor, unit, function: role }: ParticipantCandidate,
  index: number,
): DraftParticipant {
  return {
    key: `d${index + 1}`,
    actor: cut(actor),
    ...(unit === undefined ? {} : { unit: cut(unit) }),
    ...(role === undefined ? {} : { function: cut(role) }),
    included: true,
  };
}

function draftFinding({ kind, text, source }: FindingCandidate, index: number): DraftFinding {
  // Whether an unclear one is a strength is for a person to say; until then it is left out.
  return { key: findingKey(index), kind, text, included: kind !== 'unclear', foundAt: source };
}

function findingKey(index: number): string {
  return `f${index + 1}`;
}

function evaluationOf(title: string | undefined, { evaluation, fileName }: Known): ImportDraft['evaluation'] {
  if (evaluation === 'none') return { kind: 'none' };
  if (evaluation !== undefined) return { kind: 'registered', evaluationId: evaluation.id };
  return {
    kind: 'new',
    title: cut(title ?? fileName.replace(/\.\w{1,5}$/u, '')),
    evaluationKind: 'after-action-review',
    authors: [],
  };
}

function proposedParts(warning: Warning): [string, readonly string[]][] {
  return warning.kind === 'compound' ? [[placeKey(warning.source), warning.proposedItems]] : [];
}

function placeKey({ page, line }: { page: number; line: number }): string {
  return `${page}/${line}`;
}

function linesOf(block: Block): ReadLine[] {
  if (block.kind === 'table') {
    return block.rows.map((cells) => ({
      ...(cells.find(({ lines }) => lines.length > 0)?.place ?? block.place),
      kind: 'row',
      text: cells.map(({ lines }) => lines.join(' ')).join(' | '),
    }));
  }
  const kind = block.kind === 'heading' || block.kind === 'item' ? block.kind : 'text';
  const lines = block.lines.map(({ text, place }): ReadLine => ({ ...place, kind, text }));
  const [first, ...others] = lines;
  if (block.kind !== 'item' || first === undefined) return lines;
  return [{ ...first, text: withMarker(block.marker, first.text) }, ...others];
}

function withMarker(marker: string, text: string): string {
  return text.startsWith(marker) ? text : `${marker} ${text}`;
}

function cut(text: string): string {
  return text.length <= limits.title ? text : `${text.slice(0, limits.title - 1)}…`;
}
