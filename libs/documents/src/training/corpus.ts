import type { Deed, Words } from './words.js';

/** A part of a document that is made up, before it is set in any format. */
type Part =
  | { kind: 'heading'; text: string; level: number }
  | { kind: 'paragraph'; text: string }
  | { kind: 'item'; marker: string; text: string }
  | { kind: 'lines'; lines: string[] }
  | { kind: 'table'; rows: string[][] };

/** What a person would find in it. */
export interface GoldenMeasure {
  text: string;
  owners: readonly string[];
  /** ISO date, or none. */
  deadline?: string;
}

export interface MadeUp {
  layout: string;
  language: string;
  parts: readonly Part[];
  gold: readonly GoldenMeasure[];
}

/** The same numbers each time (mulberry32). */
class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  of<T>(list: readonly T[]): T {
    const one = list[Math.floor(this.next() * list.length)];
    if (one === undefined) throw new Error('Nothing to choose from');
    return one;
  }

  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    const chosen: T[] = [];
    while (chosen.length < count && left.length > 0)
      chosen.push(...left.splice(Math.floor(this.next() * left.length), 1));
    return chosen;
  }
}

type Layout = (dice: Dice, words: Words) => Omit<MadeUp, 'layout' | 'language'>;

const heading = (text: string, level = 1): Part => ({ kind: 'heading', text, level });
const paragraph = (text: string): Part => ({ kind: 'paragraph', text });
const bullet = (text: string, marker = '•'): Part => ({ kind: 'item', marker, text });
const numbered = (number: number | string, text: string): Part => ({
  kind: 'item',
  marker: `${number}.`,
  text,
});

const and = { nb: 'og', nn: 'og', da: 'og', sv: 'och', en: 'and' } as const;

function lower(name: string): string {
  return name.startsWith('The ') ? `the ${name.slice(4)}` : name;
}

interface Said {
  text: string;
  gold: GoldenMeasure;
}

/** A whole sentence that asks for a deed: by its owner, as an imperative, or as an infinitive. */
function asked(dice: Dice, words: Words, deed: Deed, form = formFor(dice)): Said {
  const [when, on] = dice.chance(0.3) ? dice.of(words.deadlines) : ['', undefined];
  const often = when === '' && dice.chance(0.15) ? ` ${dice.of(words.often)}` : '';
  const tail = `${often}${when === '' ? '' : ` ${when}`}`;
  const told = (text: string, owners: readonly string[]): Said => ({
    text,
    gold: { text, owners, ...(on === undefined ? {} : { deadline: on }) },
  });
  const [one = '', other = ''] = dice.some(words.owners, 2);
  const modal = dice.of(words.modals);
  switch (form) {
    case 'owner':
      return told(`${one} ${modal} ${deed.inf}${tail}.`, [one]);
    case 'two':
      return told(`${one} ${and[words.language]} ${lower(other)} ${modal} ${deed.inf}${tail}.`, [one, other]);
    case 'thing':
      return thing(dice, words);
    case 'recommends':
      return told(`${words.recommends} ${deed.inf}${tail}.`, []);
    case 'imperative':
      return told(`${deed.imp}${tail}.`, []);
    default:
      return told(`${deed.inf.charAt(0).toUpperCase()}${deed.inf.slice(1)}${tail}.`, []);
  }
}

/** One after the other, so that a list hardly says the same twice. */
function thing(dice: Dice, words: Words): Said {
  const text = dice.of(words.things);
  return { text, gold: { text, owners: [] } };
}

/** A heading for recommendations: usual, odd, or one that says nothing. */
function announcement(dice: Dice, words: Words): string {
  return dice.chance(0.5) ? dice.of(words.headings) : dice.of(words.oddHeadings);
}

function story(dice: Dice, words: Words, sentences = dice.between(2, 4)): string {
  return dice.some([...words.happened, ...words.states, ...words.neutral], sentences).join(' ');
}

/** What stands before the part that matters. */
function opening(dice: Dice, words: Words): Part[] {
  const parts: Part[] = [paragraph(story(dice, words))];
  if (dice.chance(0.6)) parts.push(heading(dice.of(words.otherHeadings)), paragraph(story(dice, words)));
  if (dice.chance(0.5)) {
    parts.push(heading(dice.of(words.otherHeadings)), paragraph(dice.of(words.tellingLeads)));
    parts.push(...dice.some([...words.states, ...words.happened], 3).map((text) => bullet(text)));
  }
  if (dice.chance(0.3)) {
    parts.push(heading(dice.of(words.otherHeadings)));
    parts.push(...dice.some(words.happened, 3).map((text, at) => numbered(at + 1, text)));
  }
  return parts;
}

function closing(dice: Dice, words: Words): Part[] {
  const parts: Part[] = [];
  if (dice.chance(0.6)) {
    parts.push(heading(dice.of(words.otherHeadings)));
    parts.push(
      ...dice
        .some(words.people, 3)
        .map((text, at) => (dice.chance(0.5) ? numbered(at + 1, text) : bullet(text))),
    );
  }
  if (dice.chance(0.4)) parts.push(heading(dice.of(words.otherHeadings)), paragraph(story(dice, words)));
  return parts;
}

function deedsOf(dice: Dice, words: Words, from = 2, to = 5): Deed[] {
  return dice.some(words.deeds, dice.between(from, Math.min(to, words.deeds.length)));
}

/** Those of one list are written alike. */
function formFor(dice: Dice): string {
  return dice.of(['owner', 'owner', 'two', 'imperative', 'infinitive', 'thing', 'recommends']);
}

function listOf(
  dice: Dice,
  words: Words,
  mark: (at: number, text: string) => Part,
): { parts: Part[]; gold: GoldenMeasure[] } {
  const form = formFor(dice);
  const said =
    form === 'thing'
      ? dice.some(words.things, 3).map((text): Said => ({ text, gold: { text, owners: [] } }))
      : deedsOf(dice, words).map((deed) => asked(dice, words, deed, form));
  return { parts: said.map(({ text }, at) => mark(at, text)), gold: said.map(({ gold }) => gold) };
}

const passives = {
  nb: [
    'Bemanningen om natten gjennomgås.',
    'Alle alarmer kobles til sentralen.',
    'Varslingslisten revideres.',
    'Nye rutiner innarbeides i planen.',
  ],
  nn: [
    'Bemanninga om natta blir gjennomgått.',
    'Alle alarmar blir kopla til sentralen.',
    'Varslingslista blir revidert.',
  ],
  da: ['Bemandingen om natten gennemgås.', 'Alle alarmer kobles til centralen.', 'Listen revideres.'],
  sv: ['Bemanningen nattetid ses över.', 'Alla larm kopplas till centralen.', 'Listan revideras.'],
  en: [
    'Night staffing to be reviewed.',
    'All alarms to be linked to the centre.',
    'Call lists revised and tested.',
  ],
} as const;

function passive(dice: Dice, words: Words): string {
  return dice.of<string>(passives[words.language]);
}

const around = (dice: Dice, words: Words, own: { parts: Part[]; gold: GoldenMeasure[] }) => ({
  parts: [...opening(dice, words), ...own.parts, ...closing(dice, words)],
  gold: own.gold,
});

const layouts: Readonly<Record<string, Layout>> = {
  'numbered list under a heading': (dice, words) => {
    const list = listOf(dice, words, (at, text) => numbered(at + 1, text));
    return around(dice, words, { ...list, parts: [heading(announcement(dice, words)), ...list.parts] });
  },
  'bullets under a heading': (dice, words) => {
    const list = listOf(dice, words, (_, text) => bullet(text));
    return around(dice, words, { ...list, parts: [heading(announcement(dice, words)), ...list.parts] });
  },
  'bullets after a sentence that leads in': (dice, words) => {
    const deeds = deedsOf(dice, words, 3);
    const parts = [
      heading(dice.chance(0.5) ? announcement(dice, words) : dice.of(words.titles)),
      paragraph(`${story(dice, words, 1)} ${dice.of(words.leads)}`),
      ...deeds.map(({ inf }) => bullet(inf)),
    ];
    return around(dice, words, { parts, gold: deeds.map(({ inf }) => ({ text: inf, owners: [] })) });
  },
  'bullets after leads to different owners': (dice, words) => {
    const owners = dice.some(words.owners, 2);
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [heading(announcement(dice, words))];
    if (dice.chance(0.5))
      parts.push(
        paragraph(dice.of(words.tellingLeads)),
        ...dice.some(words.states, 2).map((text) => bullet(text)),
      );
    for (const owner of owners) {
      const lead = dice.of(words.leadsToOwner);
      parts.push(paragraph(lead.replace('@', lead.startsWith('@') ? owner : lower(owner))));
      for (const { inf } of deedsOf(dice, words, 2, 3)) {
        parts.push(bullet(inf));
        gold.push({ text: inf, owners: [owner] });
      }
    }
    return around(dice, words, { parts, gold });
  },
  'headings that are owners': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [heading(`7 ${dice.of(words.headings)}`)];
    for (const owner of dice.some(words.owners, 2)) {
      parts.push(heading(owner, 2));
      for (const deed of deedsOf(dice, words, 2, 3)) {
        const text = `${deed.imp}.`;
        parts.push(bullet(text));
        gold.push({ text, owners: [owner] });
      }
    }
    return around(dice, words, { parts: [...parts, heading('8 Register')], gold });
  },
  'headings that are themes': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [heading(`6 ${dice.of(words.headings)}`)];
    let number = 1;
    const digits = dice.chance(0.5);
    for (const theme of dice.some(words.titles, 2)) {
      parts.push(heading(theme, 2));
      for (const deed of deedsOf(dice, words, 2, 3)) {
        const said = asked(dice, words, deed, 'owner');
        parts.push(digits ? numbered(number++, said.text) : bullet(said.text));
        gold.push(said.gold);
      }
    }
    return around(dice, words, { parts: [...parts, heading('7 Register')], gold });
  },
  'labelled paragraphs between what is told': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const label = dice.of(words.labels);
    const parts = deedsOf(dice, words, 2, 4).flatMap((deed, at): Part[] => {
      const said = asked(dice, words, deed);
      gold.push(said.gold);
      return [
        heading(dice.of(words.titles), 2),
        paragraph(story(dice, words)),
        paragraph(`${label} ${at + 1}: ${said.text}`),
      ];
    });
    return around(dice, words, { parts, gold });
  },
  'labelled blocks with fields': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const label = dice.of(words.labels);
    const { fields } = words;
    const [owner, due, text, finding] = [
      dice.of(fields.owner),
      dice.of(fields.deadline),
      dice.of(fields.text),
      dice.of(fields.finding),
    ];
    const tight = dice.chance(0.5);
    const blocks = deedsOf(dice, words, 2, 4).flatMap((deed, at): Part[] => {
      const who = dice.some(words.owners, dice.between(1, 2));
      const [when, on] = dice.of(words.deadlines);
      const what = dice.chance(0.3) ? passive(dice, words) : `${deed.imp}.`;
      gold.push({ text: what, owners: who, deadline: on });
      const lines = [
        `${finding}: ${dice.of(words.states)}`,
        `${text}: ${what}`,
        `${owner}: ${who.join('; ')}`,
        `${due}: ${when}`,
      ];
      const title = `${label} ${at + 1}: ${words.titles[at % words.titles.length] ?? ''}`;
      return tight
        ? [{ kind: 'lines', lines: [title, ...lines] }]
        : [heading(title, 2), ...lines.map(paragraph)];
    });
    return around(dice, words, { parts: [heading(announcement(dice, words)), ...blocks], gold });
  },
  'numbers on lines of their own': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const owner = dice.of(words.owners);
    const status = dice.of(words.fields.status);
    const parts: Part[] = [heading(dice.of(words.headings)), heading(owner, 2)];
    for (const [at, deed] of deedsOf(dice, words, 2, 4).entries()) {
      const text = `${deed.imp}.`;
      parts.push(
        paragraph(`27/${10 + at}-R${at + 1}`),
        paragraph(text),
        paragraph(`${status}: ${dice.of(words.states2)}`),
      );
      gold.push({ text, owners: [owner] });
    }
    return { parts: [...opening(dice, words), ...parts], gold };
  },
  'numbers after the text': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const label = dice.of(words.labels);
    let number = 0;
    const parts: Part[] = [heading(dice.of(words.headings))];
    for (const deed of deedsOf(dice, words, 2, 4)) {
      const said = asked(dice, words, deed, 'owner');
      number++;
      if (dice.chance(0.4)) parts.push(paragraph(story(dice, words)));
      parts.push(paragraph(`${said.text.slice(0, -1)} (${label} ${number}).`));
      gold.push(said.gold);
    }
    return around(dice, words, { parts, gold });
  },
  'running text': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [heading(announcement(dice, words))];
    for (const deed of deedsOf(dice, words, 2, 4)) {
      const said = asked(dice, words, deed, 'owner');
      gold.push(said.gold);
      parts.push(
        paragraph(
          `${dice.of(words.states)} ${said.text} ${dice.chance(0.5) ? dice.of(words.happened) : ''}`.trim(),
        ),
      );
    }
    return around(dice, words, { parts, gold });
  },
  'one label, again and again': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const label = `${dice.of(words.titles)}${dice.of(['', 's'])} ${dice.of(words.fields.text).toLowerCase()}`;
    const parts = deedsOf(dice, words, 2, 4).flatMap((deed, at): Part[] => {
      const said = asked(dice, words, deed, 'owner');
      gold.push(said.gold);
      return [
        heading(`5.${at + 1} ${dice.of(words.titles)}`, 2),
        paragraph(`${label}: ${said.text}`),
        paragraph(story(dice, words)),
      ];
    });
    return around(dice, words, { parts, gold });
  },
  'a box with a caption': (dice, words) => {
    const list = listOf(dice, words, (_, text) => bullet(text));
    const box = { nb: 'Boks', nn: 'Boks', da: 'Boks', sv: 'Ruta', en: 'Box' }[words.language];
    return around(dice, words, {
      ...list,
      parts: [
        heading('5 Register'),
        paragraph(story(dice, words)),
        paragraph(`${box} 5.1 ${dice.of(words.headings)}`),
        ...list.parts,
      ],
    });
  },
  'owner and deadline in brackets': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [heading(announcement(dice, words))];
    for (const deed of deedsOf(dice, words, 2, 4)) {
      const owner = dice.of(words.owners);
      const [when, on] = dice.of(words.deadlines);
      parts.push(bullet(`${deed.imp} (${owner}, ${when})`));
      gold.push({ text: deed.imp, owners: [owner], deadline: on });
    }
    return around(dice, words, { parts, gold });
  },
  'names of things under a heading': (dice, words) => {
    const titles = dice.some(words.titles, 3);
    const more = {
      nb: 'Bedre og tidligere',
      nn: 'Betre og tidlegare',
      da: 'Bedre og tidligere',
      sv: 'Bättre och tidigare',
      en: 'Better and earlier',
    }[words.language];
    const gold = titles.map((title) => ({ text: `${more} ${title.toLowerCase()}`, owners: [] }));
    return around(dice, words, {
      parts: [heading(dice.of(words.headings)), ...gold.map(({ text }, at) => numbered(at + 1, text))],
      gold,
    });
  },
  'what each does, after a lead': (dice, words) => {
    const owner = dice.of(words.owners);
    const lead = dice.of(
      words.leadsToOwner
        .filter((one) => /(at|att|that) @:$/u.test(one))
        .concat(words.leadsToOwner.slice(0, 1)),
    );
    const present = (deed: string) =>
      deed.replace(/^(\p{L}+?)(e?)(?=\s)/u, (_, stem: string, end: string) =>
        words.language === 'nn'
          ? `${stem}ar`
          : words.language === 'sv' || words.language === 'en'
            ? stem + end
            : end === ''
              ? `${stem}r`
              : `${stem}er`,
      );
    const deeds = deedsOf(dice, words, 3).map(({ inf }) => present(inf));
    return around(dice, words, {
      parts: [
        heading(announcement(dice, words)),
        paragraph(lead.replace('@', lower(owner))),
        ...deeds.map((text) => bullet(text)),
      ],
      gold: deeds.map((text) => ({ text, owners: [owner] })),
    });
  },
  'lines without space between them': (dice, words) => {
    const list = listOf(dice, words, (at, text) => numbered(at + 1, text));
    const lines = [
      announcement(dice, words),
      ...list.parts.map((part) => (part.kind === 'item' ? `${part.marker} ${part.text}` : '')),
    ];
    return around(dice, words, { parts: [{ kind: 'lines', lines }], gold: list.gold });
  },
  'a table': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const { fields } = words;
    const short = dice.chance(0.3);
    const names = ['Nr', dice.of(fields.text), dice.of(fields.owner), dice.of(fields.deadline)];
    const rows = deedsOf(dice, words, 3, 5).map((deed, at) => {
      const owner = dice.of(words.owners);
      const [, on] = dice.of(words.deadlines);
      const what = short ? dice.of(words.titles) + ' ' + String(at + 1) : deed.imp;
      gold.push({ text: what, owners: [owner], deadline: on });
      return [String(at + 1), what, owner, on.split('-').reverse().join('.')];
    });
    return around(dice, words, {
      parts: [heading(announcement(dice, words)), { kind: 'table', rows: [names, ...rows] }],
      gold,
    });
  },
  'a table with nonsense names': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const rows = deedsOf(dice, words, 3, 5).map((deed) => {
      const owner = dice.of(words.owners);
      const [, on] = dice.of(words.deadlines);
      gold.push({ text: deed.imp, owners: [owner], deadline: on });
      return [deed.imp, dice.of(words.states), owner, on.split('-').reverse().join('.')];
    });
    const names = dice.some(['Brimst', 'Flavel', 'Kordum', 'Snepp', 'Trulle', 'Vask'], 4);
    return around(dice, words, {
      parts: [heading(announcement(dice, words)), { kind: 'table', rows: [names, ...rows] }],
      gold,
    });
  },
};

/** What looks like recommendations and is none. */
export const decoys: Readonly<Record<string, Layout>> = {
  'what was found': (dice, words) => ({
    parts: [
      heading(dice.of(words.otherHeadings)),
      paragraph(dice.of(words.tellingLeads)),
      ...dice.some([...words.states, ...words.happened], 5).map((text) => bullet(text)),
    ],
    gold: [],
  }),
  'what happened, numbered': (dice, words) => ({
    parts: [
      heading(dice.chance(0.5) ? dice.of(words.oddHeadings) : dice.of(words.titles)),
      ...dice.some(words.happened, 4).map((text, at) => numbered(at + 1, text)),
      ...closing(dice, words),
    ],
    gold: [],
  }),
  'who took part': (dice, words) => ({
    parts: [
      heading(dice.of(words.otherHeadings)),
      ...dice.some(words.people, 4).map((text) => bullet(text)),
      paragraph(story(dice, words)),
    ],
    gold: [],
  }),
  'an agenda': (dice, words) => ({
    parts: [
      paragraph(`${dice.of(words.titles)}: 12. mars 2026, kl. 10.00–12.00`),
      ...dice.some(words.titles, 5).map((text, at) => numbered(at + 1, text)),
      numbered(6, `${dice.of(words.headings)}`),
      paragraph(story(dice, words)),
    ],
    gold: [],
  }),
  'what was done': (dice, words) => ({
    parts: [heading(dice.of(words.headings)), ...dice.some(words.happened, 4).map((text) => bullet(text))],
    gold: [],
  }),
  'duties told': (dice, words) => ({
    parts: [
      heading(dice.of(words.otherHeadings)),
      paragraph(`${words.neutral.at(-1) ?? ''} ${story(dice, words)}`),
      heading(dice.of(words.titles)),
      paragraph(story(dice, words, 4)),
    ],
    gold: [],
  }),
  'an action card': (dice, words) => ({
    parts: [
      heading(
        {
          nb: 'Tiltakskort brann',
          nn: 'Tiltakskort brann',
          da: 'Aktionskort brand',
          sv: 'Åtgärdskort brand',
          en: 'Action card: fire',
        }[words.language],
      ),
      ...['112', '22', '7'].map((what, at) =>
        numbered(at + 1, at === 0 ? `Ring ${what}.` : `${dice.of(words.titles)} ${what}.`),
      ),
      paragraph(dice.of(words.neutral)),
    ],
    gold: [],
  }),
  'a reply to a hearing': (dice, words) => ({
    parts: [
      heading(
        {
          nb: 'Høringssvar',
          nn: 'Høyringssvar',
          da: 'Høringssvar',
          sv: 'Remissvar',
          en: 'Consultation response',
        }[words.language],
      ),
      paragraph(story(dice, words)),
      ...deedsOf(dice, words, 2, 3).map((deed) =>
        (dice.chance(0.4) ? bullet : paragraph)(
          `${asked(dice, words, deed, 'owner').text} ${dice.of(words.states)}`,
        ),
      ),
    ],
    gold: [],
  }),
  minutes: (dice, words) => ({
    parts: [
      heading(
        { nb: 'Møtereferat', nn: 'Møtereferat', da: 'Mødereferat', sv: 'Protokoll', en: 'Minutes' }[
          words.language
        ],
      ),
      ...dice
        .some(words.titles, 2)
        .flatMap((title, at) => [heading(`${at + 1} ${title}`, 2), paragraph(story(dice, words, 2))]),
      heading(`3 ${dice.of(words.headings)}`, 2),
      paragraph(story(dice, words, 3)),
      ...dice.some(words.happened, 3).map((text) => bullet(text)),
    ],
    gold: [],
  }),
  'what a thing is to be like': (dice, words) => ({
    parts: [
      heading(dice.of([...words.otherHeadings, ...words.titles])),
      paragraph(`${story(dice, words, 1)} ${dice.of(words.thingLeads)}`),
      ...words.qualities.map((text) => bullet(text)),
      paragraph(story(dice, words)),
    ],
    gold: [],
  }),
  'demands that are told': (dice, words) => ({
    parts: [
      heading(
        {
          nb: 'Krav i regelverket',
          nn: 'Krav i regelverket',
          da: 'Krav i loven',
          sv: 'Krav i lagen',
          en: 'Legal requirements',
        }[words.language],
      ),
      ...deedsOf(dice, words, 3, 4).map((deed) =>
        bullet(
          `${dice.of(words.owners)} ${words.language === 'en' ? 'shall' : words.language === 'sv' ? 'ska' : 'skal'} ${deed.inf}.`,
        ),
      ),
      paragraph(story(dice, words)),
    ],
    gold: [],
  }),
  'a budget': (dice, words) => ({
    parts: [
      heading({ nb: 'Økonomi', nn: 'Økonomi', da: 'Økonomi', sv: 'Ekonomi', en: 'Costs' }[words.language]),
      {
        kind: 'table',
        rows: [
          ['Nr', 'Tiltak', 'Ansvarlig', 'Beløp'],
          ...dice
            .some(words.titles, 4)
            .map((title, at) => [
              String(at + 1),
              title,
              dice.of(words.owners),
              `${dice.between(10, 900)} 000`,
            ]),
        ],
      },
    ],
    gold: [],
  }),
};

/** Documents of every layout in turn; the same for the same seed. */
export function corpus(
  words: readonly Words[],
  { seed, rounds }: { seed: number; rounds: number },
): MadeUp[] {
  const dice = new Dice(seed);
  const made: MadeUp[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [layout, make] of [
      ...Object.entries(layouts),
      ...Object.entries(decoys),
      ...Object.entries(decoys).filter(([name]) => name.startsWith('what a thing')),
    ]) {
      const own = dice.of(words);
      made.push({ layout, language: own.language, ...make(dice, own) });
    }
  }
  return made;
}

/** As text, lines of a usual length. */
export function asText({ parts }: MadeUp): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'heading':
        case 'paragraph':
          return wrapped(part.text, '');
        case 'item':
          return wrapped(`${part.marker} ${part.text}`, '  ');
        case 'lines':
          return part.lines.join('\n');
        case 'table':
          return part.rows.map((row) => row.join('\t')).join('\n');
      }
    })
    .reduce((text, part, at) => {
      const tight = parts[at]?.kind === 'item' && parts[at - 1]?.kind === 'item';
      return at === 0 ? part : `${text}${tight ? '\n' : '\n\n'}${part}`;
    }, '');
}

const lineLength = 84;

function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > lineLength) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

/** As a web page with its navigation. */
export function asHtml({ parts, layout }: MadeUp): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const body: string[] = [];
  let list: { tag: 'ul' | 'ol'; items: string[] } | undefined;
  const close = () => {
    if (list !== undefined) body.push(`<${list.tag}>${list.items.join('')}</${list.tag}>`);
    list = undefined;
  };
  for (const part of parts) {
    if (part.kind === 'item') {
      const tag = /\d/.test(part.marker) ? 'ol' : 'ul';
      if (list !== undefined && list.tag !== tag) close();
      list ??= { tag, items: [] };
      list.items.push(`<li>${escaped(part.text)}</li>`);
      continue;
    }
    close();
    if (part.kind === 'heading') body.push(`<h${part.level + 1}>${escaped(part.text)}</h${part.level + 1}>`);
    else if (part.kind === 'paragraph') body.push(`<p>${escaped(part.text)}</p>`);
    else if (part.kind === 'lines') body.push(`<p>${part.lines.map(escaped).join('<br>')}</p>`);
    else
      body.push(
        `<table>${part.rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</table>`,
      );
  }
  close();
  return `<!doctype html><html><head><title>${layout}</title></head><body><nav><ul><li>Forside</li><li>Anbefalinger</li><li>Kontakt</li></ul></nav><main>${body.join('\n')}</main><footer><p>Skriv til oss</p></footer></body></html>`;
}
