import { describe, expect, it } from '@jest/globals';
import { readBytes } from '../reading/read-bytes.js';
import { isSame } from '../training/scoring.js';
import { recognise } from './recognise.js';
import { columnRole, likelyColumnRole, measureHeaderWords, recommendationHeading } from './vocabulary.js';

/** Three sentences under headings, lead-ins and names of columns that stand in no list of the code. */
const sentences = [
  'Nordøy kommune bør merke hydrantene på nytt.',
  'Kystverket må skifte lyktene innen 1. mai 2027.',
  'Det bør skrives en oversikt over tolkene.',
];
const deeds = ['merke hydrantene på nytt', 'skifte lyktene på kaien', 'skrive ned hvem som kan tolke'];

const headings = `Gjenstående
Hva nå?
Dette ber vi om
Innspill
Til ettertanke
Siste ord
Prioriteringer
Ambisjoner
Ting å ta tak i
Hva må på plass
Avslutning
Neste skritt
Slik kan det bli bedre
Vår bønn
Ønsker
Utsikter
Knasterud
Brimlefonk
4.2 Sjøsiden
Havneområdet
Det vi savner
Hva vi tror på
Framover
Etterord
Drøfting
Samlet syn
Konklusjon
Oppsummering for styret
Våre tanker
Hva skal til?
Innen neste vinter
Til dem det gjelder
Krav til framtiden
På tide
Kjernen i saken
Sju grep
Hovedpoeng
Viktigst
Så hva gjør vi?
Punkter
Next steps
The way ahead
Looking forward
Wish list
What is left
Kva no?
Det som står att
Ynske
Siste ord til alle
Hva vi vil se
Vägen framåt
Vad nu?
Uppgifter framåt
Önskemål
Avslutning och tack
Vejen frem
Hvad nu?
Opgaver fremover
Ønskeliste
Samlet vurdering`.split('\n');

const leads = `Det gjenstår å:
Vi ber om at noen tar på seg å:
Nå er det på tide å:
Her er det viktig å:
Etter vårt syn er det nødvendig å:
Vi ser behov for å:
Panelet mener tida er inne for å:
Det som trengs, er å:
Veien fram er å:
Slik kan dette bli bedre:
Følgende gjenstår:
Vi ønsker oss:
Det første er å:
Fra nå av bør en:
Herfra er oppgaven å:
Granskerne vil trekke fram disse grepene:
Skal dette bli bedre, trengs det å:
Disse punktene bør stå øverst:
Det er fornuftig å:
Vårt råd er å:
Arbeidet bør derfor gå ut på å:
Alle parter er tjent med å:
For å komme videre må en:
Ut fra dette bør en:
Da blir det avgjørende å:
Det haster å:
Vi peker på behovet for å:
Etter øvelsen er det klart at en bør:
Dette bør gjøres:
Det må prioriteres å:
Noe av det viktigste er å:
Sammen bør en:
Det neste blir å:
Vi oppmuntrer til å:
Det ville hjelpe å:
Vi håper noen vil:
Det lønner seg å:
Først og fremst bør en:
Det er nå viktig å:
Gruppen vil særlig peke på å:`.split('\n');

const columns = `Brimst
Kordum
Hva gjenstår
Grep
Gjøremål
Ønske
Innsats
Løfte
Skritt
Hva vi vil
Arbeid
Sak
Punkter å løse
Bestilling
Ærend
To do
Step
Request
Plan for året
Emne å løse
Det som skal skje
Neste trekk
Framlegg
Steg
Trinn i arbeidet
Pålegg
Ordre
Behov
Utfordring å løse
Moment`.split('\n');
const whoColumns = `Hos hvem
Eies av
Følges opp av
Mottas av
Går til
Retning
Flavel
Snepp
Trulle
Avsender
Adresse
Hånd
Instans
Etat
Bærer
Kontor
Part
Styrer
Team
Til
Fra kontoret
Hvor
Mottakar
Ansvar hos
Utpekt
Tildelt
Hjemme hos
Assigned
Body
Holder`.split('\n');

async function found(text: string, wanted: readonly string[], name = 'rapport.txt'): Promise<number> {
  const document = await readBytes({ name, bytes: new TextEncoder().encode(text) }, measureHeaderWords);
  const { measures } = recognise(document, '2026-11-30');
  if (measures.length > wanted.length) return 0;
  return wanted.filter((one) => measures.some((measure) => isSame(measure.text, one))).length;
}

async function share(texts: readonly string[], wanted: readonly string[], name?: string): Promise<number> {
  let sum = 0;
  for (const text of texts) sum += await found(text, wanted, name);
  return sum / (texts.length * wanted.length);
}

describe('three sentences whatever stands above them', () => {
  it('under headings that no list has', async () => {
    const unknown = headings.filter((heading) => recommendationHeading(heading) === undefined);
    expect(unknown.length).toBeGreaterThanOrEqual(55);
    const texts = unknown.map(
      (heading, at) =>
        `2 Hendelsen\n\nFergen gikk på grunn ved Skarvøya.\n\n${heading}\n\n${sentences
          .map((text, index) => (at % 2 === 0 ? `${index + 1}. ${text}` : `• ${text}`))
          .join('\n')}\n`,
    );
    expect(await share(texts, sentences)).toBeGreaterThanOrEqual(0.95);
  });

  it('after sentences that lead in', async () => {
    const texts = leads.map(
      (lead) =>
        `5 Samlet syn\n\nFergen gikk på grunn ved Skarvøya. ${lead}\n\n${deeds.map((text) => `• ${text}`).join('\n')}\n`,
    );
    expect(await share(texts, deeds)).toBeGreaterThanOrEqual(0.95);
  });

  it('under names of columns', async () => {
    const named = [...columns, ...whoColumns];
    const unknown = named.filter(
      (name) => columnRole(name) === undefined && likelyColumnRole(name) === undefined,
    );
    expect(unknown.length).toBeGreaterThanOrEqual(45);
    const owners = ['Nordøy kommune', 'Kystverket', 'Mattilsynet'];
    const texts = columns.map(
      (name, at) =>
        `${name};${whoColumns[at] ?? ''};Dag\n${sentences
          .map((text, index) => `${text};${owners[index] ?? ''};0${index + 1}.05.2027`)
          .join('\n')}\n`,
    );
    expect(await share(texts, sentences, 'tiltak.csv')).toBeGreaterThanOrEqual(0.95);
  });
});
