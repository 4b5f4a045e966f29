import { describe, expect, it } from '@jest/globals';
import { readBytes } from '../reading/read-bytes.js';
import { recognise } from './recognise.js';
import { measureHeaderWords } from './vocabulary.js';

/** Forms under words that no list has: each invented, some with words that mean nothing. */
async function read(text: string, name = 'rapport.txt') {
  const document = await readBytes({ name, bytes: new TextEncoder().encode(text) }, measureHeaderWords);
  return recognise(document, '2026-11-30');
}

async function told(text: string, name?: string) {
  const { measures } = await read(text, name);
  return measures.map(
    ({ numbers, text: what, responsible, deadline }) =>
      `${numbers.join('+')}|${what}|${responsible.join(' & ')}|${deadline?.on ?? ''}`,
  );
}

const three = `1. Nordøy kommune bør merke hydrantene på nytt.

2. Kystverket må skifte lyktene innen 1. mai 2027.

3. Det bør skrives en oversikt over tolkene.`;

describe('the same three sentences', () => {
  it.each([
    'Knurredask',
    'Hva sitter vi igjen med?',
    'Til ettertanke for alle',
    'Litt om framtiden',
    'Drøfting',
    'Vår tanke om saken',
    '4 Grumsefjell og omegn',
    'Det vi savner',
  ])('under “%s”', async (heading) => {
    expect(await told(`${heading}\n\n${three}`)).toEqual([
      '1|Nordøy kommune bør merke hydrantene på nytt.|Nordøy kommune|',
      '2|Kystverket må skifte lyktene innen 1. mai 2027.|Kystverket|2027-05-01',
      '3|Det bør skrives en oversikt over tolkene.||',
    ]);
  });

  it.each([
    ['Etter dette er vår bønn til havnesjefen å:', 'havnesjefen'],
    ['Granskerne vil be Mattilsynet om å:', 'Mattilsynet'],
    ['Det er nå på tide å:', ''],
    ['Slik kan Nordøy kommune komme videre:', ''],
    ['Rådmannen i Elvdal burde:', 'Rådmannen i Elvdal'],
  ])('after “%s”', async (lead, owner) => {
    expect(
      await told(
        `5 Samlet syn\n\n${lead}\n\n• merke hydrantene på nytt\n• skifte lyktene på kaien\n• skrive ned hvem som kan tolke`,
      ),
    ).toEqual([
      `|merke hydrantene på nytt|${owner}|`,
      `|skifte lyktene på kaien|${owner}|`,
      `|skrive ned hvem som kan tolke|${owner}|`,
    ]);
  });
});

describe('lists', () => {
  it('in a box that only its caption names', async () => {
    expect(
      await told(
        `3 Brann\n\nVi var på tre kaier.\n\nBoks 3.2 Panelets tilrådinger\n\n• Havnevesenet bør ha slukkevann på begge sider.\n• Kystverket bør trykke nye kart.`,
      ),
    ).toEqual([
      '|Havnevesenet bør ha slukkevann på begge sider.|Havnevesenet|',
      '|Kystverket bør trykke nye kart.|Kystverket|',
    ]);
  });

  it('each with its own lead; what was found is none', async () => {
    expect(
      await told(`Tilrådinger

Samtalene avdekket at

• to av fem biler mangler radio
• nøklene er borte.

Panelet ber Havnevesenet om å:

• bytte låsene
• prøve pumpene hvert år.

Panelet ber skoleeierne om å:

• trykke opp varslingskortene.`),
    ).toEqual([
      '|bytte låsene|Havnevesenet|',
      '|prøve pumpene hvert år.|Havnevesenet|',
      '|trykke opp varslingskortene.|skoleeierne|',
    ]);
  });

  it('under themes, from one lead', async () => {
    const { measures } = await read(`6 Slutning og tilrådingar

Revisjonen tilrår at Nordøy kommune:

Vatn

• skiftar ut pumpene
• lagar kart over kummane

Skule

• øver saman med elevane
• prøver alarmen kvar haust

7 Metode

Vi har snakka med ni elevar.`);
    expect(measures.map(({ theme, responsible }) => `${theme} ${responsible.join()}`)).toEqual([
      'Vatn Nordøy kommune',
      'Vatn Nordøy kommune',
      'Skule Nordøy kommune',
      'Skule Nordøy kommune',
    ]);
  });

  it.each([
    [
      'what happened',
      '3 Forløp og tiltak\n\n1. Fergen snudde klokken ni.\n\n2. Havnevakten flyttet til kaia.\n\n3. Skolen fikk hjelp av naboen.',
    ],
    ['what a thing is to be like', 'Den nye appen skal:\n\n• gi rask oversikt\n• være enkel å lese'],
    ['a reply', 'Høringssvar\n\nVi har lest forslaget.\n\nDepartementet bør vente med loven. Den er uklar.'],
    [
      'minutes',
      'Møtereferat\n\n4 Oppfølging av tiltak\n\nHavnesjefen orienterte om arbeidet. Rådet takket for innsatsen.',
    ],
    ['sums', 'Nr;Tiltak;Ansvarlig;Beløp\n1;Nye pumper;Havnesjefen;250 000\n2;Maling;Driftssjefen;90 000\n'],
  ])('that are none of ours: %s', async (_, text) => {
    expect(await told(text, text.includes(';Beløp') ? 'a.csv' : 'a.txt')).toEqual([]);
  });

  it('that may be something else are kept in doubt, not thrown away', async () => {
    const { measures, doubtful } = await read(
      'Grumsefjell\n\n• Flere tolker på natt\n• Bedre lys på kaien\n• Nye nøkler',
    );
    expect(measures).toEqual([]);
    expect(doubtful.length).toBeGreaterThan(0);
    expect(doubtful.every(({ confidence }) => confidence < 0.5)).toBe(true);
  });
});

describe('fields and numbers', () => {
  it('by any name, told by what stands under it', async () => {
    const { measures } = await read(`4 Tilrådinger

Grep G1: Nøkler

Iakttatt: Ingen visste hvor nøklene lå.

Flavel: Nøklene legges i et låst skap.

Snepp: Havnesjefen; Brannmesteren
Trulle: 1. oktober 2027

Grep G2: Vakt

Iakttatt: Det var én på vakt.

Flavel: Det settes opp to på hver vakt.

Snepp: Driftssjefen
Trulle: 1. september 2027`);
    expect(measures).toMatchObject([
      {
        numbers: ['G1'],
        title: 'Nøkler',
        responsible: ['Havnesjefen', 'Brannmesteren'],
        deadline: { on: '2027-10-01' },
      },
      { numbers: ['G2'], title: 'Vakt', responsible: ['Driftssjefen'], deadline: { on: '2027-09-01' } },
    ]);
  });

  it('without space between them', async () => {
    expect(
      await told(`Øving
Moment nr 1: Radio
Sett: Radioen var død.
Forslag: Prøve radioen hver morgen.
Eier: N4
Innen: 1. mars 2027
Moment nr 2: Mat
Sett: Maten kom sent.
Forslag: Avtale levering med kiosken.
Eier: KVAD
Innen: 1. juni 2027`),
    ).toEqual([
      '1|Prøve radioen hver morgen.|N4|2027-03-01',
      '2|Avtale levering med kiosken.|KVAD|2027-06-01',
    ]);
  });

  it('numbers on lines of their own, and after the text', async () => {
    expect(
      await told(`Recommendations

Harbour Storage LLC (2 Recommendations)

27/3-R1

Replace the lamps with lamps that can be seen in fog.

Status: Open - Waiting

27/3-R2

Write down who may open the gate.

Status: Closed - Done`),
    ).toEqual([
      '27/3-R1|Replace the lamps with lamps that can be seen in fog.|Harbour Storage LLC|',
      '27/3-R2|Write down who may open the gate.|Harbour Storage LLC|',
    ]);
    expect(
      await told(`Chapter 9: Recommendations

9.1  In this chapter I say what should change.

9.2  Few had a key. The Harbour Board should give one to each captain (Recommendation 1).

9.3  The Rail Regulator should inspect the bridge each spring (Recommendation 2).`),
    ).toEqual([
      '1|Few had a key. The Harbour Board should give one to each captain.|The Harbour Board|',
      '2|The Rail Regulator should inspect the bridge each spring.|The Rail Regulator|',
    ]);
  });

  it('one label, again and again', async () => {
    expect(
      await told(`5.2 Ansvar

Panelets hovedtanke: Regeringen ska ge verket i uppdrag att samordna hamnarna.

Skälen: Ansvaret är otydligt.

5.3 Krav

Panelets hovedtanke: Länsstyrelserna ska rapportera vart tredje år.`),
    ).toEqual([
      '|Regeringen ska ge verket i uppdrag att samordna hamnarna.|Regeringen|',
      '|Länsstyrelserna ska rapportera vart tredje år.|Länsstyrelserna|',
    ]);
  });
});

describe('tables', () => {
  it('whose names say nothing', async () => {
    expect(
      await told(
        'Brimst;Flavel;Kordum;Snepp\n1;Merke hydrantene på nytt;Havnesjefen;31.12.2027\n2;Skifte lyktene på kaien;Driftssjefen;31.10.2027\n',
        'a.csv',
      ),
    ).toEqual([
      '1|Merke hydrantene på nytt|Havnesjefen|2027-12-31',
      '2|Skifte lyktene på kaien|Driftssjefen|2027-10-31',
    ]);
  });

  it('with a start and an end', async () => {
    expect(
      await told(
        'No.;Activity;Responsible;Begins;Timeline\n1;Replace the lamps;Harbour Board;01.01.2027;01.06.2027\n2;Train the crew;Chief Engineer;01.02.2027;01.09.2027\n',
        'a.csv',
      ),
    ).toEqual(['1|Replace the lamps|Harbour Board|2027-06-01', '2|Train the crew|Chief Engineer|2027-09-01']);
  });

  it('in text, with a theme straight under the header', async () => {
    const { measures } = await read(`Nr    Grep                                     Ansvarlig            Frist

Havn
1     Merke hydrantene slik at de kan          Havnesjefen          15.01.2027
      ses om natten.
2     Skifte lyktene på kaien.                 Driftssjefen         01.12.2027

Skole
3     Øve med elevene.                         Rektor               15.11.2027
`);
    expect(measures.map(({ theme, text, responsible }) => `${theme}|${text}|${responsible.join()}`)).toEqual([
      'Havn|Merke hydrantene slik at de kan ses om natten.|Havnesjefen',
      'Havn|Skifte lyktene på kaien.|Driftssjefen',
      'Skole|Øve med elevene.|Rektor',
    ]);
  });
});

describe('a table that is named for measures', () => {
  it('is believed though its cells hold only short names', async () => {
    expect(await told('Nr;Tiltak;Ansvarlig\n1;Kaivakt;Nordøy havnevesen\n', 'a.csv')).toEqual([
      '1|Kaivakt|Nordøy havnevesen|',
    ]);
  });
});

describe('fields wherever they are set', () => {
  const wanted = [
    '1|Prøve radioen hver morgen.|Havnevesenet|2027-03-01',
    '2|Avtale levering med kiosken.|Kystverket|2027-06-01',
  ];

  it.each([
    [
      'on the lines below',
      '1. Prøve radioen hver morgen.\nHos: Havnevesenet\nFerdig: 1. mars 2027\n\n2. Avtale levering med kiosken.\nHos: Kystverket\nFerdig: 1. juni 2027',
    ],
    [
      'in one line',
      '1. Prøve radioen hver morgen.\n\nHos: Havnevesenet. Ferdig: 1. mars 2027.\n\n2. Avtale levering med kiosken.\n\nHos: Kystverket. Ferdig: 1. juni 2027.',
    ],
    [
      'in brackets after the full stop',
      '1. Prøve radioen hver morgen. (Hos: Havnevesenet; Ferdig: 1. mars 2027)\n\n2. Avtale levering med kiosken. (Hos: Kystverket; Ferdig: 1. juni 2027)',
    ],
    [
      'as bullets',
      '1. Prøve radioen hver morgen.\n• Hos: Havnevesenet\n• Ferdig: 1. mars 2027\n\n2. Avtale levering med kiosken.\n• Hos: Kystverket\n• Ferdig: 1. juni 2027',
    ],
  ])('%s', async (_, text) => {
    expect(await told(`Innspill\n\n${text}\n`)).toEqual(wanted);
  });

  it('under a heading for each, with the text between', async () => {
    expect(
      await told(
        '<h1>Innspill</h1><h2>1. Radio</h2><p>Prøve radioen hver morgen.</p><p>Hos: Havnevesenet. Ferdig: 1. mars 2027.</p><h2>2. Mat</h2><p>Avtale levering med kiosken.</p><p>Hos: Kystverket. Ferdig: 1. juni 2027.</p>',
        'a.html',
      ),
    ).toEqual(wanted);
  });

  it('who stands before a colon or after a dash', async () => {
    expect(
      await told(
        'Innspill\n\n• Havnevesenet: Prøve radioen hver morgen.\n• Kystverket: Avtale levering med kiosken.\n',
      ),
    ).toEqual(['|Prøve radioen hver morgen.|Havnevesenet|', '|Avtale levering med kiosken.|Kystverket|']);
    expect(
      await told('Innspill\n\n1. Prøv radioen hver morgen – Havnevesenet\n2. Avtal levering – Kystverket\n'),
    ).toEqual(['1|Prøv radioen hver morgen|Havnevesenet|', '2|Avtal levering|Kystverket|']);
  });
});

describe('what stands around the text', () => {
  it('of a page: its head and its number are no part of a sentence', async () => {
    const page = (number: number, text: string) => `Norrum havn 2026\n\n${text}\n\n${number}\n`;
    const filler = 'Fergen gikk på grunn ved Skarvøya, og ingen ble skadd den dagen.\n'.repeat(7);
    const text = [
      page(4, `${filler}\nInnspill\n\n• Havnevesenet bør prøve radioen hver`),
      page(5, `morgen.\n• Kystverket bør bytte lyktene.\n\n2 Metode\n\n${filler}`),
      page(6, filler),
    ].join('\n');
    expect(await told(text)).toEqual([
      '|Havnevesenet bør prøve radioen hver morgen.|Havnevesenet|',
      '|Kystverket bør bytte lyktene.|Kystverket|',
    ]);
  });

  it('of a site: what only leads about is no part of the list', async () => {
    expect(
      await told(
        '<h1>Innspill</h1><ul><li>Havnevesenet bør prøve radioen</li><li>Kystverket bør bytte lyktene</li></ul><div><a href="#">Del</a> <a href="#">Skriv ut</a></div><ul><li><a href="/a">Bør du vite mer?</a></li><li><a href="/b">Kontakt</a></li></ul>',
        'a.html',
      ),
    ).toEqual(['|Havnevesenet bør prøve radioen|Havnevesenet|', '|Kystverket bør bytte lyktene|Kystverket|']);
  });

  it('of a table: the sentences over and under it in a sheet, and the theme of its rows', async () => {
    expect(
      await told(
        'Plan for havnen;;\nVi var på tre kaier.;;\nBrimst;Snepp;Flavel\nPrøve radioen hver morgen;Havnevesenet;01.03.2027\nBytte lyktene på kaien;Kystverket;01.06.2027\nTakk til alle.;;\n',
        'a.csv',
      ),
    ).toEqual([
      '|Prøve radioen hver morgen|Havnevesenet|2027-03-01',
      '|Bytte lyktene på kaien|Kystverket|2027-06-01',
    ]);
    expect(
      await told(
        'Innspill\n\nSnepp\tBrimst\tFlavel\nHavnevesenet\tPrøve radioen hver morgen\t01.03.2027\n\tBytte lyktene på kaien\t01.06.2027\n',
      ),
    ).toEqual([
      '|Prøve radioen hver morgen|Havnevesenet|2027-03-01',
      '|Bytte lyktene på kaien|Havnevesenet|2027-06-01',
    ]);
  });

  it('with no blank line at all', async () => {
    expect(
      await told(`Fergen gikk på grunn ved Skarvøya den fjerde mars, og ingen av de om bord ble skadd.
Det tok to timer før noen svarte.
Innspill
• Havnevesenet bør prøve radioen hver morgen og skrive ned hvem som svarte og når det
var.
• Kystverket bør bytte lyktene.
Metode
Vi snakket med ni skippere.
De sa mye.`),
    ).toEqual([
      '|Havnevesenet bør prøve radioen hver morgen og skrive ned hvem som svarte og når det var.|Havnevesenet|',
      '|Kystverket bør bytte lyktene.|Kystverket|',
    ]);
  });
});
