import { describe, expect, it } from '@jest/globals';
import { reportNotificationKinds } from '#domain/report/report-notifications.js';
import type { ReportNotificationFacts } from '#domain/message/message-facts.js';
import { shownBlocks } from './shown-blocks.js';
import { notificationMessage } from './notification-message.js';

const to = { locale: 'nb', publicUrl: 'https://kvittert.example' } as const;

function facts(over: Partial<ReportNotificationFacts> = {}): ReportNotificationFacts {
  return {
    kind: 'report-question',
    planNumber: 2,
    planTitle: 'Vannutbruddet i Vestdal',
    number: 3,
    questions: [{ number: 4, text: 'Hva venter dere på?' }],
    unanswered: 1,
    today: '2026-11-24',
    restricted: false,
    ...over,
  };
}

const shown = (given: ReportNotificationFacts): string =>
  shownBlocks(notificationMessage([given], to).blocks);

describe('told at once of a report', () => {
  it('puts the question to the one who is asked', () => {
    expect(shown(facts({ comment: 'Vi trenger svar før møtet.' }))).toBe(
      [
        '*Ledelsen spør deg om statusrapport 3.*',
        'Ledelsen skriver: «Vi trenger svar før møtet.»',
        'Spørsmål 4: «Hva venter dere på?»',
        'Åpne rapporten og svar der.',
        'Vannutbruddet i Vestdal',
        '[Åpne]',
      ].join('\n'),
    );
    expect(JSON.stringify(notificationMessage([facts()], to).blocks)).toContain(
      '"url":"https://kvittert.example/planer/2/rapporter/3"',
    );
  });

  it('gives who asked the answer, and says whether the report is theirs again', () => {
    const questions = [{ number: 4, text: 'Hva venter dere på?', answer: 'Utstyret.' }];
    const answered = facts({ kind: 'report-answered', questions });
    expect(shown({ ...answered, unanswered: 2 })).toContain(
      'Spørsmål 4: «Hva venter dere på?» Svar: «Utstyret.»\n2 spørsmål venter fortsatt på svar.',
    );
    expect(shown({ ...answered, unanswered: 0 })).toContain('Alle spørsmål er besvart.');
  });

  it('gives the new reporting date to those who were asked, why, and what to do', () => {
    const moved = facts({
      kind: 'report-date-moved',
      questions: [],
      unanswered: 0,
      answerBy: '2026-12-01',
      comment: 'Ledermøtet er flyttet.',
    });
    expect(shown(moved)).toBe(
      [
        '*Fristen for å svare til statusrapport 3 er flyttet til 1. desember.*',
        'Sekretariatet skriver: «Ledermøtet er flyttet.»',
        'Meld status på punktene dine innen da, hvis du ikke har gjort det.',
        'Vannutbruddet i Vestdal',
        '[Åpne]',
      ].join('\n'),
    );
    const { blocks } = notificationMessage([moved], to);
    expect(JSON.stringify(blocks)).toContain('"url":"https://kvittert.example/"');
    expect(shown({ ...moved, restricted: true })).not.toContain('Ledermøtet');
  });

  it('says what a new version corrects', () => {
    const correction = { what: 'Tiltak 1 sto som forsinket.', why: 'Fristen var ført feil.' };
    for (const kind of ['report-released', 'report-corrected'] as const) {
      expect(shown(facts({ kind, questions: [], correction }))).toContain(
        'Rettelsen: «Tiltak 1 sto som forsinket.» Begrunnelse: «Fristen var ført feil.»',
      );
    }
  });

  it('has words for everything, and none of people’s own where something in the plan is restricted', () => {
    for (const kind of reportNotificationKinds) {
      const { text, blocks } = notificationMessage(
        [
          facts({
            kind,
            questions: [{ number: 4, text: 'Er pumpen svak?', answer: 'Pumpen er skiftet.' }],
            comment: 'Fordi pumpen er svak',
            correction: { what: 'Pumpen', why: 'Pumpen' },
            restricted: true,
          }),
        ],
        to,
      );
      expect(text).toMatch(/^[A-ZÆØÅ].*\.$/);
      expect(text).toMatch(/[Ss]tatusrapport 3/);
      expect(text).not.toMatch(/[{}!]|undefined/);
      expect(JSON.stringify([text, blocks])).not.toMatch(/pumpen/i);
    }
  });
});
