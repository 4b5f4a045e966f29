import { recommendationsBehind } from './facts.js';
import type { DemoCase, DemoEvaluation, DemoMeasure, DemoPlan, PartyKey } from './facts.js';

/** The four that are to agree on one regional product (2, 3 and 4). */
const regionalPartners: readonly PartyKey[] = [
  'asu-sekretariat',
  'st-olavs-hospital',
  'statsforvalteren-trondelag',
  'kommunene-trondelag',
];

/**
 * Evaluation of the pandemic by a working group in Trøndelag. Its table names who is responsible and leaves
 * status and deadline empty: deadlines and status texts here are the demo's own.
 */
const measures: readonly DemoMeasure[] = [
  {
    sourceNumber: 1,
    title: 'Risiko- og sårbarhetsanalyser på alle nivåer',
    about: 'å gå gjennom alle ROS-analyser om pandemi i regionen, og å lage ROS før tjenester flyttes sammen',
    text: 'Gå gjennom analysene av pandemirisiko i hele regionen, så de bygger på de samme hendelsene. Ha en god nok analyse før tjenester samlokaliseres eller endres. Flyttingen av legevakten ved Orkdal sjukehus bør partene evaluere for seg.',
    responsible: {
      mode: 'each',
      parties: ['fagrad-helseberedskap', 'st-olavs-hospital', 'kommunene-trondelag'],
    },
    deadline: 120,
    outcome: 'open',
    status: { progress: 'under-way', text: 'Flere kommuner har startet på en ny analyse.' },
  },
  {
    sourceNumber: 2,
    title: 'Regional retningslinje for samhandling i kriser',
    about:
      'én faglig forankret retningslinje for hvordan sykehus og kommuner arbeider sammen i store hendelser',
    text: 'Lag en regional retningslinje for hendelser som krever mye av både sykehus og kommuner, for eksempel pandemi og atomulykker. Den skal si hvem som har hvilken rolle, og alle som bindes av den, skal være med på å skrive den.',
    responsible: { mode: 'joint', lead: 'asu-sekretariat', parties: regionalPartners },
    deadline: -8,
    status: {
      progress: 'under-way',
      text: 'Første utkast har vært innom alle partene. Rollen til Helsefellesskapet er ikke avklart.',
    },
  },
  {
    sourceNumber: 3,
    title: 'Samstemt planverk for varsling',
    about: 'en felles oversikt over hvordan kommuner og sykehus alarmerer, varsler og informerer hverandre',
    text: 'Gå gjennom hvem som snakker med hvem i en krise, og lag én oversikt over varslingen begge veier. Nødsentraler, legevakter og ledere skal være med, og Helsefellesskapet bør vedta oversikten.',
    responsible: { mode: 'joint', lead: 'asu-sekretariat', parties: regionalPartners },
    deadline: 0,
    status: { progress: 'partly-done', text: 'Oversikten er laget. Vedtaket i Helsefellesskapet gjenstår.' },
  },
  {
    sourceNumber: 4,
    title: 'Felles situasjonsbilde og møtestruktur',
    about: 'en rutine for samordningsmøter, slik at alle ser det samme bildet og kan lese referatene',
    text: 'Finn ut hvilke møter som skal bære samarbeidet i en krise, hvem som kan kalle inn, og om Helsefellesskapet skal samordne. Ta vare på erfaringen fra Tirsdagsmøtet, ta med fylkeskommunen, og del referater med dem som ikke var der.',
    responsible: { mode: 'joint', lead: 'st-olavs-hospital', parties: regionalPartners },
    deadline: 7,
    status: { progress: 'under-way', text: 'Møteplanen er på høring hos kommunene.' },
  },
  {
    sourceNumber: 5,
    title: 'Felles øvelser for sykehus og kommuner',
    about: 'øvelser sammen på hendelser som rammer både sykehus og kommunale helsetjenester',
    text: 'Øv sammen på hendelser som berører begge tjenestenivåer. Avklar om fagrådet skal ha ansvaret. Alle som er med, må sette av folk og penger.',
    responsible: {
      mode: 'joint',
      lead: 'fagrad-helseberedskap',
      parties: ['fagrad-helseberedskap', 'statsforvalteren-trondelag'],
    },
    deadline: 45,
    status: { progress: 'not-started', text: 'Fagrådet tar opp ansvaret i sitt neste møte.' },
  },
  {
    sourceNumber: 6,
    title: 'Bruk av felles personell i kriser',
    about: 'avtaler om helsepersonell som arbeider både i kommune og sykehus, så alle kan drive forsvarlig',
    text: 'Bli enige om hvordan personell med arbeid flere steder fordeles når smitte kan følge dem. Det gjelder blant annet jordmødre, studenter og ansatte med to jobber.',
    responsible: {
      mode: 'joint',
      lead: 'st-olavs-hospital',
      parties: ['st-olavs-hospital', 'kommunene-trondelag'],
    },
    deadline: null,
    reviewOn: 60,
  },
  {
    sourceNumber: 7,
    title: 'Samarbeid om kapasitet mellom kommuner',
    about: 'at kommunene vurderer å dele kapasitet, for eksempel sykehjemsplasser, med naboene',
    text: 'Kommunene bør se etter måter å bruke kapasiteten sammen på. Noen har alt avtaler om sykehjemsplasser og utskrivningsklare pasienter.',
    responsible: { mode: 'each', parties: ['kommunene-trondelag'] },
    deadline: 30,
    status: { progress: 'partly-done', text: 'Noen kommuner har inngått avtaler med naboene.' },
    outcome: 'some-done',
  },
  {
    sourceNumber: 8,
    title: 'Revisjon av kommunenes planverk',
    about: 'at hver kommune reviderer planene sine og vurderer samarbeidet med fastlegene',
    text: 'Hver kommune har ansvar for å revidere egne planer. Samarbeidet mellom kommune og fastleger er lite evaluert, og det bør hver kommune vurdere å gjøre.',
    responsible: { mode: 'each', parties: ['kommunene-trondelag'] },
    deadline: 1,
    status: { progress: 'partly-done', text: 'De første kommunene har meldt at planen er revidert.' },
    outcome: 'some-done',
  },
  {
    sourceNumber: 9,
    title: 'Deling av interne evalueringer',
    about: 'å dele det kommuner og sykehus har funnet i egne evalueringer, i et samhandlingsmøte',
    text: 'Del funnene fra kommunerevisjonen i Trondheim, fra andre kommuner og fra St. Olavs hospital når de er klare. Et samhandlingsmøte kan ha dette som tema.',
    responsible: {
      mode: 'joint',
      lead: 'asu-sekretariat',
      parties: ['asu-sekretariat', 'st-olavs-hospital', 'kommunene-trondelag'],
    },
    deadline: -30,
    status: { progress: 'done', text: 'Trondheim og St. Olavs hospital la frem sine funn i et felles møte.' },
    outcome: 'all-signed-off',
  },
  {
    sourceNumber: 10,
    title: 'Evaluering underveis som fast del av ledelse',
    about: 'en plan for å evaluere og forbedre underveis, fra første dag i en hendelse',
    text: 'Start evalueringen tidlig neste gang, hvis det er folk til det, og bruk rapporteringen som alt finnes. Helsefellesskapet, kommunene, St. Olavs hospital og Statsforvalteren bør følge opp en felles plan.',
    responsible: { mode: 'joint', lead: 'asu-sekretariat', parties: ['asu-sekretariat'] },
    deadline: 200,
    status: { progress: 'not-started', text: 'Arbeidet begynner når retningslinjen i tiltak 2 er ferdig.' },
    crossReferences: [2],
  },
];

const evaluation: DemoEvaluation = {
  title: 'Evaluering av pandemihåndteringen i Trøndelag',
  kind: 'other',
  publishedOn: '2023-02-08',
  authors: ['Arbeidsgruppe under Fagråd for helseberedskap og akuttmedisinsk kjede'],
  hearing: {
    sentOn: '2022-11-10',
    answerBy: '2022-12-23',
    answers: [
      { from: 'Fem kommuner', summary: 'Svar innen fristen, behandlet av arbeidsgruppen i januar 2023.' },
      { from: 'Tre andre', summary: 'Svar innen fristen, behandlet av arbeidsgruppen i januar 2023.' },
    ],
  },
  participants: [
    { actor: 'Trondheim kommune', function: 'Leder for arbeidsgruppen' },
    { actor: 'Heim kommune', function: 'Hovedforfatter' },
    { actor: 'Tydal kommune', function: 'Medlem' },
    { actor: 'St. Olavs hospital', function: 'Medlem' },
  ],
  decision: {
    body: 'ASU',
    meetingOn: '2023-02-08',
    caseNumber: '3/23',
    archiveReference: '23/12-4',
    points: [
      { text: 'ASU tar evalueringen til orientering.' },
      {
        text: 'Sekretariatet går gjennom forslagene, ser dem mot avtaler og planer som alt finnes, og snakker med Statsforvalteren.',
      },
      {
        text: 'En plan for oppfølgingen legges frem.',
        dueOn: '2023-06-30',
        dueInWords: 'første halvår 2023',
      },
    ],
  },
  findings: [
    {
      kind: 'strength',
      text: 'Tirsdagsmøtet mellom sykehus, kommuner og Statsforvalteren ble en viktig møteplass.',
    },
    { kind: 'strength', text: 'Noen kommuner deler alt sykehjemsplasser etter avtale.' },
    {
      kind: 'to-improve',
      text: 'Legevakten på Orkanger måtte flytte ut av sykehuset etter at force majeure ble brukt.',
    },
    { kind: 'to-improve', text: 'Varsling og roller er beskrevet ulikt hos partene.' },
    { kind: 'to-improve', text: 'Samarbeidet mellom fastleger og kommuner er lite evaluert.' },
    {
      kind: 'to-improve',
      text: 'Evalueringen kom i gang sent, selv om mye var rapportert oppover mens pandemien varte.',
    },
  ],
  recommendations: recommendationsBehind(measures, {
    1: { findings: [3], page: 2, responsibleInWords: 'Fagråd, St. Olav, kommunene' },
    2: { findings: [4], page: 2, responsibleInWords: 'ASU-sekretariat, St. Olav, Statsforvalter, kommuner' },
    3: { findings: [4], page: 3, responsibleInWords: 'ASU-sekretariat, St. Olav, Statsforvalter, kommuner' },
    4: { findings: [1], page: 3, responsibleInWords: 'ASU-sekretariat, St. Olav, Statsforvalter, kommuner' },
    5: { page: 4, responsibleInWords: 'Fagråd, Statsforvalter' },
    6: { page: 4, responsibleInWords: 'St. Olav, kommuner' },
    7: { findings: [2], page: 4, responsibleInWords: 'Kommuner' },
    8: { findings: [5], page: 5, responsibleInWords: 'Kommuner' },
    9: { page: 5, responsibleInWords: 'Kommuner, St. Olav, ASU-sekretariat' },
    10: { findings: [6], page: 5, responsibleInWords: 'ASU-sekretariat' },
  }),
};

const plan: DemoPlan = {
  title: 'Plan for oppfølging av pandemievalueringen i Trøndelag',
  periodEnd: 330,
  secretariat: {
    caseOfficer: 'kari.nordmann@vestdal.example',
    signOffSubstitutes: ['astrid.lunde@vestdal.example'],
    party: 'asu-sekretariat',
  },
  leadership: {
    kind: 'body',
    name: 'ASU',
    adoptedOn: -90,
    caseNumber: '7/23',
    archiveReference: '23/12-9',
  },
  basisOfAssessment:
    'Evalueringen setter ingen frister. Fremdriften er vurdert mot planens slutt, og fristene er satt av sekretariatet.',
  goals: [],
  themes: [],
  abbreviations: [
    { term: 'ASU', meaning: 'administrativt samarbeidsutvalg i Helsefellesskapet' },
    { term: 'ROS', meaning: 'risiko- og sårbarhetsanalyse' },
  ],
  measures,
  jointLines: [],
};

export const trondelag: DemoCase = { evaluation, plan };
