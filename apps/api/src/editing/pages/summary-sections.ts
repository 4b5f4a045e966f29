import { sectionKeys } from '#messages/page-links.js';
import type { RecordSource } from '#record/record-source.js';
import { measuresOfLine, type PlanInEditing } from '#record/summary/summary-editing.query.js';
import { type Line, lineSection, referencesSection, subPointSection } from './measure-sections.js';
import { assessmentSection, figureSection, indicatorsSection, subGoalOf } from './goal-sections.js';
import { abbreviationsSection, basisSection, joiningSection, separatingSection } from './plan-sections.js';
import { reportSummarySection } from './report-summary-section.js';
import type { SectionContent, SummarySection } from './summary-section.js';

const address = /^(?<what>[a-z-]+?)(?:-(?<number>[1-9]\d{0,8}))?(?:-(?<part>[1-9]\d{0,8}))?$/u;

/** The section at an address; undefined where the plan has nothing of the kind. */
export async function sectionAt(
  recordSource: RecordSource,
  editing: PlanInEditing,
  asked: string,
): Promise<SummarySection | undefined> {
  const found = address.exec(asked)?.groups;
  if (found === undefined) return undefined;
  const number = Number(found['number'] ?? 0);
  const section = (key: string, made: SectionContent | undefined) =>
    made === undefined ? undefined : { key, ...made };
  switch (found['what']) {
    case 'grunnlag':
      return section(sectionKeys.basis, basisSection(editing));
    case 'sammendrag':
      return section(sectionKeys.reportSummary, await reportSummarySection(recordSource, editing));
    case 'forkortelser':
      return section(sectionKeys.abbreviations, abbreviationsSection(editing));
    case 'samlet-omtale':
      return section(sectionKeys.joining, joiningSection(recordSource, editing));
    case 'delt-omtale':
      return section(sectionKeys.separating, await separatingSection(recordSource, editing));
    case 'delmal': {
      const goal = subGoalOf(editing.plan, number);
      return goal && section(sectionKeys.assessment(number), assessmentSection(editing, goal));
    }
    case 'tall': {
      const goal = subGoalOf(editing.plan, number);
      if (goal === undefined || goal.subGoal.indicators.length === 0) return undefined;
      return section(sectionKeys.figure(number), figureSection(editing, goal));
    }
    case 'indikatorer': {
      const goal = subGoalOf(editing.plan, number);
      return goal && section(sectionKeys.indicators(number), indicatorsSection(editing, goal));
    }
    case 'tiltak': {
      const line = await lineOf(recordSource, editing, number);
      return line && section(sectionKeys.line(line[0].state.number), lineSection(editing, line));
    }
    case 'deltiltak': {
      const part = Number(found['part'] ?? 0);
      const measure = await oneMeasure(recordSource, editing, number);
      return measure && section(sectionKeys.subPoint(number, part), subPointSection(editing, measure, part));
    }
    case 'henvisninger': {
      const measure = await oneMeasure(recordSource, editing, number);
      return (
        measure &&
        section(sectionKeys.references(number), await referencesSection(recordSource, editing, measure))
      );
    }
    default:
      return undefined;
  }
}

async function lineOf(
  recordSource: RecordSource,
  { plan }: PlanInEditing,
  number: number,
): Promise<Line | undefined> {
  const [first, ...others] = await measuresOfLine(recordSource, plan, number);
  return first === undefined ? undefined : [first, ...others];
}

async function oneMeasure(recordSource: RecordSource, editing: PlanInEditing, number: number) {
  const line = await lineOf(recordSource, editing, number);
  return line?.find(({ state }) => state.number === number);
}
