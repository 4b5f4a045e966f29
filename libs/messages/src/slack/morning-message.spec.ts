import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { obligationKinds } from '#domain/follow-up/follow-up-facts.js';
import type { MorningEntry, MorningMessageFacts } from '#domain/message/message-facts.js';
import { morningMessage, shownEntries } from './morning-message.js';
import { slackLimits } from './mrkdwn.js';
import { shownBlocks } from './shown-blocks.js';

const to = { locale: 'nb', publicUrl: 'https://kvittert.example/' } as const;
const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

function entry(over: Partial<MorningEntry> & Pick<MorningEntry, 'kind' | 'number'>): MorningEntry {
  return {
    measureId: uuid(1),
    itemId: uuid(2),
    planNumber: 1,
    title: 'Vaktliste for vannverket',
    planTitle: 'Vannutbruddet i Vestdal',
    restricted: false,
    ...over,
  };
}

const late = entry({
  kind: 'deadline-passed',
  number: '7.1',
  title: 'Prøvepunkter på hovedledningen',
  deadline: { inForce: '2026-11-13', original: '2026-10-01', moves: 1 },
  nextEscalation: { on: '2026-11-27', to: 'party-leader', title: 'driftssjefen' },
});
const today = entry({
  kind: 'deadline-today',
  number: '3.2',
  deadline: { inForce: '2026-11-20', original: '2026-11-20', moves: 0 },
});
const wanted = entry({
  kind: 'report-update',
  number: '11.1',
  lastHeardOn: '2026-09-02',
  answerBy: '2026-12-04',
});

function facts(
  entries: readonly MorningEntry[],
  over: Partial<MorningMessageFacts> = {},
): MorningMessageFacts {
  return {
    personFirstName: 'Kari',
    date: '2026-11-20',
    entries,
    whyYou: [{ role: 'contact', partyName: 'Vestdal kommune' }],
    ...over,
  };
}

const shown = (given: MorningMessageFacts): string => shownBlocks(morningMessage(given, to).blocks);

const reportAbsence = '<https://kvittert.example/fravaer|Meld fravær>';

describe('the morning message', () => {
  it('says what waits, as it was given, with the next step and its buttons', () => {
    expect(shown(facts([late, today, wanted]))).toBe(
      [
        '*God morgen, Kari. Tre punkter venter på Vestdal kommune.*',
        '*7 dager over fristen* · *Punkt 7.1 – Prøvepunkter på hovedledningen* (Vannutbruddet i Vestdal)',
        'Fristen var 13. november (opprinnelig 1. oktober, utsatt én gang). 27. november får driftssjefen beskjed.',
        '[Ferdig] [Meld status] [Be om utsettelse] [Åpne]',
        '*Frist i dag* · *Punkt 3.2 – Vaktliste for vannverket* (Vannutbruddet i Vestdal)',
        '[Ferdig] [Meld status] [Be om utsettelse] [Åpne]',
        '*Rapporteringsfrist 4. desember* · Dere har ikke oppdatert *punkt 11.1* siden 2. september.',
        '[Meld status] [Åpne]',
        `_Du får denne meldingen fordi du er kontaktperson for Vestdal kommune._ ${reportAbsence}`,
      ].join('\n'),
    );
  });

  it('names the report’s date beside a deadline of the same item, and asks once', () => {
    expect(shown(facts([{ ...today, answerBy: '2026-12-04' }]))).toContain(
      'Meld status innen 4. desember, så kommer den med i statusrapporten.',
    );
  });

  it('says first which reports wait for the reader, by number and link', () => {
    const reports = [
      {
        kind: 'report-acknowledgement-wanted',
        planNumber: 1,
        planTitle: 'Vannutbruddet i Vestdal',
        number: 3,
      },
      {
        kind: 'report-answer-wanted',
        planNumber: 1,
        planTitle: 'Vannutbruddet i Vestdal',
        number: 3,
        question: 2,
      },
    ] as const;
    expect(shown(facts([today], { reports, whyYou: [] }))).toBe(
      [
        '*God morgen, Kari. Tre saker venter på deg.*',
        '*Venter på ledelsen · Statusrapport 3 (Vannutbruddet i Vestdal)*',
        'Ta rapporten til etterretning, eller send den tilbake med spørsmål.',
        '<https://kvittert.example/planer/1/rapporter/3|Åpne>',
        '*Venter på svar fra deg · Spørsmål 2 til statusrapport 3 (Vannutbruddet i Vestdal)*',
        'Ledelsen har spurt. Svar i rapporten.',
        '<https://kvittert.example/planer/1/rapporter/3|Åpne>',
        '*Frist i dag* · *Punkt 3.2 – Vaktliste for vannverket* (Vannutbruddet i Vestdal)',
        '[Ferdig] [Meld status] [Be om utsettelse] [Åpne]',
      ].join('\n'),
    );
  });

  it('has a fallback text that says the same in short', () => {
    expect(morningMessage(facts([late, wanted]), to).text).toBe(
      [
        'God morgen, Kari. To punkter venter på Vestdal kommune.',
        '7 dager over fristen · Punkt 7.1 – Prøvepunkter på hovedledningen (Vannutbruddet i Vestdal)',
        'Rapporteringsfrist 4. desember · Punkt 11.1 – Vaktliste for vannverket (Vannutbruddet i Vestdal)',
      ].join('\n'),
    );
  });

  it('links each item to its measure’s page and names ids only in the buttons', () => {
    const [, , actions] = morningMessage(facts([late]), to).blocks as { elements?: object[] }[];
    expect(actions?.elements).toEqual([
      expect.objectContaining({
        action_id: 'kvittert_done',
        value: JSON.stringify({ measureId: uuid(1), itemId: uuid(2) }),
        accessibility_label: 'Ferdig: punkt 7.1',
      }),
      expect.objectContaining({ action_id: 'kvittert_status' }),
      expect.objectContaining({ action_id: 'kvittert_extend' }),
      expect.objectContaining({
        action_id: 'kvittert_open',
        url: 'https://kvittert.example/planer/1/tiltak/7#punkt-7.1',
      }),
    ]);
  });

  it('says that an extension is asked for, and offers no second request', () => {
    const extension = { to: '2027-01-15', askedOn: '2026-11-18' };
    expect(shown(facts([{ ...late, extension }]))).toBe(
      [
        '*God morgen, Kari. Ett punkt venter på Vestdal kommune.*',
        '*7 dager over fristen* · *Punkt 7.1 – Prøvepunkter på hovedledningen* (Vannutbruddet i Vestdal)',
        'Fristen var 13. november (opprinnelig 1. oktober, utsatt én gang). Du har bedt om utsettelse til 15. januar 2027. 27. november får driftssjefen beskjed.',
        '[Ferdig] [Meld status] [Åpne]',
        `_Du får denne meldingen fordi du er kontaktperson for Vestdal kommune._ ${reportAbsence}`,
      ].join('\n'),
    );
    const asked = { ...late, kind: 'extension-open', extension, partyName: 'Vestdal kommune' } as const;
    const { nextEscalation: _next, ...waiting } = asked;
    expect(shown(facts([waiting], { whyYou: [{ role: 'who-may-answer' }] }))).toBe(
      [
        '*God morgen, Kari. Ett punkt venter på deg.*',
        '*Venter på svar om utsettelse* · *Punkt 7.1 – Prøvepunkter på hovedledningen* (Vannutbruddet i Vestdal)',
        'Ansvarlig: Vestdal kommune. Fristen var 13. november (opprinnelig 1. oktober, utsatt én gang). Innvilg eller avslå: 18. november ble det bedt om utsettelse til 15. januar 2027.',
        '[Innvilg] [Innvilg annen dato] [Avslå] [Åpne]',
        `_Du får denne meldingen fordi du er den som svarer på utsettelser._ ${reportAbsence}`,
      ].join('\n'),
    );
  });

  it('says in whose place a deputy gets it', () => {
    expect(shown(facts([{ ...today, standsInFor: 'Ola Hansen' }]))).toContain(
      'Du får denne som stedfortreder for Ola Hansen.',
    );
  });

  it('says what became of an item that was done after it was sent, without buttons', () => {
    const settled = { as: 'reported-done', at: '2026-11-20T07:14:00.000Z', byYou: true } as const;
    expect(shown(facts([{ ...late, settled }, today]))).toBe(
      [
        '*God morgen, Kari. Ett punkt venter på Vestdal kommune.*',
        '*Punkt 7.1 – Prøvepunkter på hovedledningen* (Vannutbruddet i Vestdal)',
        '✓ Meldt ferdig av deg kl. 08.14, venter på utkvittering',
        '*Frist i dag* · *Punkt 3.2 – Vaktliste for vannverket* (Vannutbruddet i Vestdal)',
        '[Ferdig] [Meld status] [Be om utsettelse] [Åpne]',
        `_Du får denne meldingen fordi du er kontaktperson for Vestdal kommune._ ${reportAbsence}`,
      ].join('\n'),
    );
  });

  it('says that nothing waits any more when the last is done, with the day when it was another', () => {
    const settled = { as: 'signed-off', at: '2026-11-22T23:30:00.000Z', byYou: false } as const;
    expect(shown(facts([{ ...today, settled }]))).toContain(
      '*God morgen, Kari. Ingenting i denne meldingen venter lenger.*\n' +
        '*Punkt 3.2 – Vaktliste for vannverket* (Vannutbruddet i Vestdal)\n' +
        '✓ Kvittert ut 23. november kl. 00.30',
    );
  });

  it('shows number and link only of a restricted item, nowhere its title or plan', () => {
    const secret = { ...late, restricted: true, title: 'Sårbarhet i pumpehus', planTitle: 'Hemmelig plan' };
    const settled = { as: 'reported-done', at: '2026-11-20T07:14:00.000Z', byYou: true } as const;
    for (const given of [secret, { ...secret, settled }]) {
      const message = morningMessage(facts([given]), to);
      expect(JSON.stringify(message)).not.toMatch(/Sårbarhet|Hemmelig|driftssjefen|13\. november/);
      expect(JSON.stringify(message)).toContain('Punkt 7.1');
    }
    expect(shown(facts([secret]))).toContain(
      '*Punkt 7.1* · Unntatt offentlighet. Åpne saken for å se den.\n[Åpne]',
    );
  });

  it('shows the first and says how many more there are', () => {
    const many = Array.from({ length: 26 }, (_, index) =>
      entry({
        kind: 'deadline-passed',
        number: `${index + 1}.1`,
        deadline: {
          inForce: `2026-10-${String(index + 1).padStart(2, '0')}`,
          original: '2026-10-01',
          moves: 0,
        },
      }),
    );
    const text = shown(facts(many));
    expect(text).toContain('*God morgen, Kari. 26 punkter venter på Vestdal kommune.*');
    expect(text).toContain('… og 14 til. <https://kvittert.example/|Åpne alle>');
    expect(text).toContain('*50 dager over fristen* · *Punkt 1.1');
    expect(text).not.toContain('Punkt 13.1');
  });

  it('lets no text of a person become a mention, a link or bold that ends early', () => {
    const text = shown(
      facts([{ ...today, title: 'Se <!channel> & <https://evil.example|her>\n*nå*' }], {
        personFirstName: '<@U1>',
      }),
    );
    expect(text).toContain('*Punkt 3.2 – Se &lt;!channel&gt; &amp; &lt;https://evil.example|her&gt; ∗nå∗*');
    expect(text).toContain('God morgen, &lt;@U1&gt;.');
  });

  it('speaks of the party to one who is not its contact person', () => {
    const text = shown(
      facts(
        [
          { ...wanted, partyName: 'Fjell kommune' },
          { ...today, partyName: 'Fjell kommune' },
        ],
        {
          whyYou: [{ role: 'case-officer' }],
        },
      ),
    );
    expect(text).toContain('To punkter venter på deg.');
    expect(text).toContain('Fjell kommune har ikke oppdatert *punkt 11.1* siden 2. september.');
    expect(text).toContain('Ansvarlig: Fjell kommune.');
    expect(text).toContain('_Du får denne meldingen fordi du er saksbehandler for planen._');
  });

  it('tells a leader what is stuck, with nothing to press but Åpne', () => {
    expect(
      shown(
        facts([{ ...late, kind: 'late-told-leader', partyName: 'Vestdal kommune' }], {
          whyYou: [{ role: 'party-leader', partyName: 'Vestdal kommune' }],
        }),
      ),
    ).toBe(
      [
        '*God morgen, Kari. Ett punkt bør du kjenne til.*',
        '*7 dager over fristen* · *Punkt 7.1 – Prøvepunkter på hovedledningen* (Vannutbruddet i Vestdal)',
        'Ansvarlig: Vestdal kommune. Fristen var 13. november (opprinnelig 1. oktober, utsatt én gang). Du får vite det som leder.',
        '[Åpne]',
        `_Du får denne meldingen fordi du er leder for Vestdal kommune._ ${reportAbsence}`,
      ].join('\n'),
    );
  });

  it('writes the year when it is another, and how far off a deadline is', () => {
    const ahead = { ...today, kind: 'deadline-ahead' } as const;
    const text = shown(
      facts([
        { ...ahead, number: '1.1', deadline: { inForce: '2027-01-04', original: '2027-01-04', moves: 0 } },
        { ...ahead, number: '2.1', deadline: { inForce: '2026-11-21', original: '2026-12-01', moves: 2 } },
      ]),
    );
    expect(text).toContain('*Frist om 45 dager* · *Punkt 1.1');
    expect(text).toContain('Fristen er 4. januar 2027.');
    expect(text).toContain('*Frist i morgen* · *Punkt 2.1');
    expect(text).toContain('Fristen er 21. november (opprinnelig 1. desember, flyttet to ganger).');
  });

  it('keeps Slack’s limits whatever it is given', () => {
    const text = fc.string({ maxLength: 5000, unit: 'grapheme' });
    const anyEntry: fc.Arbitrary<MorningEntry> = fc
      .record({
        kind: fc.constantFrom(...obligationKinds),
        title: text,
        planTitle: text,
        restricted: fc.boolean(),
        moves: fc.nat(30),
        partyName: text,
        offset: fc.integer({ min: 1, max: 28 }),
        number: fc.nat(99_999),
      })
      .map(({ moves, offset, number, ...rest }) =>
        entry({
          ...rest,
          number: `${number}.1`,
          deadline: { inForce: `2026-02-${String(offset).padStart(2, '0')}`, original: '2026-01-01', moves },
        }),
      );
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 40 }), text, (entries, name) => {
        const { blocks } = morningMessage(facts(entries, { personFirstName: name }), to);
        expect(blocks.length).toBeLessThanOrEqual(slackLimits.blocks);
        for (const block of blocks as {
          text?: { text: string };
          elements?: { text?: { text: string } }[];
        }[]) {
          expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(slackLimits.sectionText);
          for (const element of block.elements ?? []) {
            expect(element.text?.text?.length ?? 0).toBeLessThanOrEqual(slackLimits.buttonText);
          }
        }
        expect(
          blocks.filter((block) => (block as { type: string }).type === 'actions').length,
        ).toBeLessThanOrEqual(shownEntries);
      }),
      { numRuns: 60 },
    );
  });
});
