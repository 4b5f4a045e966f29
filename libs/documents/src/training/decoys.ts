import {
  asked,
  bullet,
  closing,
  deedsOf,
  heading,
  type Layout,
  numbered,
  paragraph,
  story,
} from './made-up.js';

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
  'what is planned is told': (dice, words) => ({
    parts: [
      heading(dice.of(words.titles)),
      ...words.qualities.map((quality) =>
        paragraph(
          `${story(dice, words, 1)} ${dice.of(words.thingLeads).replace(/:$/, '')} ${quality}. ${story(dice, words, 1)}`,
        ),
      ),
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
