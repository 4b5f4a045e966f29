import type { Decision } from '#domain/decision/decision.js';
import type { Plan } from '#domain/plan/plan.js';
import { evaluationPath, measurePath, planPath, reportPath } from '#messages/page-links.js';
import type { DecisionSubject } from '#record/decision/decision-page.query.js';
import { t } from '../../web/frame/texts.js';

/** What takes effect with the countersignature, in one sentence; undefined where the decision is only words. */
export function heldInWords(
  { held }: Decision,
  plan: Plan | undefined,
  subject: DecisionSubject,
): string | undefined {
  if (held === undefined) return undefined;
  const { measure, itemNumber = '', reportNumber = 0, evaluation, recommendationTitle } = subject;
  const hidden = t('page.decision.restricted');
  const values = {
    plan: plan?.number ?? 0,
    planTitle: plan?.title ?? '',
    measure: measure?.number ?? 0,
    measureTitle: measure?.restricted === true ? hidden : (measure?.title ?? ''),
    item: itemNumber,
    report: reportNumber,
    recommendation: evaluation?.restricted === true ? hidden : (recommendationTitle ?? ''),
  };
  switch (held.type) {
    case 'DecideWaiver':
      return t(held.granted ? 'page.decision.held.DecideWaiver' : 'page.decision.held.RefuseWaiver', values);
    case 'ReviewWaiver':
      return t(
        held.outcome === 'stands' ? 'page.decision.held.WaiverStands' : 'page.decision.held.WaiverEnds',
        values,
      );
    case 'AnswerExtension':
      return t(
        held.answer === 'granted'
          ? 'page.decision.held.GrantExtension'
          : 'page.decision.held.RefuseExtension',
        values,
      );
    case 'CloseMeasure':
      return t('page.decision.held.CloseMeasure', { ...values, as: t(`closure.${held.as}`) });
    case 'DecideOutcome':
      return t('page.decision.held.DecideOutcome', { ...values, outcome: t(`outcome.${held.outcome.kind}`) });
    default:
      return t(`page.decision.held.${held.type}`, values);
  }
}

/** The ground, the note or the comment that was entered with it. */
export function groundOf({ held }: Decision): string | undefined {
  if (held === undefined) return undefined;
  if (held.type === 'DecideOutcome') return 'ground' in held.outcome ? held.outcome.ground : undefined;
  if ('ground' in held) return held.ground;
  if (held.type === 'AnswerExtension') return held.words;
  if (held.type === 'ReviewWaiver') return held.reason;
  if ('note' in held) return held.note;
  return 'comment' in held ? held.comment : undefined;
}

/** Where it can be seen what the decision is about. */
export function subjectPath(plan: Plan | undefined, subject: DecisionSubject): string | undefined {
  if (plan === undefined) {
    return subject.evaluation === undefined ? undefined : evaluationPath(subject.evaluation.id);
  }
  if (subject.measure !== undefined) return measurePath(plan.number, subject.measure.number);
  return subject.reportNumber === undefined
    ? planPath(plan.number)
    : reportPath(plan.number, subject.reportNumber);
}
