import { describe, expect, it } from '@jest/globals';
import { readBytes } from '../reading/read-bytes.js';
import { recognise } from './recognise.js';
import { measureHeaderWords } from './vocabulary.js';

/** Forms of labels, tables and pages as other houses write them; each invented. */
async function read(text: string, name = 'rapport.txt') {
  const document = await readBytes({ name, bytes: new TextEncoder().encode(text) }, measureHeaderWords);
  return recognise(document, '2026-11-22');
}

async function found(text: string, name?: string) {
  const { measures } = await read(text, name);
  return measures.map(({ numbers, text: what }) => `${numbers.join('+')}|${what}`);
}

describe('labels', () => {
  it('with numerals, and who and when after the sentence', async () => {
    const { measures } = await read(`Recommendations

Recommendation I: The county should print routes in four languages. Lead: County Office. Deadline: December 31, 2027.

Recommendation II: The dam should warn the sheriff. Lead: Valley Power. Deadline: Spring 2027.`);
    expect(measures).toMatchObject([
      { numbers: ['I'], responsible: ['County Office'], deadline: { on: '2027-12-31' } },
      { numbers: ['II'], text: 'The dam should warn the sheriff.', deadline: { on: '2027-05-31' } },
    ]);
  });

  it('in the middle of what is told: the story is no part of them', async () => {
    expect(
      await found(`Varsling

Meldingen kom sent til vakten.

Læringspunkt 1: Vaktlisten må stå på papir.

Klokken to var alle varslet.

Ledelse

Staben møttes om morgenen.

Læringspunkt 2: Staben må møtes innen én time.

Møtet ble holdt på rådhuset.`),
    ).toEqual(['1|Vaktlisten må stå på papir.', '2|Staben må møtes innen én time.']);
  });

  it('told again in a summary: once', async () => {
    const { measures } = await read(`3 Anbefalinger

Anbefaling 1: Kommunen bør skaffe et lager av masker som varer i seks måneder.

Anbefaling 2: Kommunen bør øve på pandemi hvert andre år sammen med sykehuset.

4 Oppsummering av anbefalingene

Anbefaling 1: Lager av masker

Anbefaling 2: Øve på pandemi`);
    expect(measures.map(({ numbers, title }) => [numbers[0], title])).toEqual([
      ['1', 'Lager av masker'],
      ['2', 'Øve på pandemi'],
    ]);
  });

  it('with three levels, under a heading that announces them', async () => {
    const { measures } = await read(`4.2 Forbedringspunkter

Punkt 4.2.1 Nattevakten skal ha alarm.
Ansvarlig: Enhetsleder omsorg
Frist: 01.03.2027

Punkt 4.2.2 Kommunen vurderer sprinkler.
Ansvarlig: Eiendomssjefen`);
    expect(measures).toMatchObject([
      { numbers: ['4.2.1'], responsible: ['Enhetsleder omsorg'], deadline: { on: '2027-03-01' } },
      { numbers: ['4.2.2'], text: 'Kommunen vurderer sprinkler.', responsible: ['Eiendomssjefen'] },
    ]);
  });

  it('that are only the word, in each chapter', async () => {
    expect(
      await found(`Samband

Nødnettet falt ut i ni minutter.

Anbefaling: Kjøp to satellittelefoner.

Mat

Lageret var tomt.

Anbefaling: Avtal levering med butikken.`),
    ).toEqual(['|Kjøp to satellittelefoner.', '|Avtal levering med butikken.']);
  });

  it('at the beginning of lines that were glued together, between page numbers', async () => {
    const { measures } = await read(`Plan mot hete
Side 1 av 2
Tiltak 1 Kjølige rom
Hvert sykehjem skal ha ett kjø-
lig rom.
Ansvar: Sykehjemmene Frist: 01.06.2027
Plan mot hete
Side 2 av 2
Tiltak 2 Vann i parker
Det settes opp ti fontener.
Ansvar: Byparkene`);
    expect(measures).toMatchObject([
      {
        numbers: ['1'],
        title: 'Kjølige rom',
        text: 'Hvert sykehjem skal ha ett kjølig rom.',
        deadline: { on: '2027-06-01' },
      },
      { numbers: ['2'], title: 'Vann i parker', responsible: ['Byparkene'] },
    ]);
  });
});

describe('a report that numbers its paragraphs', () => {
  it('recommends in some of them', async () => {
    expect(
      await found(`Recommendations

[33.1] In this chapter we say what should change. The grounds were given before.

[33.2] Control rooms lacked guidance. We therefore recommend that the college
writes it (33.3).
[33.4] Some asked for more. We do not think it right to go further.`),
    ).toEqual([
      '33.2|Control rooms lacked guidance. We therefore recommend that the college writes it (33.3).',
    ]);
  });
});

describe('learning and recommendations', () => {
  it('numbered lists of both: what is called recommendation counts', async () => {
    expect(
      await found(`Læringspunkter

1. Loggen ble ført på løse ark.
2. Vakten var alene.

Anbefalinger

1. Kommunen bør innføre én logg.
2. Kommunen bør ha to på vakt.`),
    ).toEqual(['1|Kommunen bør innføre én logg.', '2|Kommunen bør ha to på vakt.']);
  });

  it('who and when in brackets, without saying so', async () => {
    const { measures } = await read(`Anbefalinger

• Opprett et register over kjøletårn (Miljørettet helsevern, innen 1. september 2027)
• Gjør registeret kjent for dem som har vakt (som regel to)`);
    expect(measures).toMatchObject([
      {
        text: 'Opprett et register over kjøletårn',
        responsible: ['Miljørettet helsevern'],
        deadline: { on: '2027-09-01' },
      },
      { text: 'Gjør registeret kjent for dem som har vakt (som regel to)', responsible: [] },
    ]);
  });
});

describe('web pages', () => {
  it('with numbered headings below one of another kind, and facts in bold', async () => {
    const { measures } = await read(
      `<html><body><nav><ul><li>Anbefalinger</li></ul></nav><h1>Rapport</h1><h2>Utvalgets anbefalinger</h2>
<h3>1. Raske svar</h3><p>Prøvesvar bør komme innen to døgn.</p><p><strong>Ansvarlig:</strong> Laboratoriet</p>
<h3>2. Ledelse</h3><p>Fylket bør lede arbeidet.</p><h2>Kontakt</h2><p>Ring oss</p></body></html>`,
      'side.html',
    );
    expect(measures).toMatchObject([
      {
        numbers: ['1'],
        title: 'Raske svar',
        text: 'Prøvesvar bør komme innen to døgn.',
        responsible: ['Laboratoriet'],
      },
      { numbers: ['2'], title: 'Ledelse', text: 'Fylket bør lede arbeidet.' },
    ]);
  });
});

describe('tables', () => {
  it('under names that are only like the usual ones, below title rows', async () => {
    const { measures } = await read(
      'Oppfølging;;;;\nID;Avvik;Foreslått oppfølging;Ansvarlig enhet;Frist for lukking\n1.1;Uklart;Beskrive rollene;Stab;31.03.2027\n',
      'plan.csv',
    );
    expect(measures).toMatchObject([
      { numbers: ['1.1'], text: 'Beskrive rollene', responsible: ['Stab'], deadline: { on: '2027-03-31' } },
    ]);
  });

  it('filled in as forms, one for each', async () => {
    const { measures } = await read(
      `<table><tr><td>Læringspunkt 1</td><td>Pårørende</td></tr><tr><td>Observasjon</td><td>De ble ringt to ganger.</td></tr><tr><td>Tiltak</td><td>Gi én ansvaret for kontakten</td></tr><tr><td>Ansvarlig</td><td>Avdelingsleder</td></tr><tr><td>Frist</td><td>15.01.2027</td></tr></table>`,
      'skjema.html',
    );
    expect(measures).toMatchObject([
      {
        numbers: ['1'],
        title: 'Pårørende',
        text: 'Gi én ansvaret for kontakten',
        responsible: ['Avdelingsleder'],
        deadline: { on: '2027-01-15' },
      },
    ]);
  });

  it('that log what happened are none of ours', async () => {
    expect(
      await found(
        'Når;Hendelse;Tiltak\n09:12;Alarm;Ringte vakt\n09:40;Strømbrudd;Startet aggregat\n',
        'logg.csv',
      ),
    ).toEqual([]);
  });
});

describe('what is spoken', () => {
  it.each([
    ['in a novel', '«Vi foreslår at du blir,» sa han, og alle lo.'],
    ['by one person', 'Jeg anbefaler at alle leser boken.'],
    ['in an interview', '– Vi anbefaler at folk holder seg inne, sier ordføreren.'],
    ['by those who were read', 'Previous studies recommend that humidity is measured.'],
  ])('recommends nothing: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe('minutes', () => {
  it('hold decisions with their deadlines, and no measures', async () => {
    const { measures, decisions } = await read(`Referat fra møte

Sak 1 Godkjenning

Vedtak: Referatet ble godkjent.

Sak 2 Rapport

Vedtak: Rådet ber direktøren legge fram en plan innen 1. mars 2027.`);
    expect(measures).toEqual([]);
    expect(decisions).toMatchObject([
      { text: 'Referatet ble godkjent.' },
      { deadline: { on: '2027-03-01' } },
    ]);
  });
});

describe('findings, participants and what a document calls itself', () => {
  it('links a measure to the findings its text names', async () => {
    const { findings, measures } = await read(`Funn

Funn 1: Vaktlisten manglet for helgene.

Funn 2: Ingen visste hvem som ledet.

Anbefalinger

1. Lag en vaktliste (jf. funn 1).
2. Øv på å ta ledelsen (funn 1 og 2).
3. Kjøp en pumpe.`);
    expect(findings.map(({ number }) => number)).toEqual(['1', '2']);
    expect(measures.map((measure) => measure.findings)).toEqual([[0], [0, 1], undefined]);
  });

  it('names participants by what they stand for, not by their names', async () => {
    const { participants } = await read(
      'Navn\tOrganisasjon\tRolle\nKari\tVestdal kommune\tBeredskapsleder\nOla\t\tOperatør\n',
    );
    expect(participants).toMatchObject([
      { actor: 'Vestdal kommune', function: 'Beredskapsleder' },
      { actor: 'Vestdal kommune', function: 'Operatør' },
    ]);
  });

  it('says the title of the section beside its number', async () => {
    const { measures } = await read(
      '1 Innledning\n\nKort om saken.\n\n2 Tiltak fra kommunen\n\nKommunen vil:\n\n• kjøpe pumper\n• øve\n',
    );
    expect(measures[0]).toMatchObject({ section: '2', sectionTitle: 'Tiltak fra kommunen' });
  });

  it('does not warn of sentences that labels have taken', async () => {
    const { warnings } = await read(
      'Anbefaling 1: Vi anbefaler at kommunen øver.\n\nAnbefaling 2: Vi anbefaler at fylket leder.\n',
    );
    expect(warnings.map(({ kind }) => kind)).not.toContain('more-in-prose');
  });
});
