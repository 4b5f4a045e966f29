import type { Place } from '../reading/document.js';
import type { Deadline } from './deadline-in-words.js';

/** Part of a measure that the document itself sets apart: "a)", a nested bullet. */
export interface ItemCandidate {
  number?: string;
  text: string;
  source: Place;
}

/** What may become a measure, as the document writes it. */
export interface MeasureCandidate {
  /** Several where the document treats measures jointly ("Tiltak 14 og 15"); none where it has no numbers. */
  numbers: readonly string[];
  title?: string;
  text: string;
  /** As written; `matchParty` finds them in a register. */
  responsible: readonly string[];
  deadline?: Deadline;
  status?: string;
  /** The number of the section it stands in, or its heading where that has none. */
  section?: string;
  /** The heading of that section, without its number. */
  sectionTitle?: string;
  theme?: string;
  /** What the same row of a table gives as its ground: a finding. */
  ground?: string;
  /** The indexes of the findings it rests on, where the document says so. */
  findings?: readonly number[];
  items: readonly ItemCandidate[];
  source: Place;
  /** 0–1: how sure the form makes us, not how important it is. */
  confidence: number;
}

/** "Delmål 3 …" under "Hovedmål 1 …". */
export interface GoalCandidate {
  number: string;
  mainGoal?: string;
  text: string;
  source: Place;
}

export interface FindingCandidate {
  /** "3" of "Funn 3: …" and of a numbered list. */
  number?: string;
  kind: 'strength' | 'to-improve' | 'unclear';
  text: string;
  source: Place;
}

/** Who took part, as a table of the document says; persons' names are left where they are. */
export interface ParticipantCandidate {
  actor: string;
  unit?: string;
  function?: string;
  source: Place;
}

/** What a body is asked to decide; not a measure, though it may stand in a list of the same look. */
export interface DecisionCandidate {
  text: string;
  deadline?: Deadline;
  source: Place;
}

/** A form of writing measures that a recogniser knows. */
export type Form =
  | 'table'
  | 'flattened-table'
  | 'status-bullets'
  | 'labelled'
  | 'commitments'
  | 'numbered-list'
  | 'bulleted-list'
  | 'prose';

/** What a recogniser found, and in plain English what made it think so. */
export interface Recognised {
  form: Form;
  saw: string;
  measures: readonly MeasureCandidate[];
  /** What stands there too and may be a recommendation. */
  doubtful?: readonly MeasureCandidate[];
  /** Nothing above it says that recommendations follow. */
  unannounced?: true;
  /** Where it stands is called learning or improvement: where others are called recommendations, these are findings. */
  aboutLearning?: true;
  /** It stands in a summary. */
  inSummary?: true;
  /** The indexes of the blocks it explains. */
  blocks: ReadonlySet<number>;
}
