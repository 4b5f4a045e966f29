import type { Document, Place } from '../reading/document.js';
import type {
  DecisionCandidate,
  FindingCandidate,
  Form,
  GoalCandidate,
  MeasureCandidate,
  ParticipantCandidate,
  Recognised,
} from './candidate.js';
import { catalogueOf, type Catalogue } from './catalogue.js';
import { changeLog, type History } from './change-log.js';
import { choose } from './choosing.js';
import { commitments } from './commitments.js';
import { decisions } from './decisions.js';
import { evaluationTitle } from './evaluation-title.js';
import { fieldRecords } from './field-records.js';
import { withFieldsApart } from './fields-apart.js';
import { findings, withLinks } from './findings.js';
import { flattenedTables } from './flattened-tables.js';
import { measureForms } from './measure-forms.js';
import { measureTables } from './measure-tables.js';
import { participants } from './participants.js';
import { recommendingProse } from './prose.js';
import { labelledRecommendations, recommendationLists } from './recommendation-lists.js';
import { SectionTitles } from './sections.js';
import { goals, statusBullets } from './status-bullets.js';
import { type Warning, warningsOf } from './warnings.js';
import { type Weigh, weighAll } from './weighing.js';

/** What a document holds that Kvittert can follow up. */
export interface Candidates {
  /** What the document calls itself. */
  title?: string;
  measures: readonly MeasureCandidate[];
  /** What may be a measure too; a person decides. */
  doubtful: readonly MeasureCandidate[];
  goals: readonly GoalCandidate[];
  findings: readonly FindingCandidate[];
  participants: readonly ParticipantCandidate[];
  decisions: readonly DecisionCandidate[];
  catalogue: Catalogue;
  history: History;
  warnings: readonly Warning[];
  /** What each recogniser saw, and what became of it, in plain English. */
  explanation: readonly Explanation[];
}

export interface Explanation {
  form: Form;
  saw: string;
  measures: number;
  used: boolean;
  because?: string;
}

const recognisers: readonly ((document: Document, weigh: Weigh) => Recognised[])[] = [
  measureTables,
  measureForms,
  flattenedTables,
  statusBullets,
  labelledRecommendations,
  fieldRecords,
  commitments,
  recommendationLists,
  recommendingProse,
];

/**
 * @param today ISO date: what a deadline is past against
 * @param weigh only who trains and measures hands in another
 */
export function recognise(written: Document, today: string, weigh = weighAll): Candidates {
  const document = withFieldsApart(written);
  const catalogue = catalogueOf(document);
  const own = goals(document);
  const present = participants(document);
  const seen = recognisers
    .flatMap((recogniser) => recogniser(document, weigh))
    .filter((recognised) => !belongsTo(catalogue, recognised))
    .filter((recognised) => !listsGoals(own, recognised) && !listsParticipants(present, recognised))
    .map((recognised) => (catalogue.situations.length > 0 ? doubted(recognised) : recognised));
  const choice = choose(seen);
  const linked = withLinks(findings(document), choice.measures);
  const title = evaluationTitle(document);
  const sections = new SectionTitles(document.blocks);
  const placed = (measure: MeasureCandidate): MeasureCandidate => {
    const titled = sections.of(measure.section, measure.source);
    return titled === undefined ? measure : { ...measure, sectionTitle: titled };
  };
  return {
    ...(title === undefined ? {} : { title }),
    measures: linked.measures.map(placed),
    doubtful: choice.doubtful.map(placed),
    goals: own,
    findings: linked.findings,
    participants: present,
    decisions: decisions(document),
    catalogue,
    history: changeLog(document),
    warnings: warningsOf({ document, choice, situations: catalogue.situations.length, today }),
    explanation: [
      ...choice.used.map(({ form, saw, measures }) => ({ form, saw, measures: measures.length, used: true })),
      ...choice.left.map(({ recognised: { form, saw, measures }, because }) => ({
        form,
        saw,
        measures: measures.length,
        used: false,
        because,
      })),
    ],
  };
}

/** What may be done in a situation is offered by the catalogue; it isn't recommended. */
function belongsTo({ blocks }: Catalogue, { blocks: own }: Recognised): boolean {
  return [...own].some((block) => blocks.has(block));
}

/** A list whose parts are the document's goals tells what it is after, not what is to be done. */
function listsGoals(goals: readonly GoalCandidate[], { measures }: Recognised): boolean {
  const places = placesOf(goals);
  return measures.some(({ items }) => items.some(({ source }) => places.has(placeOf(source))));
}

/** Who was there is told, not recommended. */
function listsParticipants(present: readonly ParticipantCandidate[], { measures }: Recognised): boolean {
  const places = placesOf(present);
  return measures.some(({ source }) => places.has(placeOf(source)));
}

function placesOf(told: readonly { source: Place }[]): ReadonlySet<string> {
  return new Set(told.map(({ source }) => placeOf(source)));
}

function placeOf({ page, line }: Place): string {
  return `${page}/${line}`;
}

/** Where situations say what may be done, sentences about them recommend nothing for sure. */
function doubted(recognised: Recognised): Recognised {
  if (recognised.form !== 'prose' && recognised.unannounced !== true) return recognised;
  return { ...recognised, measures: [], doubtful: [...recognised.measures, ...(recognised.doubtful ?? [])] };
}
