import type { DecisionWaiting } from '#domain/report/case-paper.js';
import type { ReportVoice } from './report-voice.js';

/** What is to be decided, in one line: in the case paper and in the report. */
export function caseTitle(voice: ReportVoice, decision: DecisionWaiting): string {
  switch (decision.kind) {
    case 'adopt-plan':
    case 'close-plan':
      return voice.t(`paper.case.${decision.kind}`);
    case 'accept-measure':
    case 'close-otherwise':
      return voice.t(`paper.case.${decision.kind}`, { number: decision.number });
    case 'waive-item':
      return voice.t('paper.case.waive-item', {
        number: decision.number,
        measure:
          decision.title === undefined
            ? decision.measureNumber
            : `${decision.measureNumber}, ${voice.typed(decision.title)}`,
      });
    case 'decide-outcome':
      return decision.number === undefined
        ? voice.t('paper.case.decide-outcome.unnumbered')
        : voice.t('paper.case.decide-outcome', { number: decision.number });
    default:
      return decision satisfies never;
  }
}
