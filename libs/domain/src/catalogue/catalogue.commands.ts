import type {
  CandidateId,
  CatalogueId,
  EvaluationId,
  MeasureId,
  PlainDate,
  PlanId,
  SituationId,
} from '../ids.js';
import type { RiskInWords } from '../risk/risk-in-words.js';
import type { SituationFields } from './catalogue.js';

export interface NewCandidate {
  /** One that stands there already keeps its id. */
  id?: CandidateId;
  title: string;
  text?: string;
}

export type NewSituation = Pick<SituationFields, 'name'> &
  Partial<Omit<SituationFields, 'name' | 'candidates'>> & { candidates?: readonly NewCandidate[] };

export interface RegisterCatalogue {
  type: 'RegisterCatalogue';
  name: string;
  about?: string;
  situations?: readonly NewSituation[];
  /** The change log it had before it came here. */
  earlierChanges?: readonly { on: PlainDate; note: string }[];
}

/** `change`: what is different now, for the change log. `expectedVersion`: the version the caller saw (If-Match). */
interface OnCatalogue {
  catalogueId: CatalogueId;
  expectedVersion?: number;
}

/** Situations as a document has them, added or brought up to date in one go. */
export type TakeInSituations = {
  type: 'TakeInSituations';
  situations: readonly NewSituation[];
  change: string;
} & OnCatalogue;

export type CatalogueCommand =
  | ({ type: 'ReviseCatalogue'; name?: string; about?: string; change: string } & OnCatalogue)
  | ({ type: 'AddSituation'; situation: NewSituation; change: string } & OnCatalogue)
  | ({
      type: 'ReviseSituation';
      situationId: SituationId;
      fields: Partial<NewSituation>;
      change: string;
    } & OnCatalogue)
  | ({ type: 'WithdrawSituation'; situationId: SituationId; change: string } & OnCatalogue)
  | ({ type: 'StateSituationRisk'; situationId: SituationId; risk: RiskInWords } & OnCatalogue)
  | TakeInSituations;

/** What made somebody look in the catalogue: a measure that does not suffice, or an incident that was evaluated. */
export type Occasion =
  { kind: 'measure'; measureId: MeasureId } | { kind: 'evaluation'; evaluationId: EvaluationId };

/** Registers candidates of one situation as measures of a plan. The catalogue itself does not change. */
export interface PickCandidates {
  type: 'PickCandidates';
  catalogueId: CatalogueId;
  /** The catalogue's version that was read. */
  expectedVersion?: number;
  situationId: SituationId;
  candidateIds: readonly CandidateId[];
  planId: PlanId;
  occasion?: Occasion;
  /** When each is looked at, until it has a deadline. */
  reviewOn?: PlainDate;
}
