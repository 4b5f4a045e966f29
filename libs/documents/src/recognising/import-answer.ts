import type { Place } from '../reading/document.js';
import type { Catalogue, Situation } from './catalogue.js';
import type {
  DecisionCandidate,
  FindingCandidate,
  GoalCandidate,
  MeasureCandidate,
  ParticipantCandidate,
} from './candidate.js';
import type { History } from './change-log.js';
import type { Deadline } from './deadline-in-words.js';
import type { Candidates, Explanation } from './recognise.js';
import { sayWarning } from './reading-in-words.js';
import type { Warning } from './warnings.js';

/** A measure in what `npm run import -- --json` prints, and the API's preview. */
interface ImportedMeasure {
  numbers: readonly string[];
  title?: string;
  text: string;
  responsible: readonly string[];
  /** ISO date, where the words come to one. */
  deadline: string | null;
  deadlineWords?: string;
  status?: string;
  section?: string;
  sectionTitle?: string;
  theme?: string;
  items: readonly { number?: string; text: string }[];
  /** Indexes among the answer's findings. */
  findings?: readonly number[];
  source: Place;
  confidence: number;
}

export interface ImportAnswer {
  title?: string;
  measures: readonly ImportedMeasure[];
  /** What may be a measure too, likeliest first. */
  doubtful: readonly ImportedMeasure[];
  goals: readonly GoalCandidate[];
  findings: readonly FindingCandidate[];
  participants: readonly ParticipantCandidate[];
  decisions: readonly { text: string; deadline: string | null; deadlineWords?: string; source: Place }[];
  situations: readonly Situation[];
  history: History;
  /** `text` is what a person reads; the rest is for programs. */
  warnings: readonly (Warning & { text: string })[];
  explanation: readonly Explanation[];
}

/** What was found, in the shape that is printed as JSON. */
export function importAnswer(candidates: Candidates): ImportAnswer {
  const {
    title,
    measures,
    doubtful,
    goals,
    findings,
    participants,
    decisions,
    catalogue,
    history,
    warnings,
    explanation,
  } = candidates;
  return {
    ...(title === undefined ? {} : { title }),
    measures: measures.map(importedMeasure),
    doubtful: doubtful.map(importedMeasure),
    goals,
    findings,
    participants,
    decisions: decisions.map(({ deadline, ...decision }: DecisionCandidate) => ({
      ...decision,
      ...written(deadline),
    })),
    situations: situationsOf(catalogue),
    history,
    warnings: warnings.map((warning) => ({ ...warning, text: sayWarning('nb', warning) })),
    explanation,
  };
}

function importedMeasure({ deadline, items, ...measure }: MeasureCandidate): ImportedMeasure {
  return {
    ...measure,
    ...written(deadline),
    items: items.map(({ number, text }) => ({ ...(number === undefined ? {} : { number }), text })),
  };
}

function situationsOf({ situations }: Catalogue): readonly Situation[] {
  return situations;
}

function written(deadline: Deadline | undefined): { deadline: string | null; deadlineWords?: string } {
  if (deadline === undefined) return { deadline: null };
  return { deadline: deadline.on ?? null, deadlineWords: deadline.words };
}
