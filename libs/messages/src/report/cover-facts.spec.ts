import { describe, expect, it } from '@jest/globals';
import type { ReportCover } from '#domain/report/status-report.js';
import { ownerFacts } from './cover-facts.js';
import { reportVoice } from './report-voice.js';

describe('what stands first in a report of whose it is', () => {
  const told = (cover: ReportCover | undefined, publisher?: string) =>
    ownerFacts(reportVoice('nb'), cover, publisher).map(({ label, words }) => `${label}: ${words}`);

  it('names the body and its unit, the case and who adopted the plan', () => {
    const cover: ReportCover = {
      unit: 'Beredskapsavdelingen',
      caseNumber: '26/4711',
      adoptedBy: { kind: 'body', body: 'kommunestyret', meetingDate: '2026-03-12', caseNumber: '14/26' },
    };
    expect(told(cover, 'Vestdal kommune')).toEqual([
      'Virksomhet: Vestdal kommune, Beredskapsavdelingen',
      'Saksnummer: 26/4711',
      expect.stringMatching(/^Planen er vedtatt av: Kommunestyret.*14\/26/u),
    ]);
  });

  it('leaves out what is not known, and an address that stands in for a name', () => {
    expect(told(undefined, 'kvittert.vestdal.no')).toEqual([]);
    expect(told({ unit: 'Vestdal kommune' }, 'Vestdal kommune')).toEqual(['Virksomhet: Vestdal kommune']);
  });
});
