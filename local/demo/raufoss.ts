import { recommendationsBehind } from './facts.js';
import type { DemoCase, DemoEvaluation, DemoMeasure, DemoPlan } from './facts.js';

/**
 * After-action review of a gastroenteritis outbreak in an industrial park, January 2025. The review names no
 * owner and sets no deadline: those that stand here, and the status texts, are the demo's own.
 */
const measures: readonly DemoMeasure[] = [
  {
    sourceNumber: 1,
    title: 'Varsling mellom aktørene',
    about:
      'varslingsveier som tåler fravær, og som alle kjenner, slik at myndigheter og fagfolk kobles på tidlig',
    text: 'Gjør varslingen mellom aktørene tydeligere og sterkere, så myndigheter og fagressurser får beskjed tidlig. Det gjelder både selve varslingsveiene og at folk kjenner dem.',
    responsible: null,
    subPoints: [
      {
        text: 'Én varslingsplan med navngitte roller, telefonnumre og reserver for natt og helg',
        responsible: {
          mode: 'joint',
          lead: 'kommuneoverlegen',
          parties: ['kommuneoverlegen', 'vestre-toten-vannverk', 'raufoss-naeringspark', 'mattilsynet'],
        },
        deadline: -12,
        status: {
          progress: 'under-way',
          text: 'Utkastet er skrevet og ligger hos næringsparken. Vaktnumrene for helg mangler.',
        },
      },
      {
        text: 'Gjøre planen kjent for alle bedriftene i parken',
        responsible: {
          mode: 'joint',
          lead: 'raufoss-naeringspark',
          parties: ['raufoss-naeringspark'],
        },
        deadline: 30,
        status: { progress: 'not-started', text: 'Starter når varslingsplanen er vedtatt.' },
      },
    ],
    deadline: null,
    reviewOn: 60,
  },
  {
    sourceNumber: 2,
    title: 'Smittevernhendelser i bedriftenes beredskapsplaner',
    about: 'at bedriftenes beredskapsplaner sier hvem som gjør hva når folk blir syke, også sammen med andre',
    text: 'Ta smittevernhendelser inn i beredskapsplanene: roller, ansvar, når en beredskapsgruppe settes, og hvordan man arbeider med myndigheter utenfor parken. Ta vare på det som virket i januar 2025.',
    responsible: {
      mode: 'joint',
      lead: 'raufoss-naeringspark',
      parties: ['raufoss-naeringspark', 'kommuneoverlegen'],
    },
    deadline: 7,
    status: {
      progress: 'partly-done',
      text: 'Parkens egen plan har fått et kapittel om smittevern. Malen for leietakerne gjenstår.',
    },
    written: { text: 'Parken arbeider med et kapittel om smittevern i sin egen plan.', before: 'status' },
    risk: {
      likelihood: 'Sykdom som rammer flere bedrifter samtidig, vil trolig komme igjen.',
      consequence:
        'Uten avklarte roller går det dager før bedriftene gjør det samme, og flere rekker å bli syke.',
      conclusion: 'Malen for leietakerne bør ikke vente på neste revisjon.',
    },
  },
  {
    sourceNumber: 3,
    title: 'Planer som følger roller og ikke personer',
    about: 'planer i parken som virker også når folk slutter eller bytter stilling',
    text: 'Skriv planene i parken for roller, så de ikke faller når en bestemt person er borte.',
    responsible: null,
    deadline: null,
    reviewOn: 90,
  },
  {
    sourceNumber: 4,
    title: 'Opplæring i planer og felles rutiner',
    about: 'fast opplæring, slik at nye og gamle medarbeidere kjenner planene og rutinene parken har felles',
    text: 'Lag opplæring som fører kunnskap videre fra den ene til den andre. Den skal dekke planverket og de felles rutinene i parken.',
    responsible: null,
    deadline: null,
    reviewOn: 90,
  },
  {
    sourceNumber: 5,
    title: 'Felles fora i parken som beredskapsressurs',
    about: 'at møteplassene som går på tvers av bedriftene, brukes før, under og etter en hendelse',
    text: 'Bygg ut de fora parken alt har på tvers av bedrifter, så de kan hjelpe med å forebygge, håndtere og lære av hendelser.',
    responsible: null,
    deadline: null,
    reviewOn: 120,
  },
  {
    sourceNumber: 6,
    title: 'Jevnlige øvelser på svikt i infrastruktur',
    about:
      'øvelser med ulike scenarioer, både uhell og villede handlinger, sammen med aktører utenfor parken',
    text: 'Øv jevnlig på hendelser som rammer infrastrukturen, enten de skyldes uhell eller noen vil skade. Ta med aktører utenfra.',
    responsible: {
      mode: 'joint',
      lead: 'raufoss-naeringspark',
      parties: ['raufoss-naeringspark', 'kommuneoverlegen', 'vestre-toten-vannverk', 'mattilsynet'],
    },
    deadline: 0,
    status: { progress: 'under-way', text: 'Årets øvelse er planlagt, og deltakerne er invitert.' },
    // The review says "regular" only; a year is the demo's reading.
    recurrence: { everyMonths: 12 },
  },
  {
    sourceNumber: 7,
    title: 'Ansvar for vannprøver og avvik',
    about: 'et klart skille mellom abonnentens og vannverkets ansvar for vannprøver og avvik i parken',
    text: 'Avklar hvem som tar prøver og følger opp avvik, abonnent eller vannverk. Vannverket bør få bedre oversikt over hovedledningen i parken og vurdere faste prøvepunkter der.',
    responsible: null,
    subPoints: [
      {
        text: 'Avtale mellom vannverk og abonnenter om prøvetaking og oppfølging av avvik',
        responsible: {
          mode: 'joint',
          lead: 'vestre-toten-vannverk',
          parties: ['vestre-toten-vannverk', 'raufoss-naeringspark'],
        },
        deadline: -20,
        status: { progress: 'partly-done', text: 'Avtalen er skrevet. Næringsparken har ikke signert ennå.' },
      },
      {
        text: 'Vurdere faste prøvepunkter på hovedledningen i parken',
        responsible: {
          mode: 'joint',
          lead: 'vestre-toten-vannverk',
          parties: ['vestre-toten-vannverk'],
        },
        deadline: 1,
        status: { progress: 'under-way', text: 'To mulige punkter er befart. Kostnaden regnes ut.' },
      },
    ],
    deadline: null,
    reviewOn: 60,
  },
  {
    sourceNumber: 8,
    title: 'Strakstiltak ved E. coli i drikkevannet',
    about: 'at tiltak settes i verk straks det finnes E. coli i drikkevannet, fordi grensen er null',
    text: 'E. coli i drikkevann betyr at avføring har kommet inn, og ingen mengde er tillatt. Sett i verk tiltak straks, før noen vet sikkert at vannet gjør folk syke.',
    responsible: { mode: 'each', parties: ['vestre-toten-vannverk'] },
    deadline: -45,
    status: {
      progress: 'done',
      text: 'Rutinen er endret: kokevarsel sendes samme dag som prøvesvaret kommer.',
    },
    outcome: 'all-signed-off',
  },
  {
    sourceNumber: 9,
    title: 'Tidlige tegn på sykdom på tvers av bedrifter',
    about: 'å oppdage uvanlig sykefravær tidligere og kunne samle tallene raskt fra alle bedriftene',
    text: 'Undersøk hvordan tegn på sykdom i flere bedrifter kan fanges opp før. Ha et system klart for å samle fraværstall når noe skjer.',
    responsible: null,
    deadline: null,
    reviewOn: 120,
  },
  {
    sourceNumber: 10,
    title: 'Plan for raskt økende ressursbehov',
    about: 'planer for flere hender, både når det haster og når det varer, og for å be om nasjonal hjelp',
    text: 'Planlegg for at behovet for folk og utstyr kan vokse fort eller vare lenge. Vurder hjelp fra nasjonale fagmiljøer når det trengs.',
    responsible: null,
    deadline: null,
    reviewOn: 150,
  },
  {
    sourceNumber: 11,
    title: 'Planer for risikokommunikasjon',
    about: 'planer for å gi bedrifter, ansatte og innbyggere rask, klar og samordnet informasjon',
    text: 'Lag planer for hvordan det informeres når helsen kan være i fare. Bedrifter, enkeltpersoner og innbyggere skal få samme klare beskjed i tide.',
    responsible: null,
    deadline: null,
    reviewOn: 150,
  },
  {
    sourceNumber: 12,
    title: 'Mindre sårbar vannforsyning i viktige områder',
    about: 'å bruke lærdommen til å gjøre vannforsyningen tryggere der samfunnet er avhengig av den',
    text: 'Lær av hendelsen, i parken og andre steder. Reduser sårbarhet og risiko i vannforsyningen til områder samfunnet ikke kan være uten, og ta hensyn til den sikkerhetspolitiske situasjonen.',
    responsible: null,
    deadline: null,
    reviewOn: 180,
    restricted: { legalBasis: 'offentleglova § 24 tredje ledd' },
  },
];

const evaluation: DemoEvaluation = {
  title: 'Erfaringsgjennomgang etter mage-tarmutbruddet i Raufoss Industripark, januar 2025',
  kind: 'after-action-review',
  // The review gives no day; its work ended in April 2025.
  publishedOn: '2025-04-30',
  authors: ['Folkehelseinstituttet, avdeling for smittevern og beredskap'],
  participants: [
    { actor: 'Raufoss Næringspark ANS', unit: 'Administrasjonen', function: 'Administrerende direktør' },
    { actor: 'Raufoss Næringspark ANS', unit: 'Administrasjonen', function: 'HMS- og miljøleder' },
    {
      actor: 'Virksomhet i industriparken',
      unit: 'Underleverandør for Raufoss Næringspark ANS',
      function: 'Driver den tekniske infrastrukturen for parken',
    },
    {
      actor: 'Vestre Toten kommune',
      unit: 'Teknisk drift, eier av vannverket',
      function: 'Driftssjef og driftsenhetsleder',
    },
    { actor: 'Vestre Toten kommune', unit: 'Helse og omsorg', function: 'Kommuneoverlege' },
    { actor: 'Mattilsynet', unit: 'Avdeling Mjøsområdet', function: 'Seniorinspektør' },
    { actor: 'Fire leietakere i parken', function: 'HMS' },
  ],
  findings: [
    {
      kind: 'strength',
      text: 'Aktørene kjente hverandre, stolte på hverandre og la ned stor innsats. Samarbeidet var hendelsens største styrke.',
    },
    {
      kind: 'strength',
      text: 'En beredskapsgruppe med kommuneoverlege, vannverk, Mattilsynet og nøkkelpersoner fra parken gjorde håndteringen effektiv.',
    },
    { kind: 'strength', text: 'Administrasjonen i parken samordnet arbeidet mellom bedriftene.' },
    {
      kind: 'to-improve',
      text: 'Utbruddet ble oppdaget sent. Ingen meldte uvanlig sykefravær, og influensa og norovirus i kommunen gjorde bildet uklart.',
    },
    {
      kind: 'to-improve',
      text: 'Det satt for langt inne å si fra til kommunen om vannet i parken og å handle på svarene fra vannprøvene.',
    },
    {
      kind: 'to-improve',
      text: 'Kommuneoverlegen kom sent inn og fikk liten del i etterforskningen, men sørget for at Mattilsynet og en stab kom på plass.',
    },
  ],
  recommendations: recommendationsBehind(measures, {
    1: { findings: [5, 6], page: 4 },
    2: { findings: [1, 2], page: 4 },
    3: { findings: [1, 3], page: 4 },
    4: { findings: [1, 3], page: 4 },
    5: { findings: [3], page: 4 },
    6: { findings: [1, 2], page: 4 },
    7: { findings: [5], page: 4 },
    8: { findings: [5], page: 4 },
    9: { findings: [4], page: 5 },
    10: { findings: [2], page: 5 },
    11: { findings: [4, 6], page: 5 },
    12: { findings: [5], page: 5 },
  }),
};

const plan: DemoPlan = {
  title: 'Tiltaksplan etter utbruddet i Raufoss Industripark',
  periodEnd: 300,
  secretariat: {
    caseOfficer: 'kari.nordmann@vestdal.example',
    signOffSubstitutes: ['astrid.lunde@vestdal.example'],
  },
  leadership: { kind: 'person', person: 'astrid.lunde@vestdal.example' },
  basisOfAssessment:
    'Rapporten fra gjennomgangen har verken frister eller ansvarlige. Fremdriften er vurdert mot planens slutt.',
  goals: [],
  themes: [],
  abbreviations: [
    { term: 'HMS', meaning: 'helse, miljø og sikkerhet' },
    { term: 'E. coli', meaning: 'Escherichia coli, en tarmbakterie som viser at vannet er forurenset' },
  ],
  measures,
  jointLines: [],
};

export const raufoss: DemoCase = { evaluation, plan };
