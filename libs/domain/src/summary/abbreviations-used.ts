import type { Plan } from '../plan/plan.js';
import type { StatusSummary } from './status-summary.js';

/** The plan's abbreviations that stand in some text of the summary, in the order they are first read. */
export function abbreviationsUsed(
  plan: Plan,
  goals: StatusSummary['goals'],
  themes: StatusSummary['themes'],
): StatusSummary['abbreviationsUsed'] {
  const left = new Map(plan.abbreviations.map((abbreviation) => [abbreviation.term, abbreviation]));
  const used: { term: string; meaning: string }[] = [];
  let pattern = abbreviationPattern([...left.keys()]);
  for (const text of textsInReadingOrder(plan, goals, themes)) {
    if (pattern === undefined) break;
    const before = used.length;
    for (const [term] of text.matchAll(pattern)) {
      const found = left.get(term);
      if (found === undefined) continue;
      used.push({ term: found.term, meaning: found.meaning });
      left.delete(term);
    }
    if (used.length > before) pattern = abbreviationPattern([...left.keys()]);
  }
  return used;
}

/** Matches any of the terms as a word of its own ("HMS", "HMS-arbeid"); undefined when there are none. */
export function abbreviationPattern(terms: readonly string[]): RegExp | undefined {
  if (terms.length === 0) return undefined;
  const longestFirst = [...terms].sort((a, b) => b.length - a.length);
  const alternatives = longestFirst.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

function* textsInReadingOrder(
  plan: Plan,
  goals: StatusSummary['goals'],
  themes: StatusSummary['themes'],
): Generator<string> {
  if (plan.basisOfAssessment !== undefined) yield plan.basisOfAssessment;
  for (const goal of goals) {
    for (const subGoal of goal.subGoals) {
      yield subGoal.about;
      if (subGoal.assessment !== undefined) yield subGoal.assessment;
    }
  }
  for (const { lines } of themes) {
    for (const line of lines) {
      yield* line.about;
      if (line.narrative !== undefined) yield line.narrative.text;
      for (const { text } of line.remarks ?? []) yield text;
      for (const { likelihood, consequence, conclusion } of line.risks ?? []) {
        yield likelihood;
        yield consequence;
        if (conclusion !== undefined) yield conclusion;
      }
      for (const subPoint of line.subPoints) {
        yield subPoint.text;
        if (subPoint.narrative !== undefined) yield subPoint.narrative;
        for (const { text } of subPoint.remarks ?? []) yield text;
      }
    }
  }
}
