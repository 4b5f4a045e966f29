import { describe, expect, it } from '@jest/globals';
import { personalDataInReport } from './personal-data-in-report.js';
import type { StatusReport } from './status-report.js';

const report = (...texts: string[]): StatusReport =>
  ({ writtenSummary: [], measures: [{ number: 7, told: { statusText: texts } }] }) as unknown as StatusReport;
const found = (text: string) => personalDataInReport(report(text), []).map(({ key }) => key);

describe('Personal data in a report to be published', () => {
  it.each([
    // Synthetic: the month has 80 added (Skatteetaten), so that it is nobody's.
    ['Meldt av 17912099997.', ['national-id-1']],
    ['Meldt av 179120 99997 i går.', ['national-id-1']],
    ['Ring 22 33 44 55.', ['phone-1']],
    ['Ring 912 34 567 eller 91234567.', ['phone-1']],
    ['Ring +47 912 34 567.', ['phone-1']],
    ['Ring +46 8 123 456 78.', ['phone-1']],
    ['Skriv til ola@hjemme.example.', ['email-1']],
    ['ola@hjemme.example eller 22334455', ['email-1', 'phone-1']],
  ])('%s', (text, keys) => {
    expect(found(text)).toEqual(keys);
  });

  it.each([
    'Eleven digits with wrong check digits: 17912099998.',
    'Arkivreferanse 26/22334455-7.',
    'Organisasjonsnummer 974 760 673.',
    'Dato 20261120.',
    '22 000 000 kroner.',
    'Konto 1234 56 78901.',
    '91234567-d179-761b-af29-caee410ec7d0',
    'https://example.no/saker/22334455',
    '15 av 55 bedrifter, 75 %.',
    '2026-11-20T06:00:00.000Z',
  ])('nothing in: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('does not ask twice of an address that belongs to a registered person', () => {
    expect(personalDataInReport(report('Skriv til Kari@vestdal.example.'), ['kari@vestdal.example'])).toEqual(
      [],
    );
  });

  it('shows where, and the same number once', () => {
    expect(personalDataInReport(report('Ring 22 33 44 55.', 'Telefon 22334455.'), [])).toEqual([
      {
        key: 'phone-1',
        kind: 'phone',
        written: '22334455',
        places: [
          { measure: 7, text: 'Ring 22 33 44 55.' },
          { measure: 7, text: 'Telefon 22334455.' },
        ],
      },
    ]);
  });
});
