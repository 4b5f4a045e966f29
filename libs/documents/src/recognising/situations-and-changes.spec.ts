import { describe, expect, it } from '@jest/globals';
import { readHtml } from '../reading/html-reader.js';
import { readingLimits } from '../reading/limits.js';
import { readText } from '../reading/text-reader.js';
import { recognise } from './recognise.js';

const today = '2026-11-22';
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a table of situations', () => {
  it('on a page, cell by cell', () => {
    const page = `<table><tr><th>Situasjon</th><th>Mest relevante indikatorer</th><th>Når bør tiltak vurderes</th><th>Formål</th><th>Aktuelle tiltak</th></tr>
      <tr><td>Flom i sentrum</td><td><ul><li>Vannstand</li><li>Nedbør</li></ul></td><td>Stigende vannstand</td><td>Unngå skade</td><td><ul><li>Steng veien</li><li>Varsle beboerne</li></ul></td></tr>
      <tr><td>Flom uten skade</td><td>Vannstand</td><td>Vanligvis ikke aktuelt</td><td></td><td>Ingen</td></tr></table>`;
    const { catalogue, measures, warnings } = recognise(readHtml(bytes(page), readingLimits), today);
    expect(catalogue.situations).toMatchObject([
      {
        name: 'Flom i sentrum',
        indicators: ['Vannstand', 'Nedbør'],
        considerWhen: ['Stigende vannstand'],
        purposes: ['Unngå skade'],
        candidateMeasures: ['Steng veien', 'Varsle beboerne'],
      },
      { name: 'Flom uten skade', purposes: [], candidateMeasures: [] },
    ]);
    expect(measures).toEqual([]);
    expect(warnings).toContainEqual({ kind: 'situations-not-measures', count: 2 });
  });

  it('that lost its columns, told apart by its words', () => {
    const text = `Situasjon

Relevante indikatorer

Når bør tiltak vurderes

Formål med tiltak

Aktuelle tiltak

Flom i sentrum

• Vannstand
• Nedbør
• Betydelig stigning over kort tid
• Unngå skade på bygg
• Vurdere å stenge veien
• Informere beboerne

Ras i lia

• Regn
• Økende bevegelse i bakken
• Begrense trafikken
• Stenge veien
`;
    const { catalogue } = recognise(readText(bytes(text), readingLimits), today);
    expect(
      catalogue.situations.map(({ name, indicators, considerWhen, purposes, candidateMeasures }) => [
        name,
        indicators.length,
        considerWhen.length,
        purposes.length,
        candidateMeasures.length,
      ]),
    ).toEqual([
      ['Flom i sentrum', 2, 1, 1, 2],
      ['Ras i lia', 1, 1, 1, 1],
    ]);
  });
});

describe('the document’s own history', () => {
  it('its entries and its last change', () => {
    const text =
      'Råd om flom\n\nTekst.\n\nHistorikk\n\n03.02.2026: Ny tabell.\n\n01.12.2025: Første utgave.\n\nSiste faglige endring: 3. februar 2026\n';
    expect(recognise(readText(bytes(text), readingLimits), today).history).toEqual({
      entries: [
        { on: '2026-02-03', text: 'Ny tabell.' },
        { on: '2025-12-01', text: 'Første utgave.' },
      ],
      lastChange: '2026-02-03',
    });
  });
});

describe('a proposed decision', () => {
  it('is no measure, though it stands in a list under the same heading', () => {
    const text =
      'Anbefalte tiltak:\n\n1. Styret tar rapporten til orientering.\n2. Styret ber administrasjonen om å legge frem en plan innen utgangen av 2027.\n';
    const { measures, decisions } = recognise(readText(bytes(text), readingLimits), today);
    expect(measures).toEqual([]);
    expect(decisions).toMatchObject([{}, { deadline: { on: '2027-12-31' } }]);
  });
});

describe('findings', () => {
  it('of two kinds', () => {
    const text =
      'Hovedfunn\n\n• Samarbeidet mellom etatene var godt og effektivt.\n• Varslingen kom for sent, og rollene var uklare.\n\nAnbefalinger\n\n1. Øv på varsling.\n';
    const { findings, measures } = recognise(readText(bytes(text), readingLimits), today);
    expect(findings.map(({ kind }) => kind)).toEqual(['strength', 'to-improve']);
    expect(measures).toHaveLength(1);
  });
});
