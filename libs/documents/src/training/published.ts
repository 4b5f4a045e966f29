import {
  and,
  announcement,
  around,
  asked,
  bullet,
  dealt,
  deedsOf,
  type Dice,
  type GoldenMeasure,
  heading,
  type Layout,
  lower,
  numbered,
  paragraph,
  type Part,
  story,
} from './made-up.js';
import type { Deed, Words } from './words.js';

interface Own {
  parts: Part[];
  gold: GoldenMeasure[];
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const dotted = (day: string) => day.split('-').reverse().join('.');

/** Each deed in turn, with whatever is set for it. */
function each(
  dice: Dice,
  words: Words,
  set: (deed: Deed, at: number) => { parts: Part[]; gold: GoldenMeasure | GoldenMeasure[] },
  [from, to] = [3, 5],
): Own {
  const own: Own = { parts: [], gold: [] };
  for (const [at, deed] of deedsOf(dice, words, from, to).entries()) {
    const { parts, gold } = set(deed, at);
    own.parts.push(...parts);
    own.gold.push(...[gold].flat());
  }
  return own;
}

/** One owner, one deadline, and how the text of a cell says the deed. */
function planned(dice: Dice, words: Words, deed: Deed) {
  const owner = dice.of(words.owners);
  const [when, on] = dice.of(words.deadlines);
  return { owner, when, on, text: dice.chance(0.5) ? deed.imp : capital(deed.inf) };
}

const under = (own: Own, ...before: Part[]): Own => ({ ...own, parts: [...before, ...own.parts] });
const after = (own: Own, ...behind: Part[]): Own => ({ ...own, parts: [...own.parts, ...behind] });

/** Words that a layout needs of its own, as the language has them. */
const said = {
  nb: {
    reply: 'Kommentar',
    short: 'På kort sikt',
    long: 'På lengre sikt',
    good: 'Dette lyktes',
    bad: 'Dette sviktet',
    next: 'Herfra',
    start: 'Oppstart',
    end: 'Sluttført',
    often: 'Hyppighet',
    back: 'Tilbake til toppen',
    to: 'Til',
    first: 'For det første',
    second: 'Dernest',
    third: 'Endelig',
    plan: 'Gjennomføring',
    money: 'Kostnad',
    because: 'Grunnen er at dette ble oversett.',
  },
  nn: {
    reply: 'Kommentar',
    short: 'På kort sikt',
    long: 'På lengre sikt',
    good: 'Dette lukkast',
    bad: 'Dette svikta',
    next: 'Herifrå',
    start: 'Oppstart',
    end: 'Sluttført',
    often: 'Kor ofte',
    back: 'Tilbake til toppen',
    to: 'Til',
    first: 'For det første',
    second: 'Dinest',
    third: 'Til slutt',
    plan: 'Gjennomføring',
    money: 'Kostnad',
    because: 'Grunnen er at dette vart oversett.',
  },
  da: {
    reply: 'Bemærkning',
    short: 'På kort sigt',
    long: 'På længere sigt',
    good: 'Det lykkedes',
    bad: 'Det svigtede',
    next: 'Herfra',
    start: 'Opstart',
    end: 'Afsluttet',
    often: 'Hyppighed',
    back: 'Til toppen',
    to: 'Til',
    first: 'For det første',
    second: 'Dernæst',
    third: 'Endelig',
    plan: 'Gennemførelse',
    money: 'Udgift',
    because: 'Grunden er at dette blev overset.',
  },
  sv: {
    reply: 'Kommentar',
    short: 'På kort sikt',
    long: 'På längre sikt',
    good: 'Detta lyckades',
    bad: 'Detta brast',
    next: 'Härifrån',
    start: 'Påbörjas',
    end: 'Avslutas',
    often: 'Hur ofta',
    back: 'Till toppen',
    to: 'Till',
    first: 'För det första',
    second: 'Därnäst',
    third: 'Slutligen',
    plan: 'Genomförande',
    money: 'Utgift',
    because: 'Skälet är att detta förbisågs.',
  },
  en: {
    reply: 'Comment',
    short: 'Within the year',
    long: 'In the longer run',
    good: 'What held up',
    bad: 'What failed',
    next: 'From here',
    start: 'Begin',
    end: 'Finish',
    often: 'How often',
    back: 'Back to top',
    to: 'To',
    first: 'Firstly',
    second: 'Secondly',
    third: 'Lastly',
    plan: 'Delivery',
    money: 'Price',
    because: 'The reason is that this was overlooked.',
  },
} as const;

/** Layouts of kinds that are published: inquiries, audits, supervision, exercises, plans, matrices and logs. */
export const publishedLayouts: Readonly<Record<string, Layout>> = {
  'inquiry: paragraphs numbered through, those that recommend last': (dice, words) => {
    let paragraphAt = 0;
    const next = () => `9.${(paragraphAt += 1)}`;
    const told = dice
      .some([...words.happened, ...words.states], 4)
      .map((text) => paragraph(`${next()} ${text} ${dice.of(words.neutral)}`));
    const own = each(dice, words, (deed) => {
      const ask = asked(dice, words, deed, 'owner');
      return { parts: [paragraph(`${next()} ${ask.text}`)], gold: ask.gold };
    });
    return under(own, heading(`9 ${dice.of(words.titles)}`), ...told, heading(announcement(dice, words), 2));
  },
  'committee: sentences that propose, spread over chapters': (dice, words) => {
    const own = each(dice, words, (deed, at) => {
      const owner = dice.of(words.owners);
      const text = `${words.recommends.replace(/\s(å|at|att|to)$/u, '')} ${words.language === 'en' ? 'that' : words.language === 'sv' ? 'att' : 'at'} ${lower(owner)} ${words.modals[0] ?? ''} ${deed.inf}.`;
      return {
        parts: [
          heading(`${at + 3} ${words.titles[at % words.titles.length] ?? ''}`),
          paragraph(`${story(dice, words)} ${text} ${dice.of(words.states)}`),
        ],
        gold: { text, owners: [owner] },
      };
    });
    return own;
  },
  'audit: each with the audited body’s comment': (dice, words) => {
    const own = each(dice, words, (deed, at) => {
      const ask = asked(dice, words, deed, 'owner');
      return {
        parts: [
          numbered(at + 1, ask.text),
          paragraph(`${said[words.language].reply}: ${dice.of(words.states)}`),
        ],
        gold: ask.gold,
      };
    });
    return around(dice, words, under(own, heading(announcement(dice, words))));
  },
  'supervision: shortcomings with what is ordered': (dice, words) => {
    const { fields } = words;
    const [finding, text, due] = [dice.of(fields.finding), dice.of(fields.text), dice.of(fields.deadline)];
    const own = each(
      dice,
      words,
      (deed, at) => {
        const { when, on } = planned(dice, words, deed);
        return {
          parts: [
            heading(`${finding} ${at + 1}`, 2),
            paragraph(story(dice, words, 2)),
            paragraph(`${text}: ${deed.imp}.`),
            paragraph(`${due}: ${when}`),
          ],
          gold: { text: `${deed.imp}.`, owners: [], deadline: on },
        };
      },
      [2, 4],
    );
    return own;
  },
  'accident board: a number, its grounds, then who is advised': (dice, words) => {
    const label = dice.of(words.labels);
    const own = each(dice, words, (deed, at) => {
      const ask = asked(dice, words, deed, 'owner');
      return {
        parts: [
          heading(`${label} 2027/0${at + 1}T`, 2),
          paragraph(dice.some(words.happened, 2).join(' ')),
          paragraph(ask.text),
        ],
        gold: ask.gold,
      };
    });
    return around(dice, words, under(own, heading(announcement(dice, words))));
  },
  'exercise: observation, lesson, action, who and when': (dice, words) => {
    const { fields } = words;
    const own = each(dice, words, (deed, at) => {
      const { owner, on, text } = planned(dice, words, deed);
      return {
        parts: [{ kind: 'table', rows: [[String(at + 1), dice.of(words.states), text, owner, dotted(on)]] }],
        gold: { text, owners: [owner], deadline: on },
      };
    });
    return around(
      dice,
      words,
      under(
        joined(own, [
          'Nr',
          dice.of(fields.finding),
          dice.of(fields.text),
          dice.of(fields.owner),
          dice.of(fields.deadline),
        ]),
        heading(announcement(dice, words)),
      ),
    );
  },
  'plan: rows that name a theme': (dice, words) => {
    const { fields } = words;
    const rows: string[][] = [[dice.of(fields.text), dice.of(fields.owner), dice.of(fields.deadline)]];
    const gold: GoldenMeasure[] = [];
    const deeds = dealt(dice, words, 2);
    for (const [part, theme] of dice.some(words.titles, 2).entries()) {
      rows.push([theme, '<', '<']);
      for (const deed of deeds[part] ?? []) {
        const { owner, on, text } = planned(dice, words, deed);
        rows.push([text, owner, dotted(on)]);
        gold.push({ text, owners: [owner], deadline: on });
      }
    }
    return around(dice, words, {
      parts: [heading(dice.of(words.oddHeadings)), { kind: 'table', rows }],
      gold,
    });
  },
  'plan: begin and end under a common name': (dice, words) => {
    const { fields } = words;
    const { start, end, plan } = said[words.language];
    const rows: string[][] = [
      ['Nr', dice.of(fields.text), dice.of(fields.owner), plan, '<'],
      ['^', '^', '^', start, end],
    ];
    const gold: GoldenMeasure[] = [];
    for (const [at, deed] of deedsOf(dice, words, 3, 5).entries()) {
      const { owner, on, text } = planned(dice, words, deed);
      rows.push([String(at + 1), text, owner, `0${at + 1}.01.2027`, dotted(on)]);
      gold.push({ text, owners: [owner], deadline: on });
    }
    return { parts: [heading(dice.of(words.oddHeadings)), { kind: 'table', rows, header: 2 }], gold };
  },
  'plan: one owner for several rows': (dice, words) => {
    const { fields } = words;
    const rows: string[][] = [[dice.of(fields.owner), dice.of(fields.text), dice.of(fields.deadline)]];
    const gold: GoldenMeasure[] = [];
    const deeds = dealt(dice, words, 2);
    for (const [part, owner] of dice.some(words.owners, 2).entries()) {
      for (const [at, deed] of (deeds[part] ?? []).entries()) {
        const { on, text } = planned(dice, words, deed);
        rows.push([at === 0 ? owner : '^', text, dotted(on)]);
        gold.push({ text, owners: [owner], deadline: on });
      }
    }
    return around(dice, words, {
      parts: [heading(announcement(dice, words)), { kind: 'table', rows }],
      gold,
    });
  },
  'matrix: how often it is to be done beside when it is due': (dice, words) => {
    const { fields } = words;
    const own = each(dice, words, (deed) => {
      const { owner, on, text } = planned(dice, words, deed);
      return {
        parts: [{ kind: 'table', rows: [[text, dice.of(words.often), owner, dotted(on)]] }],
        gold: { text, owners: [owner], deadline: on },
      };
    });
    return under(
      joined(own, [
        dice.of(fields.text),
        said[words.language].often,
        dice.of(fields.owner),
        dice.of(fields.deadline),
      ]),
      heading(dice.of(words.oddHeadings)),
    );
  },
  'matrix without names of columns': (dice, words) => {
    const own = each(dice, words, (deed) => {
      const { owner, on } = planned(dice, words, deed);
      return {
        parts: [{ kind: 'table', rows: [[deed.imp, owner, dotted(on)]] }],
        gold: { text: deed.imp, owners: [owner], deadline: on },
      };
    });
    return around(dice, words, under(joined(own), heading(announcement(dice, words))));
  },
  'a table that goes on after a page, without its header': (dice, words) => {
    const { fields } = words;
    const own = each(
      dice,
      words,
      (deed, at) => {
        const { owner, on } = planned(dice, words, deed);
        return {
          parts: [{ kind: 'table', rows: [[String(at + 1), deed.imp, owner, dotted(on)]] }],
          gold: { text: deed.imp, owners: [owner], deadline: on },
        };
      },
      [4, 6],
    );
    const rows = rowsOf(own);
    const header = ['Nr', dice.of(fields.text), dice.of(fields.owner), dice.of(fields.deadline)];
    return {
      parts: [
        heading(announcement(dice, words)),
        { kind: 'table', rows: [header, ...rows.slice(0, 2)] },
        paragraph(dice.of(words.titles)),
        { kind: 'table', rows: rows.slice(2) },
      ],
      gold: own.gold,
    };
  },
  'log: opened, action, owner, due, state': (dice, words) => {
    const { fields } = words;
    const own = each(dice, words, (deed, at) => {
      const { owner, on, text } = planned(dice, words, deed);
      return {
        parts: [
          {
            kind: 'table',
            rows: [[`T-${at + 11}`, `1${at}.10.2026`, text, owner, dotted(on), dice.of(words.states2)]],
          },
        ],
        gold: { text, owners: [owner], deadline: on },
      };
    });
    const { start } = said[words.language];
    return joined(own, [
      'ID',
      start,
      dice.of(fields.text),
      dice.of(fields.owner),
      dice.of(fields.deadline),
      dice.of(fields.status),
    ]);
  },
  'two columns: to whom, and what': (dice, words) => {
    const { fields } = words;
    const own = each(dice, words, (deed) => {
      const { owner, text } = planned(dice, words, deed);
      return {
        parts: [{ kind: 'table', rows: [[owner, text]] }],
        gold: { text, owners: [owner] },
      };
    });
    return around(
      dice,
      words,
      under(joined(own, [dice.of(fields.owner), dice.of(fields.text)]), heading(announcement(dice, words))),
    );
  },
  'a review in three parts: held, failed, next': (dice, words) => {
    const { good, bad, next } = said[words.language];
    const own = each(dice, words, (deed) => ({
      parts: [bullet(deed.imp)],
      gold: { text: deed.imp, owners: [] },
    }));
    return under(
      own,
      heading(good),
      ...dice.some(words.happened, 2).map((text) => bullet(text)),
      heading(bad),
      ...dice.some(words.states, 2).map((text) => bullet(text)),
      heading(next),
    );
  },
  'a summary first, in fewer words, then each in full': (dice, words) => {
    const label = dice.of(words.labels);
    const short: Part[] = [];
    const own = each(dice, words, (deed, at) => {
      const ask = asked(dice, words, deed, 'owner');
      short.push(bullet(`${label} ${at + 1}: ${capital(deed.inf)}`));
      return { parts: [heading(`${label} ${at + 1}`, 2), paragraph(ask.text)], gold: ask.gold };
    });
    const summary = { nb: 'Sammendrag', nn: 'Samandrag', da: 'Resumé', sv: 'Sammanfattning', en: 'Summary' };
    return under(
      own,
      heading(summary[words.language]),
      paragraph(story(dice, words)),
      ...short,
      heading(dice.of(words.otherHeadings)),
      paragraph(story(dice, words)),
      heading(announcement(dice, words)),
    );
  },
  'titles run in before the sentence': (dice, words) => {
    const own = each(dice, words, (deed, at) => {
      const ask = asked(dice, words, deed, 'owner');
      return {
        parts: [numbered(at + 1, `${words.titles[at % words.titles.length] ?? ''}. ${ask.text}`)],
        gold: ask.gold,
      };
    });
    return around(dice, words, under(own, heading(announcement(dice, words))));
  },
  'a heading for each, its text, then who and when in one line': (dice, words) => {
    const { fields } = words;
    const [who, due] = [dice.of(fields.owner), dice.of(fields.deadline)];
    const own = each(dice, words, (deed, at) => {
      const { owner, when, on } = planned(dice, words, deed);
      return {
        parts: [
          heading(`${at + 1}. ${words.titles[at % words.titles.length] ?? ''}`, 2),
          paragraph(`${deed.imp}.`),
          paragraph(`${who}: ${owner}. ${due}: ${when}.`),
        ],
        gold: { text: `${deed.imp}.`, owners: [owner], deadline: on },
      };
    });
    return under(own, paragraph(story(dice, words)), heading(announcement(dice, words)));
  },
  'who in brackets after the full stop': (dice, words) => {
    const who = dice.of(words.fields.owner);
    const own = each(dice, words, (deed) => {
      const { owner } = planned(dice, words, deed);
      return {
        parts: [bullet(`${deed.imp}. (${who}: ${owner})`)],
        gold: { text: `${deed.imp}.`, owners: [owner] },
      };
    });
    return around(dice, words, under(own, heading(announcement(dice, words))));
  },
  'who first, then a colon': (dice, words) => {
    const own = each(dice, words, (deed) => {
      const owner = dice.of(words.owners);
      return {
        parts: [bullet(`${owner}: ${capital(deed.inf)}.`)],
        gold: { text: `${capital(deed.inf)}.`, owners: [owner] },
      };
    });
    return around(dice, words, under(own, heading(announcement(dice, words))));
  },
  'who last, after a dash': (dice, words) => {
    const own = each(dice, words, (deed, at) => {
      const owner = dice.of(words.owners);
      return {
        parts: [numbered(at + 1, `${deed.imp} – ${owner}`)],
        gold: { text: deed.imp, owners: [owner] },
      };
    });
    return around(dice, words, under(own, heading(announcement(dice, words))));
  },
  'letters under numbered themes': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [heading(announcement(dice, words))];
    const deeds = dealt(dice, words, 2);
    for (const [part, theme] of dice.some(words.titles, 2).entries()) {
      parts.push(heading(`${part + 1}. ${theme}`, 2));
      for (const [letter, deed] of (deeds[part] ?? []).entries()) {
        const ask = asked(dice, words, deed, 'owner');
        parts.push({ kind: 'item', marker: `${'abcdef'.charAt(letter)})`, text: ask.text });
        gold.push(ask.gold);
      }
    }
    return around(dice, words, { parts, gold });
  },
  'numbers of two parts under themes': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [heading(announcement(dice, words))];
    const deeds = dealt(dice, words, 2);
    for (const [part, theme] of dice.some(words.titles, 2).entries()) {
      parts.push(heading(`${part + 1} ${theme}`, 2));
      for (const [row, deed] of (deeds[part] ?? []).entries()) {
        const ask = asked(dice, words, deed, dice.chance(0.5) ? 'owner' : 'imperative');
        parts.push(paragraph(`${part + 1}.${row + 1} ${ask.text}`));
        gold.push(ask.gold);
      }
    }
    return { parts, gold };
  },
  'short and long term': (dice, words) => {
    const { short, long } = said[words.language];
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [heading(announcement(dice, words))];
    const deeds = dealt(dice, words, 2);
    for (const [part, term] of [short, long].entries()) {
      parts.push(paragraph(`${term}:`));
      for (const deed of deeds[part] ?? []) {
        const ask = asked(dice, words, deed, dice.chance(0.5) ? 'owner' : 'imperative');
        parts.push(bullet(ask.text));
        gold.push(ask.gold);
      }
    }
    return around(dice, words, { parts, gold });
  },
  'a letter: first, next, lastly': (dice, words) => {
    const { first, second, third } = said[words.language];
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [paragraph(story(dice, words))];
    for (const [at, deed] of deedsOf(dice, words, 3, 3).entries()) {
      const owner = dice.of(words.owners);
      const modal = words.modals[0] ?? '';
      const order = [first, second, third][at] ?? '';
      const text =
        words.language === 'en'
          ? `${order}, ${lower(owner)} ${modal} ${deed.inf}.`
          : `${order} ${modal} ${lower(owner)} ${deed.inf}.`;
      parts.push(paragraph(`${text} ${dice.of(words.states)}`));
      gold.push({ text, owners: [owner] });
    }
    return after({ parts, gold }, paragraph(dice.of(words.neutral)));
  },
  'finding and answer, in turn': (dice, words) => {
    const { fields } = words;
    const [finding, text] = [dice.of(fields.finding), dice.of(fields.text)];
    const own = each(dice, words, (deed, at) => {
      const ask = asked(dice, words, deed, 'owner');
      return {
        parts: [
          paragraph(`${finding} ${at + 1}: ${dice.of(words.states)}`),
          paragraph(`${text} ${at + 1}: ${ask.text}`),
        ],
        gold: ask.gold,
      };
    });
    return under(own, heading(dice.of(words.titles)), paragraph(story(dice, words)));
  },
  'a list set with dashes, each with two owners': (dice, words) => {
    const own = each(dice, words, (deed) => {
      const ask = asked(dice, words, deed, 'two');
      return { parts: [bullet(ask.text, '–')], gold: ask.gold };
    });
    return around(dice, words, under(own, heading(announcement(dice, words))));
  },
  'by addressee, each with a colon': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [heading(announcement(dice, words))];
    let at = 0;
    const deeds = dealt(dice, words, 2);
    for (const [part, owner] of dice.some(words.owners, 2).entries()) {
      parts.push(paragraph(`${said[words.language].to} ${lower(owner)}:`));
      for (const deed of deeds[part] ?? []) {
        at += 1;
        parts.push(numbered(at, `${deed.imp}.`));
        gold.push({ text: `${deed.imp}.`, owners: [owner] });
      }
    }
    return around(dice, words, { parts, gold });
  },
  'who and when on the line below': (dice, words) => {
    const { fields } = words;
    const [who, due] = [dice.of(fields.owner), dice.of(fields.deadline)];
    const own = each(dice, words, (deed, at) => {
      const { owner, when, on } = planned(dice, words, deed);
      return {
        parts: [{ kind: 'lines', lines: [`${at + 1}. ${deed.imp}.`, `${who}: ${owner}`, `${due}: ${when}`] }],
        gold: { text: `${deed.imp}.`, owners: [owner], deadline: on },
      };
    });
    return around(dice, words, under(own, heading(announcement(dice, words))));
  },
  'a hearing’s proposals, each with its reason': (dice, words) => {
    const own = each(dice, words, (deed, at) => {
      const ask = asked(dice, words, deed, dice.chance(0.5) ? 'owner' : 'infinitive');
      return {
        parts: [numbered(at + 1, ask.text), paragraph(said[words.language].because)],
        gold: ask.gold,
      };
    });
    return under(
      own,
      heading(dice.of(words.titles)),
      paragraph(story(dice, words)),
      paragraph(dice.of(words.leads).replace(/\s(å|at|att|to):$/u, ':')),
    );
  },
  'codes in front': (dice, words) => {
    const code = dice.of(['R', 'M', 'AP', 'K']);
    const own = each(dice, words, (deed, at) => {
      const ask = asked(dice, words, deed, dice.chance(0.5) ? 'owner' : 'imperative');
      return { parts: [paragraph(`${code}${at + 1} ${ask.text}`)], gold: ask.gold };
    });
    return around(dice, words, under(own, heading(announcement(dice, words))));
  },
  'boxes to tick, each with who': (dice, words) => {
    const own = each(dice, words, (deed) => {
      const owner = dice.of(words.owners);
      return {
        parts: [bullet(`${deed.imp} (${owner})`, '☐')],
        gold: { text: deed.imp, owners: [owner] },
      };
    });
    return around(dice, words, under(own, heading(announcement(dice, words))));
  },
  'two columns: what was seen, and what is asked': (dice, words) => {
    const { fields } = words;
    const own = each(dice, words, (deed) => {
      const ask = asked(dice, words, deed, 'owner');
      return {
        parts: [{ kind: 'table', rows: [[dice.of(words.states), ask.text]] }],
        gold: ask.gold,
      };
    });
    return around(
      dice,
      words,
      under(joined(own, [dice.of(fields.finding), dice.of(fields.text)]), heading(announcement(dice, words))),
    );
  },
  'several owners in a cell': (dice, words) => {
    const { fields } = words;
    const own = each(dice, words, (deed, at) => {
      const owners = dice.some(words.owners, 2);
      const [one = '', other = ''] = owners;
      const [, on] = dice.of(words.deadlines);
      const together = dice.of([
        `${one}, ${lower(other)}`,
        `${one} ${and[words.language]} ${lower(other)}`,
        `${one} / ${other}`,
      ]);
      return {
        parts: [{ kind: 'table', rows: [[String(at + 1), deed.imp, together, dotted(on)]] }],
        gold: { text: deed.imp, owners, deadline: on },
      };
    });
    return joined(own, ['Nr', dice.of(fields.text), dice.of(fields.owner), dice.of(fields.deadline)]);
  },
};

function rowsOf({ parts }: Own): string[][] {
  return parts.flatMap((part) => (part.kind === 'table' ? part.rows : []));
}

/** The rows that were set one by one, as one table. */
function joined(own: Own, header?: string[]): Own {
  return {
    ...own,
    parts: [{ kind: 'table', rows: header === undefined ? rowsOf(own) : [header, ...rowsOf(own)] }],
  };
}
