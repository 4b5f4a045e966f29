import { describe, expect, it } from '@jest/globals';
import { readingLimits } from '../reading/limits.js';
import { readText } from '../reading/text-reader.js';
import { recognise } from './recognise.js';

/** Forms as they are met outside the five documents we know: each invented, each a few lines. */
function read(text: string) {
  const document = readText(new TextEncoder().encode(text), readingLimits);
  return recognise(document, '2026-11-22');
}

function found(text: string) {
  return read(text).measures.map(({ numbers, text: what }) => `${numbers.join('+')}|${what}`);
}

describe('numbered recommendations', () => {
  it('under a heading with its own number, also with brackets', () => {
    expect(
      found(`Evaluering av flommen i Elvdal

6 Hendelsen

1) Vannet steg om natten.
2) Veien ble stengt.

7 Anbefalinger

1) Kommunen bør lage en plan for evakuering av
sentrum.
2) Brannvesenet bør øve på kveldstid.

8 Vedlegg

1) Kart over området`),
    ).toEqual([
      '1|Kommunen bør lage en plan for evakuering av sentrum.',
      '2|Brannvesenet bør øve på kveldstid.',
    ]);
  });

  it('that carry their own label, with the text on the same line', () => {
    expect(
      found(`Vurderinger

Vaktordningen var ukjent for de fleste.

Anbefaling 1: Gjør vaktordningen kjent for alle ansatte.

Det var også uklart hvem som ledet.

Anbefaling 2: Utpek en leder for hver vakt.

Anbefaling 3 – Øv på overlevering ved vaktskifte.`),
    ).toEqual([
      '1|Gjør vaktordningen kjent for alle ansatte.',
      '2|Utpek en leder for hver vakt.',
      '3|Øv på overlevering ved vaktskifte.',
    ]);
  });

  it('that carry a code', () => {
    expect(
      found(`Recommendations

R1. The harbour authority should replace the alarm.
R2. The pilots should train with the new radio every year.
R3. The ministry should publish the risk maps.`),
    ).toEqual([
      'R1|The harbour authority should replace the alarm.',
      'R2|The pilots should train with the new radio every year.',
      'R3|The ministry should publish the risk maps.',
    ]);
  });

  it('in nynorsk, Danish and Swedish', () => {
    expect(
      found('Tilrådingar\n\n1. Kommunen bør øve oftare.\n2. Skulane bør få eigne planar.\n'),
    ).toHaveLength(2);
    expect(found('Tilråding 1: Skaff naudstraum.\n\nTilråding 2: Test naudstraumen kvart år.\n')).toEqual([
      '1|Skaff naudstraum.',
      '2|Test naudstraumen kvart år.',
    ]);
    expect(
      found('Anbefalinger\n\n1. Styrelsen bør opdatere planen.\n2. Regionerne bør øve sammen.\n'),
    ).toHaveLength(2);
    expect(
      found('Rekommendationer\n\n1. Myndigheten bör se över planen.\n2. Regionen bör öva varje år.\n'),
    ).toHaveLength(2);
  });

  it('whose numbers run on under headings that are themes', () => {
    const { measures } = read(`Anbefalinger

Varsling

1. Lag én felles varslingsliste.
2. Prøv varslingen hvert kvartal.

Ledelse

3. Avklar hvem som leder første døgn.

Vedlegg

Intervjuguide og kart.`);
    expect(measures.map(({ numbers, theme }) => `${numbers[0]} ${theme}`)).toEqual([
      '1 Varsling',
      '2 Varsling',
      '3 Ledelse',
    ]);
  });

  it('with parts, owner and deadline on lines of their own', () => {
    const { measures } = read(`Forslag til tiltak

1. Skaff nødstrøm til pumpehuset:
   a) bestill aggregat
   b) avtal drivstoff
Ansvarlig: Vestdal kommune, Kraftlaget
Frist: innen utgangen av 2027

2. Øv på strømbrudd.
Ansvarlig: Beredskapsrådet
Frist: 1. mars 2027`);
    expect(measures).toMatchObject([
      {
        numbers: ['1'],
        text: 'Skaff nødstrøm til pumpehuset:',
        responsible: ['Vestdal kommune', 'Kraftlaget'],
        deadline: { on: '2027-12-31', words: 'innen utgangen av 2027' },
        items: [{ text: 'bestill aggregat' }, { text: 'avtal drivstoff' }],
      },
      { numbers: ['2'], responsible: ['Beredskapsrådet'], deadline: { on: '2027-03-01' }, items: [] },
    ]);
  });

  it('as bullets without numbers', () => {
    expect(
      found(`Våre råd til kommunen

• Lag en liste over dem som bor alene.
• Kartlegg hvilke veier som tåler tungtransport.
• Øv på evakuering av sykehjemmet.`),
    ).toEqual([
      '|Lag en liste over dem som bor alene.',
      '|Kartlegg hvilke veier som tåler tungtransport.',
      '|Øv på evakuering av sykehjemmet.',
    ]);
  });

  it('keeps the chapter and leaves the summary that says the same in fewer words', () => {
    expect(
      found(`Sammendrag

Anbefalinger i korthet

1. Nødstrøm til vannverket
2. Øvelser med nabokommunene

Kapittel 5 Anbefalinger

1. Kommunen bør skaffe nødstrøm til vannverket, slik at pumpene går i minst tre døgn uten linje.
2. Kommunen bør avtale årlige øvelser med nabokommunene om felles bruk av tankbiler og personell.`),
    ).toEqual([
      '1|Kommunen bør skaffe nødstrøm til vannverket, slik at pumpene går i minst tre døgn uten linje.',
      '2|Kommunen bør avtale årlige øvelser med nabokommunene om felles bruk av tankbiler og personell.',
    ]);
  });

  it('over a page break, with a heading in the middle of nothing', () => {
    expect(
      found(
        'Læringspunkter\n\n1. Bruk samband fra første minutt, også når telefonen\n\fvirker som den skal.\n2. Skriv logg.',
      ),
    ).toEqual(['1|Bruk samband fra første minutt, også når telefonen virker som den skal.', '2|Skriv logg.']);
  });
});

describe('text pasted without space between its parts', () => {
  it('has its headings all the same', () => {
    expect(
      found(`Om flommen
Vannet steg raskt den natten, og de som hadde vakt, fikk mange meldinger på kort
tid. Flere veier ble stengt.
Anbefalinger
1. Kommunen bør lage én felles liste over dem som skal varsles når vannet stiger
over veien.
2. Vaktlagene bør øve.
Metode
Vi snakket med elleve personer fra kommunen og fylket, og leste loggene fra natten.`),
    ).toEqual([
      '1|Kommunen bør lage én felles liste over dem som skal varsles når vannet stiger over veien.',
      '2|Vaktlagene bør øve.',
    ]);
  });
});

describe('prose that recommends', () => {
  it('under a heading', () => {
    expect(
      found(`Vurderinger og anbefalinger

Brannvesenet kom raskt. Vi anbefaler at kommunen anskaffer to pumper til. Pumpene må kunne flyttes.

Varslingen sviktet. Vi anbefaler å prøve varslingen hvert år.`),
    ).toEqual([
      '|Vi anbefaler at kommunen anskaffer to pumper til.',
      '|Vi anbefaler å prøve varslingen hvert år.',
    ]);
  });

  it('in running text, only where it says so in many words', () => {
    expect(
      found(`Strømbruddet varte i ni timer.

The review team recommends that the region buys two mobile generators. The generators are old.

The crisis staff should have met earlier. We recommend that staff are called in within one hour.`),
    ).toEqual([
      '|The review team recommends that the region buys two mobile generators.',
      '|We recommend that staff are called in within one hour.',
    ]);
  });
});

describe('commitments', () => {
  it('under a line that says who will', () => {
    const { measures } = read(`4.2 Beredskap

Samfunnet er sårbart. Departementet skal:

– etablere et register over fagfolk
– vurdere om loven bør endres innen utgangen av 2027

4.3 Økonomi

The Ministry of Health will:

• publish yearly figures
• report to Parliament`);
    expect(measures.map(({ section, responsible, text }) => [section, responsible[0], text])).toEqual([
      ['4.2', 'Departementet', 'etablere et register over fagfolk'],
      ['4.2', 'Departementet', 'vurdere om loven bør endres innen utgangen av 2027'],
      ['4.3', 'The Ministry of Health', 'publish yearly figures'],
      ['4.3', 'The Ministry of Health', 'report to Parliament'],
    ]);
    expect(measures[1]?.deadline).toEqual({ words: 'innen utgangen av 2027', on: '2027-12-31' });
  });

  it('nobody makes by describing a thing', () => {
    expect(found('Ny ordning skal:\n\n• gi bedre oversikt\n• være enkel å bruke')).toEqual([]);
  });
});

describe('tables', () => {
  it('kept apart by tabs, in another order and language', () => {
    const { measures } = read(
      'Owner\tDue date\tRecommendation\tNo\nHarbour office\t31 March 2027\tReplace the alarm.\t1\nPilots; Coast guard\tQ2 2027\tTrain together.\t2\n',
    );
    expect(measures).toMatchObject([
      {
        numbers: ['1'],
        text: 'Replace the alarm.',
        responsible: ['Harbour office'],
        deadline: { on: '2027-03-31' },
      },
      { numbers: ['2'], responsible: ['Pilots', 'Coast guard'], deadline: { on: '2027-06-30' } },
    ]);
  });

  it('kept apart by pipes, with a title beside the description', () => {
    const { measures } = read(`| Nr | Tiltak | Beskrivelse | Hovedansvarlig | Frist |
| --- | --- | --- | --- | --- |
| 1 | Nødstrøm | Skaff aggregat til pumpehuset. | Teknisk etat | 1. halvår 2027 |
| 2 | Øvelse | Øv på strømbrudd med nabokommunene. | Beredskapsrådet og Kraftlaget | fortløpende |`);
    expect(measures).toMatchObject([
      {
        numbers: ['1'],
        title: 'Nødstrøm',
        text: 'Skaff aggregat til pumpehuset.',
        deadline: { on: '2027-06-30' },
      },
      { numbers: ['2'], responsible: ['Beredskapsrådet', 'Kraftlaget'], deadline: { words: 'fortløpende' } },
    ]);
  });

  it('that lost their columns, with dates and states in the cells', () => {
    const { measures } = read(`Oppfølging

Nr Tiltak Ansvarlig Frist Status

1 Lage varslingsplan for helger og netter, og gjøre den kjent for alle
som har vakt.
Beredskapskontoret
01.06.2027
Under arbeid
2 Skaffe to tankbiler.
Teknisk etat
Brannvesenet
ved utgangen av 2027
Nr Tiltak Ansvarlig Frist Status
3 Øve på overlevering mellom vaktlag.
Helse Vestdal HF
2. kvartal 2027
Ikke startet`);
    expect(measures).toMatchObject([
      {
        numbers: ['1'],
        text: 'Lage varslingsplan for helger og netter, og gjøre den kjent for alle som har vakt.',
        responsible: ['Beredskapskontoret'],
        deadline: { on: '2027-06-01' },
        status: 'Under arbeid',
      },
      { numbers: ['2'], responsible: ['Teknisk etat', 'Brannvesenet'], deadline: { on: '2027-12-31' } },
      {
        numbers: ['3'],
        responsible: ['Helse Vestdal HF'],
        deadline: { on: '2027-06-30' },
        status: 'Ikke startet',
      },
    ]);
  });

  it('with the owner before the text', () => {
    const { measures } = read(`No Responsible Action

1 Harbour office
Replace the alarm on the north pier before the next season begins.
2 Pilots
Train with the new radio at least twice every year.`);
    expect(measures).toMatchObject([
      {
        numbers: ['1'],
        responsible: ['Harbour office'],
        text: 'Replace the alarm on the north pier before the next season begins.',
      },
      {
        numbers: ['2'],
        responsible: ['Pilots'],
        text: 'Train with the new radio at least twice every year.',
      },
    ]);
  });

  it('of people or dates are none of ours', () => {
    expect(found('Navn\tRolle\tEnhet\nKari\tLeder\tTeknisk\nOla\tVakt\tHelse\n')).toEqual([]);
    expect(found('Dato Hva\n\n01.02.26 Første møte\n03.03.26 Høring\n')).toEqual([]);
  });
});

describe('a status summary', () => {
  it('of another plan, in English', () => {
    const { measures, goals } = read(`Main goal 1: Safe water

• Sub-goal 1 was to protect every well. It is reached.

Alarms

• Measure 1 was to replace the alarm. It is done.
• Measures 2 and 3 were to train the crews. Half of them have been trained.

Wells

• Measure 4 was to test the wells. The work has these parts:
• Northern wells: tested.
• Southern wells: not tested.
• Measure 5 was to report. It was never commissioned.`);
    expect(goals).toMatchObject([{ number: '1', mainGoal: 'Main goal 1: Safe water' }]);
    expect(measures.map(({ numbers, theme, items }) => [numbers.join('+'), theme, items.length])).toEqual([
      ['1', 'Alarms', 0],
      ['2+3', 'Alarms', 0],
      ['4', 'Wells', 2],
      ['5', 'Wells', 0],
    ]);
  });
});

describe('a document without recommendations', () => {
  it.each([
    [
      'minutes',
      'Møtereferat\n\n1. Godkjenning av innkalling\n2. Orientering om budsjett\n3. Eventuelt\n\nMøtet ble hevet kl. 14.',
    ],
    [
      'a news story',
      'Ny bro åpnet\n\nBroen ble åpnet lørdag. Ordføreren takket alle som har bidratt. Den nye broen skal gi kortere vei til skolen.',
    ],
    ['a manual', 'Slik gjør du det\n\n1. Slå av strømmen.\n2. Løsne skruene.\n3. Bytt filter.'],
    ['a programme', 'Program\n\n• Åpning ved leder\n• Foredrag om vannkvalitet\n• Lunsj'],
    [
      'what has been done',
      'Gjennomførte tiltak\n\n• Kommunen kjøpte aggregat i fjor.\n• Planen ble oppdatert i mars.',
    ],
  ])('gives none, and says so: %s', (_, text) => {
    const { measures, warnings } = read(text);
    expect(measures).toEqual([]);
    expect(warnings).toContainEqual({ kind: 'no-recommendations' });
  });
});

describe('warnings', () => {
  it('a gap, an owner missing, a deadline that has passed, and more than one thing to do', () => {
    const { warnings } = read(`Anbefalinger

1. Kommunen bør øve innen 1. mai 2024.
2. Kommunen bør lage plan. Planen bør øves. Brannvesenet må delta.
4. Det bør kjøpes pumper.`);
    expect(warnings).toMatchObject([
      { kind: 'no-owner', count: 1, total: 3 },
      { kind: 'number-gap', missing: ['3'] },
      { kind: 'deadline-past', number: '1', deadline: '2024-05-01' },
      {
        kind: 'compound',
        number: '2',
        proposedItems: ['Kommunen bør lage plan.', 'Planen bør øves.', 'Brannvesenet må delta.'],
      },
    ]);
  });
});
