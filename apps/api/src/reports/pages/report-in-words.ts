import type { Report } from '#domain/report/report.js';
import { day, t } from '../../web/frame/texts.js';

export function periodOf({ period }: Report): string {
  return t('page.report.period', { from: day(period.from), to: day(period.to) });
}

export function stateOf({ state, reportingDate }: Report): string {
  return t(`page.report.state.${state}`, { date: day(reportingDate) });
}
