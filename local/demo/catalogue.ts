import type { RiskInWords } from '#domain/risk/risk-in-words.js';
import type { PastDate } from './facts.js';

interface DemoCandidate {
  title: string;
  text?: string;
}

interface DemoSituation {
  heading: string;
  name: string;
  description: string;
  indicators: readonly string[];
  /** In words, no thresholds. */
  considerWhen: readonly string[];
  purposes: readonly string[];
  candidates: readonly DemoCandidate[];
  risk?: RiskInWords;
}

export interface DemoCatalogue {
  name: string;
  about: string;
  situations: readonly DemoSituation[];
  earlierChanges: readonly { on: PastDate; note: string }[];
}

const outbreak = 'Avgrensede utbrudd';
const spread = 'Smitten øker generelt';

const inform: DemoCandidate = { title: 'Rette informasjon og testing mot gruppen' };
const overload = 'Mange blir alvorlig syke, eller helsetjenesten får mer enn den kan behandle';

/** Source 3 (PRODUCT.md): eight situations in which a municipality judges the risk, with what may then be done. */
export const outbreakCatalogue: DemoCatalogue = {
  name: 'Smittevern: situasjoner og aktuelle tiltak',
  about:
    'Til hjelp når kommunelegen vurderer risiko. Risikoen beskrives med ord: hvor sannsynlig det er at det blir verre, og hva det kan føre til. Faste nivåer brukes ikke.',
  situations: [
    {
      heading: outbreak,
      name: 'Utbrudd blant folk flest',
      description: 'For eksempel på et utested, en arbeidsplass eller i et privat selskap.',
      indicators: ['Nye smittede'],
      considerWhen: ['Som regel holder det som gjelder fra før'],
      purposes: [],
      candidates: [
        { title: 'Minne om de grunnleggende rådene', text: 'Ta med hva man gjør når man er syk.' },
      ],
    },
    {
      heading: outbreak,
      name: 'Utbrudd blant barn og unge',
      description: 'Der de er sammen på dagtid eller i fritiden.',
      indicators: ['Nye smittede', 'Fravær på grunn av sykdom'],
      considerWhen: [
        'Som regel holder det som gjelder fra før',
        'Rådene for skoler og barnehager sier det',
        'Så mange elever eller ansatte er borte at det ikke kan fortsette',
      ],
      purposes: ['Barn og unge får en så vanlig hverdag som mulig'],
      candidates: [
        { title: 'Teste flere', text: 'Følg rådene for skoler og barnehager.' },
        { title: 'Bruke trafikklysmodellen igjen' },
      ],
    },
    {
      heading: outbreak,
      name: 'Utbrudd der mange bor tett',
      description: 'For eksempel i mottak, brakker, leir eller internat.',
      indicators: ['Nye smittede', 'Utbrudd blant uvaksinerte', 'Vaksinasjonsdekning'],
      considerWhen: [overload],
      purposes: ['Færre blir syke i en gruppe der de vanlige tiltakene virker dårligere'],
      candidates: [
        { title: 'Kartlegge hvem som er vaksinert' },
        { title: 'Gi tilbud om vaksine' },
        { title: 'Følge opp som en husstand', text: 'Med jevnlige tester.' },
        inform,
        { title: 'Dele i mindre grupper', text: 'Gi også råd om avstand og færre kontakter.' },
      ],
    },
    {
      heading: outbreak,
      name: 'Utbrudd blant sårbare',
      description: 'For eksempel på sykehjem, i hjemmetjenesten eller i rusmiljø.',
      indicators: ['Nye smittede', 'Utbrudd på sykehjem og blant andre sårbare', 'Vaksinasjonsdekning'],
      considerWhen: [overload, 'Helsetjenesten selv er rammet, og har egne råd å følge'],
      purposes: [
        'Mindre smitte der mange kan bli alvorlig syke, eller der de vanlige tiltakene ikke stanser utbruddet',
      ],
      candidates: [
        {
          title: 'Følge rådene for helsetjenesten',
          text: 'Gjelder når utbruddet er i helsetjenesten selv.',
        },
        {
          title: 'Vurdere tiltak i resten av helsetjenesten',
          text: 'Også der ingen er smittet ennå.',
        },
        inform,
      ],
      risk: {
        likelihood:
          'Sannsynlig at smitten når flere avdelinger uten tiltak: de ansatte går på tvers, og få er vaksinert på nytt.',
        consequence: 'Flere beboere kan bli alvorlig syke, og avdelingene kan mangle folk på natt.',
        conclusion: 'Tiltak bør vurderes nå, og på nytt når vaksineringen er fullført.',
      },
    },
    {
      heading: outbreak,
      name: 'Utbrudd som utvikler seg uventet eller alvorlig',
      description:
        'Uvanlig mange blir innlagt, vaksinen verner dårligere enn ventet, eller en ny variant sprer seg.',
      indicators: ['Nye smittede', 'Utbrudd på sykehjem og blant andre sårbare', 'Vaksinasjonsdekning'],
      considerWhen: ['Mange av de smittede er alvorlig syke, eller smittet selv om de er vaksinert'],
      purposes: ['Vinne tid så lenge ingen vet hvor det går'],
      candidates: [
        {
          title: 'Avklare hva som ligger bak',
          text: 'En annen variant, en vaksine som virker dårligere, eller begge deler.',
        },
        { title: 'Etterforske utbruddet sammen med Folkehelseinstituttet' },
        inform,
      ],
    },
    {
      heading: spread,
      name: 'Scenario 1: få innleggelser',
      description: 'Samfunnet merker lite til smitten.',
      indicators: [
        'Nye smittede',
        'Symptomer i befolkningen',
        'Besøk hos lege',
        'Sykefravær',
        'Vaksinasjonsdekning',
      ],
      considerWhen: ['Som regel trengs ikke flere tiltak'],
      purposes: [],
      candidates: [],
    },
    {
      heading: spread,
      name: 'Scenario 2: flere innleggelser',
      description: 'Samfunnet begynner å merke smitten.',
      indicators: [
        'Nye smittede',
        'Sykefravær',
        'Utbrudd på sykehjem og blant andre sårbare',
        'Innlagte på sykehjem',
        'Innlagte på sykehus',
        'Vaksinasjonsdekning',
        'Om lovpålagte tjenester kan holdes oppe',
      ],
      considerWhen: [
        'Noen blir alvorlig syke eller dør',
        'Smitten øker, eller flere sårbare grupper er rammet på samme tid',
        'Legekontorer, omsorgstjenester eller sykehus merker presset',
        'Viktige tjenester mangler så mange folk at det ikke kan fortsette',
      ],
      purposes: [
        'Hindre alvorlig sykdom og dødsfall',
        'Holde helsetjenesten innenfor det den tåler',
        'Sørge for nok folk på jobb',
      ],
      candidates: [
        { title: 'Informere mer om de grunnleggende rådene' },
        {
          title: 'Minne om vaksine',
          text: 'Si hvem risikoen øker for. Gjør det lett for dem som ikke er vaksinert, om det er der smitten øker.',
        },
        { title: 'Dempe smitten i samfunnet', text: 'Be for eksempel dem som kan, om å arbeide hjemmefra.' },
        { title: 'Verne sårbare grupper' },
        { title: 'Vurdere testing, isolasjon, sporing og karantene i mindre omfang' },
      ],
      risk: {
        likelihood:
          'Lite sannsynlig at det blir verre de neste ukene: de fleste er vaksinert eller har vært syke.',
        consequence:
          'Blir det verre, mangler sykehjemmene folk først. Da må tjenester som kan vente, settes på vent.',
      },
    },
    {
      heading: spread,
      name: 'Scenario 3: mange innleggelser',
      description:
        'Smitten er utbredt, kan øke raskt og rammer samfunnet hardt. Tiltakene legges til dem i scenario 2.',
      indicators: [
        'Nye smittede',
        'Hvor folk blir smittet',
        'Sykefravær',
        'Innlagte på sykehjem',
        'Innlagte på sykehus',
        'Vaksinasjonsdekning',
      ],
      considerWhen: [
        'Mange er innlagt, de innlagte er sykere enn før, eller vaksine og behandling hjelper lite',
        'Sykehusene, og kanskje legekontorene, er under hardt press',
      ],
      purposes: [
        'Hindre alvorlig sykdom og dødsfall',
        'Lette trykket på helsetjenesten',
        'Få smitten ned',
        'Sørge for nok folk på jobb',
      ],
      candidates: [
        { title: 'Innføre testing, isolasjon, sporing og karantene igjen' },
        {
          title: 'Begrense kontakten mellom folk',
          text: 'Målrettet om det går, ellers for alle: avstand, færre på samme sted, i ytterste fall stenging.',
        },
        { title: 'Veie opp for ulempene', text: 'For dem som tiltakene går hardest ut over.' },
      ],
    },
  ],
  earlierChanges: [
    {
      on: '2020-10-06',
      note: 'Ett langt kapittel er delt i ti. Avsnittet om risiko er rettet, og et eksempel er tatt ut.',
    },
    { on: '2020-12-18', note: 'Risikonivåer og tiltakspakker er innført.' },
    {
      on: '2021-02-08',
      note: 'Vurderingene av virusvarianter er lenket inn: varianten sier noe om spredningen.',
    },
    { on: '2021-03-10', note: 'Indikatorene har fått nye verdier på hvert nivå.' },
    { on: '2021-03-18', note: 'To av verdiene er endret igjen.' },
    {
      on: '2021-07-19',
      note: 'Vaksinasjonsdekningen er tatt med. Embetet har fått navnet Statsforvalteren.',
    },
    { on: '2021-08-11', note: 'Grenseverdiene er tatt bort. Igjen står hva som bør beskrives og vurderes.' },
    { on: '2021-09-25', note: 'Tilpasset en hverdag der beredskapen er høyere, men livet ellers vanlig.' },
    { on: '2021-10-09', note: 'Klarere etter regjeringens nye plan og det brukerne har meldt inn.' },
    { on: '2021-11-09', note: 'Eksemplene heter nå scenarioer.' },
  ],
};
