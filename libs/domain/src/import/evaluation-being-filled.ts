import { invalid, notFound } from '../domain-error.js';
import type { EvaluationCommand, NewRecommendation } from '../evaluation/evaluation.commands.js';
import { decideEvaluation, decideRegisterEvaluation } from '../evaluation/evaluation.decide.js';
import type { EvaluationEvent } from '../evaluation/evaluation.events.js';
import { evolveEvaluation } from '../evaluation/evaluation.evolve.js';
import type { Evaluation, Finding, Recommendation } from '../evaluation/evaluation.js';
import type { Source } from '../measure/measure.js';
import type { Circumstances } from '../register.js';
import type { ImportedEvaluation, ImportedMeasure, RegisterImported } from './import.commands.js';
import { notYetRecorded } from './not-yet-recorded.js';

/** The evaluation as it is while the import is decided. What stands there already, in the same words, is not added again. */
export class EvaluationBeingFilled {
  readonly events: EvaluationEvent[] = [];
  private current: Evaluation | undefined;
  private readonly recommendations = new Map<string, Recommendation>();

  constructor(
    registered: Evaluation | undefined,
    wanted: ImportedEvaluation,
    private readonly circumstances: Circumstances,
  ) {
    if (wanted.kind === 'registered') {
      if (registered === undefined) throw notFound('evaluation', wanted.evaluationId);
      this.current = registered;
      return;
    }
    const { kind: _new, evaluationKind, ...facts } = wanted;
    const [decided] = decideRegisterEvaluation(
      { ...facts, type: 'RegisterEvaluation', kind: evaluationKind },
      circumstances,
    );
    if (decided?.stream === 'evaluation') this.take(decided.events);
  }

  get state(): Evaluation {
    if (this.current === undefined) throw new Error('An evaluation without its registration');
    return this.current;
  }

  /** Findings first, since recommendations refer to them. */
  fill({ findings, measures }: Pick<RegisterImported, 'findings' | 'measures'>): void {
    const known = new Set(this.state.findings.map(({ text }) => evened(text)));
    const added = findings.filter(({ text }) => !known.has(evened(text)));
    if (added.length > 0) this.decide({ type: 'AddFindings', findings: added });
    const byWords = new Map(this.state.findings.map((finding) => [evened(finding.text), finding]));
    const found = findings.map(({ text }) => byWords.get(evened(text)));

    this.findRecommendations();
    const recommendations = measures
      .filter((measure) => !this.recommendations.has(wordsOf(measure)))
      .map((measure, index) => newRecommendation(measure, found, index));
    if (recommendations.length === 0) return;
    this.decide({ type: 'AddRecommendations', recommendations });
    this.findRecommendations();
  }

  /** Where a measure comes from: kept beside its number in the plan. */
  sourceOf(measure: ImportedMeasure, number: string | undefined): Source {
    const { page, line } = measure;
    const recommendation = this.recommendations.get(wordsOf(measure));
    return {
      evaluationId: this.state.id,
      findingIds: recommendation?.findingIds ?? [],
      ...(recommendation === undefined ? {} : { recommendationId: recommendation.id }),
      ...(number === undefined ? {} : { number }),
      ...(page === undefined ? {} : { page }),
      ...(line === undefined ? {} : { line }),
    };
  }

  private findRecommendations(): void {
    for (const known of this.state.recommendations) {
      const numbers = known.number === undefined ? [] : [known.number];
      this.recommendations.set(wordsOf({ numbers, text: known.text }), known);
    }
  }

  private decide(
    addition: WithoutId<Extract<EvaluationCommand, { type: 'AddFindings' | 'AddRecommendations' }>>,
  ) {
    const command = { ...addition, evaluationId: this.state.id };
    this.take(decideEvaluation(this.state, command, () => true, this.circumstances));
  }

  private take(events: readonly EvaluationEvent[]): void {
    for (const event of events) {
      this.events.push(event);
      const version = this.events.length;
      this.current = evolveEvaluation(this.current, {
        ...event,
        ...notYetRecorded(this.circumstances),
        version,
      });
    }
  }
}

type WithoutId<C> = C extends unknown ? Omit<C, 'evaluationId'> : never;

function newRecommendation(
  measure: ImportedMeasure,
  found: readonly (Finding | undefined)[],
  index: number,
): NewRecommendation {
  const { numbers, title, text, page, responsibleInWords, deadlineInWords, findingIndexes = [] } = measure;
  const findingIds = findingIndexes.map((position) => {
    const finding = found[position];
    if (finding !== undefined) return finding.id;
    throw invalid(
      `measures.${index}.findingIndexes`,
      `There is no finding at position ${position}.`,
      'Positions count from 0 among the findings given.',
    );
  });
  return {
    title,
    text,
    findingIds,
    ...(numbers.length === 0 ? {} : { number: numbers.join(', ') }),
    ...(page === undefined ? {} : { page }),
    ...(responsibleInWords === undefined ? {} : { responsibleInWords }),
    ...(deadlineInWords === undefined ? {} : { deadlineInWords }),
  };
}

function wordsOf({ numbers, text }: Pick<ImportedMeasure, 'numbers' | 'text'>): string {
  return `${numbers.join(', ')} ${evened(text)}`;
}

/** White space and case are no difference between two versions of a document. */
function evened(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}
