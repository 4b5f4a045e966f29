import { describe, expect } from '@jest/globals';
import { noFigures } from '#domain/summary/standing.js';
import type { StatusSummary, SummaryLine, SummaryMeasure } from '#domain/summary/status-summary.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { renderPage } from '../../web/frame/render-page.js';
import { StatusSummaryPage } from './status-summary.page.js';
import { it } from '../../../../../test/support/it-in-bokmal.js';

const frame: PageFrame = {
  path: '/planer/1',
  stylesheets: ['/assets/kvittert.css'],
  icon: '/assets/icon.svg',
  user: { name: 'Kari Nordmann', actor: { id: 'kari', roles: ['secretariat'], partyIds: [] } },
  csrfToken: 'token',
};

type Shown = Extract<SummaryMeasure, { withheld: false }>;

function shown(number: number, more: Partial<Shown> = {}): Shown {
  return {
    id: `m${number}`,
    number,
    withheld: false,
    restricted: false,
    mayOpen: true,
    title: `Tittel ${number}`,
    standing: 'onTrack',
    readyToClose: false,
    deadline: { inForce: '2026-12-01', original: '2026-12-01', moves: 0, slipDays: 0 },
    ...more,
  };
}

function line(measures: readonly SummaryMeasure[], more: Partial<SummaryLine> = {}): SummaryLine {
  return {
    measures,
    about: ['én felles varslingsplan'],
    shares: [],
    responsible: [],
    subPoints: [],
    references: [],
    ...more,
  };
}

function summary(lines: readonly SummaryLine[], more: Partial<StatusSummary> = {}): StatusSummary {
  return {
    plan: { id: 'p', number: 1, title: 'Tiltaksplan', state: 'adopted', basisOfAssessment: 'Planens slutt.' },
    asOf: '2026-11-20',
    answered: { count: 9, of: 12, since: '2026-09-01' },
    figures: { measures: { ...noFigures(), late: 2, total: 2 }, items: noFigures() },
    notes: {
      waived: 0,
      unanswered: 0,
      readyToClose: 0,
      closedAs: { implemented: 0, 'partly-implemented': 0, 'not-implemented': 0, 'carried-over': 0 },
    },
    outcomes: [],
    goals: [],
    themes: [{ title: 'Varsling', lines }],
    abbreviationsUsed: [],
    lastSubstantiveChange: '2026-03-05',
    ...more,
  };
}

/** The page as one reads it: tags away, white space as one space. */
function read(page: StatusSummary): string {
  return html(page)
    .replace(/<[^>]+>/gu, '')
    .replaceAll('&quot;', '"')
    .replace(/\s+/gu, ' ');
}

function html(page: StatusSummary): string {
  return renderPage(<StatusSummaryPage frame={frame} summary={page} actions={[]} />);
}

describe('the status summary page', () => {
  it('tells a joint line with a share, a reference and what is late', () => {
    const text = read(
      summary([
        line([shown(9)], { about: ['prøver'] }),
        line(
          [2, 3].map((number) =>
            shown(number, {
              standing: 'late',
              deadline: { inForce: '2026-06-01', original: '2026-03-01', moves: 2, slipDays: 92 },
            }),
          ),
          {
            narrative: { text: 'Noen har tatt den i bruk', on: '2026-05-01' },
            countedShare: { done: 1, total: 38, waived: 2, unanswered: 0 },
            shares: [
              {
                label: 'bedrifter er med',
                numerator: 15,
                denominator: 55,
                denominatorIsApproximate: true,
                source: 'kartlegging',
                asOf: '2026-02-01',
              },
            ],
            references: [{ planNumber: 1, number: 9 }],
          },
        ),
      ]),
    );
    expect(text).toContain(
      'Tiltak 2 og 3 gikk ut på én felles varslingsplan. Noen har tatt den i bruk. ' +
        '1 av 38 punkter er kvittert ut. 2 utgår. ' +
        '15 av om lag 55 bedrifter er med (kartlegging, 1. februar 2026). Se tiltak 9. ' +
        'Forsinket, frist 1. juni 2026, utsatt to ganger, 92 dager i alt (opprinnelig 1. mars 2026).',
    );
    expect(text).toContain('9 av 12 ansvarlige har svart siden forrige rapport 1. september 2026.');
    expect(text).toContain('Siste faglige endring: 5. mars 2026');
  });

  it('says how a measure was closed and who signed it off', () => {
    const closed = { as: 'implemented', on: '2026-03-03', signedOffBy: ['secretariat'] } as const;
    expect(read(summary([line([shown(1, { standing: 'done', closed })])]))).toContain(
      'Lukket som gjennomført 3. mars 2026, kvittert ut av sekretariatet.',
    );
  });

  it('marks an abbreviation once, with a footnote that leads back', () => {
    const page = html(
      summary([line([shown(1)], { narrative: { text: 'HMS er viktig. HMS igjen.', on: '2026-05-01' } })], {
        abbreviationsUsed: [{ term: 'HMS', meaning: 'helse, miljø og sikkerhet' }],
      }),
    );
    expect(page.match(/href="#forkortelse-1"/gu)).toHaveLength(1);
    expect(page).toContain('id="henvisning-1"');
    expect(page).toContain('href="#henvisning-1"');
    expect(page).toContain('HMS: helse, miljø og sikkerhet');
  });

  it('marks what is written in another language than the page', () => {
    const page = html(
      summary(
        [
          line([shown(1)], {
            about: ['å øve på varslingen i alle kommunene'],
            narrative: { text: 'The exercise was held with all of the hospitals.', on: '2026-05-01' },
          }),
          line([shown(2)], { about: ['at planene skal være ferdige innen året er omme'] }),
        ],
        { abbreviationsUsed: [{ term: 'WHO', meaning: 'the health organisation of the United Nations' }] },
      ),
    );
    expect(page).toContain('<span lang="en">The exercise was held with all of the hospitals.</span>');
    expect(page).toContain('<span lang="en">the health organisation of the United Nations</span>');
    expect(page).not.toMatch(/[\uFDD0-\uFDD3]|span lang="n/u);
  });

  it('isolates what is written from right to left', () => {
    const page = html(
      summary([line([shown(1)], { narrative: { text: 'Meldt av שרה בן־דוד.', on: '2026-05-01' } })]),
    );
    expect(page).toContain('<bdi lang="he" dir="rtl">');
  });

  it('has only the number of a measure that is withheld, and no link to it', () => {
    const page = html(summary([line([{ id: 'm11', number: 11, withheld: true }], { about: [] })]));
    expect(page).toContain('er unntatt offentlighet.');
    expect(page).not.toContain('/tiltak/11');
  });

  it('makes "tiltak 9" in people’s words a link where there is such a measure', () => {
    const page = html(
      summary([
        line([shown(9)]),
        line([shown(14)], { narrative: { text: 'Se tiltak 9 og tiltak 99.', on: '2026-05-01' } }),
      ]),
    );
    expect(page).toContain('<a href="#tiltak-9">tiltak 9</a>');
    expect(page).not.toContain('#tiltak-99');
  });

  it('puts sub-points under their measure with their own word', () => {
    const text = read(
      summary([
        line([shown(31)], {
          subPoints: [
            { number: '31.1', text: 'Utdanning', narrative: 'Ikke begynt', standing: 'unassigned' },
          ],
        }),
      ]),
    );
    expect(text).toContain('31.1 Utdanning. Ikke begynt. Mangler ansvarlig.');
  });

  it('says what people wrote as text, with nothing that runs', () => {
    const page = html(
      summary([line([shown(1)], { narrative: { text: '<img src=x onerror=alert(1)>', on: '2026-05-01' } })]),
    );
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/<script|<style|style="/u);
  });

  it('has one h1, and headings that skip no level', () => {
    const levels = [...html(summary([line([shown(1)])])).matchAll(/<h([1-6])/gu)].map(([, level]) =>
      Number(level),
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    });
  });
});
