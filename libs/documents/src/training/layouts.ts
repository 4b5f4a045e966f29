import {
  announcement,
  around,
  asked,
  bullet,
  dealt,
  deedsOf,
  type GoldenMeasure,
  heading,
  type Layout,
  listOf,
  lower,
  numbered,
  opening,
  paragraph,
  type Part,
  passive,
  story,
} from './made-up.js';
import type { Deed } from './words.js';

/** Layouts of lists, labelled paragraphs, running text and plain tables. */
export const plainLayouts: Readonly<Record<string, Layout>> = {
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
    const deeds = dealt(dice, words, 2);
    for (const [part, owner] of owners.entries()) {
      const lead = dice.of(words.leadsToOwner);
      parts.push(paragraph(lead.replace('@', lead.startsWith('@') ? owner : lower(owner))));
      for (const { inf } of deeds[part] ?? []) {
        parts.push(bullet(inf));
        gold.push({ text: inf, owners: [owner] });
      }
    }
    return around(dice, words, { parts, gold });
  },
  'headings that are owners': (dice, words) => {
    const gold: GoldenMeasure[] = [];
    const parts: Part[] = [heading(`7 ${dice.of(words.headings)}`)];
    const deeds = dealt(dice, words, 2);
    for (const [part, owner] of dice.some(words.owners, 2).entries()) {
      parts.push(heading(owner, 2));
      for (const deed of deeds[part] ?? []) {
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
    const deeds = dealt(dice, words, 2);
    for (const [part, theme] of dice.some(words.titles, 2).entries()) {
      parts.push(heading(theme, 2));
      for (const deed of deeds[part] ?? []) {
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
    const short = dice.chance(0.5);
    const parts = deedsOf(dice, words, 2, 4).flatMap((deed, at): Part[] => {
      const said = short ? shortly(deed) : asked(dice, words, deed);
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

/** In two or three words. */
function shortly({ imp }: Deed): { text: string; gold: GoldenMeasure } {
  const text = `${imp.split(' ').slice(0, 3).join(' ')}.`;
  return { text, gold: { text, owners: [] } };
}
