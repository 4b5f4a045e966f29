import type { Edition, StatusReport } from '#domain/report/status-report.js';
import type { ReportLanguage } from '#domain/report/report-language.js';
import { infectionControl } from '#local/demo/infection-control.js';
import { DemoPlanPlayed } from './demo-report.js';

/** The second report: with something of every section in it. */
export function infectionControlReport(language?: ReportLanguage): StatusReport {
  return infectionControlReports(language)[1];
}

/** The demo's infection-control plan after each of two quarters. */
export function infectionControlReports(language: ReportLanguage = 'nb'): [StatusReport, StatusReport] {
  const demo = new DemoPlanPlayed(infectionControl, '2026-06-01');
  const first = demo.report({ language, edition: locked(1, '2026-06-30'), today: '2026-06-30' });
  demo.spec.on('2026-07-10');
  const [one, two, five] = [1, 2, 5].map((number) => demo.measure(number));
  if (one === undefined || two === undefined || five === undefined)
    throw new Error('The demo has 37 measures');
  demo.does({
    type: 'SetDeadline',
    measureId: one.id,
    on: '2026-12-20',
    reason: 'Kommunene ba om mer tid etter ferien.',
  });
  demo.does({
    type: 'ProposeWaiver',
    measureId: five.id,
    itemId: five.items.find(({ state }) => state === 'open')?.id ?? '',
    ground: 'Sykehuset er slått sammen med et annet.',
  });
  demo.does({
    type: 'UpdateStatus',
    measureId: one.id,
    progress: 'partly-done',
    text: 'Om lag halvparten av kommunene har nå et oppdatert program.',
  });
  demo.does({
    type: 'ReviseMeasure',
    measureId: two.id,
    text: 'Statsforvalterne får i oppdrag å holde oversikt over programmene.',
    material: false,
    reason: 'Klarere ordlyd.',
  });
  const second = demo.report({
    language,
    edition: locked(2, '2026-09-30', { number: 1, version: 1, sha256: 'ab'.repeat(32) }),
    today: '2026-09-30',
    previous: first,
    askedAt: '2026-09-16T06:00:00.000Z',
  });
  return [first, second];
}

function locked(
  number: number,
  on: string,
  previous?: Extract<Edition, { kind: 'locked' }>['previous'],
): Edition {
  return {
    kind: 'locked',
    number,
    version: 1,
    lockedAt: `${on}T06:00:00.000Z`,
    lockedBy: 'schedule',
    recordAnchor: { digest: '9f'.repeat(32), at: `${on}T05:00:00.000Z` },
    ...(previous === undefined ? {} : { previous }),
  };
}
