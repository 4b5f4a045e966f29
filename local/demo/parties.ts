import type { DemoGroup, DemoOrganisation, DemoParty, PartyKey, PersonEmail } from './facts.js';

/** The municipalities of Trøndelag (38 since 2020). */
const municipalitiesOfTrondelag = [
  'Flatanger',
  'Frosta',
  'Frøya',
  'Grong',
  'Heim',
  'Hitra',
  'Holtålen',
  'Høylandet',
  'Inderøy',
  'Indre Fosen',
  'Leka',
  'Levanger',
  'Lierne',
  'Malvik',
  'Melhus',
  'Meråker',
  'Midtre Gauldal',
  'Namsos',
  'Namsskogan',
  'Nærøysund',
  'Oppdal',
  'Orkland',
  'Osen',
  'Overhalla',
  'Rennebu',
  'Rindal',
  'Røros',
  'Røyrvik',
  'Selbu',
  'Skaun',
  'Snåsa',
  'Steinkjer',
  'Stjørdal',
  'Trondheim',
  'Tydal',
  'Verdal',
  'Ørland',
  'Åfjord',
] as const;

const hospitalTrusts = [
  'Akershus universitetssykehus',
  'Finnmarkssykehuset',
  'Helgelandssykehuset',
  'Helse Bergen',
  'Helse Fonna',
  'Helse Førde',
  'Helse Møre og Romsdal',
  'Helse Nord-Trøndelag',
  'Helse Stavanger',
  'Nordlandssykehuset',
  'Oslo universitetssykehus',
  'St. Olavs hospital',
  'Sunnaas sykehus',
  'Sykehuset i Vestfold',
  'Sykehuset Innlandet',
  'Sykehuset Telemark',
  'Sykehuset Østfold',
  'Sørlandet sykehus',
  'Universitetssykehuset Nord-Norge',
  'Vestre Viken',
] as const;

const regionalHealthAuthorities = ['Helse Midt-Norge', 'Helse Nord', 'Helse Sør-Øst', 'Helse Vest'] as const;

/** Municipalities that have taken Kvittert into use in the demo; for the others a case officer follows up. */
const municipalityContacts: Readonly<Record<string, PersonEmail>> = {
  Heim: 'ola.hansen@vestdal.example',
  Orkland: 'ola.hansen@vestdal.example',
  Trondheim: 'ola.hansen@vestdal.example',
};

/** `indre-fosen`, `snasa`: letters outside a–z are written with their nearest plain letters. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('å', 'a')
    .replaceAll(/[^a-z]+/g, '-');
}

function contactOrCaseOfficer(
  contact: PersonEmail | undefined,
): Pick<DemoOrganisation, 'contact' | 'caseOfficer'> {
  return contact === undefined ? { caseOfficer: 'jonas.bakke@vestdal.example' } : { contact };
}

function municipality(name: string): [PartyKey, DemoOrganisation] {
  return [
    `${slug(name)}-kommune`,
    {
      kind: 'organisation',
      name: `${name} kommune`,
      ours: false,
      ...contactOrCaseOfficer(municipalityContacts[name]),
    },
  ];
}

function healthAuthority(name: string, contact?: PersonEmail): [PartyKey, DemoOrganisation] {
  return [slug(name), { kind: 'organisation', name, ours: false, ...contactOrCaseOfficer(contact) }];
}

const municipalities = municipalitiesOfTrondelag.map(municipality);
const trusts = hospitalTrusts.map((name) =>
  healthAuthority(name, name === 'St. Olavs hospital' ? 'amina.yusuf@sykehuset-vest.example' : undefined),
);
const regions = regionalHealthAuthorities.map((name) => healthAuthority(name));

const namedOrganisations = {
  // Has nothing to do yet: the first walk in README gives it something.
  'vestdal-kommune': {
    kind: 'organisation',
    name: 'Vestdal kommune',
    ours: true,
    contact: 'ola.hansen@vestdal.example',
    leader: 'astrid.lunde@vestdal.example',
  },

  // Raufoss
  kommuneoverlegen: {
    kind: 'organisation',
    name: 'Kommuneoverlegen i Vestre Toten',
    ours: true,
    contact: 'ola.hansen@vestdal.example',
    leader: 'astrid.lunde@vestdal.example',
  },
  'vestre-toten-vannverk': {
    kind: 'organisation',
    name: 'Vannverket i Vestre Toten',
    ours: true,
    contact: 'ola.hansen@vestdal.example',
    leader: 'astrid.lunde@vestdal.example',
  },
  'raufoss-naeringspark': {
    kind: 'organisation',
    name: 'Raufoss Næringspark ANS',
    ours: false,
    contact: 'ingrid.solberg@industriparken.example',
  },
  mattilsynet: {
    kind: 'organisation',
    name: 'Mattilsynet avdeling Mjøsområdet',
    ours: false,
    contact: 'sara.somby@mattilsynet.example',
  },

  // Trøndelag
  'asu-sekretariat': {
    kind: 'organisation',
    name: 'ASU-sekretariatet',
    ours: true,
    contact: 'kari.nordmann@vestdal.example',
    leader: 'astrid.lunde@vestdal.example',
  },
  'fagrad-helseberedskap': {
    kind: 'organisation',
    name: 'Fagråd for helseberedskap og akuttmedisinsk kjede',
    ours: true,
    contact: 'amina.yusuf@sykehuset-vest.example',
    leader: 'astrid.lunde@vestdal.example',
  },
  'statsforvalteren-trondelag': {
    kind: 'organisation',
    name: 'Statsforvalteren i Trøndelag',
    ours: false,
    contact: 'per.lie@statsforvalteren.example',
  },

  // Infection control
  fhi: {
    kind: 'organisation',
    name: 'Folkehelseinstituttet',
    ours: true,
    contact: 'marte.vik@folkehelseinstituttet.example',
    leader: 'astrid.lunde@vestdal.example',
  },
  hod: {
    kind: 'organisation',
    name: 'Helse- og omsorgsdepartementet',
    ours: false,
    caseOfficer: 'jonas.bakke@vestdal.example',
  },
  helsedirektoratet: {
    kind: 'organisation',
    name: 'Helsedirektoratet',
    ours: false,
    contact: 'henrik.dahl@helsedirektoratet.example',
  },
  // One party for all the country's municipalities: an item for each of 357 would show nothing that the
  // 38 of Trøndelag don't show already.
  'kommunene-i-landet': {
    kind: 'organisation',
    name: 'Kommunene',
    ours: false,
    caseOfficer: 'jonas.bakke@vestdal.example',
  },
} as const satisfies Record<PartyKey, DemoOrganisation>;

export const groups = {
  'kommunene-trondelag': {
    kind: 'group',
    name: 'Kommunene i Trøndelag',
    members: municipalities.map(([key]) => key),
  },
  helseforetakene: { kind: 'group', name: 'Helseforetakene', members: trusts.map(([key]) => key) },
  'rhf-ene': { kind: 'group', name: 'De regionale helseforetakene', members: regions.map(([key]) => key) },
} satisfies Record<PartyKey, DemoGroup>;

/** Every organisation and group by key; organisations stand before the groups they are members of. */
export const parties: Readonly<Record<PartyKey, DemoParty>> = {
  ...namedOrganisations,
  ...Object.fromEntries([...municipalities, ...trusts, ...regions]),
  ...groups,
};
