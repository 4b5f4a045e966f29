import type { Difference } from './difference.js';

/** What a difference is about, and what to do then. The reasons: docs/verification.md. */
const areas = {
  history: {
    what: 'The history itself was altered: an event, its order or its hash is not as it was written.',
    next: 'Stop API and worker, keep a copy of the database as it is, and find out who had access since the last good anchor. Then restore the backup from before and compare.',
  },
  state: {
    what: 'A row does not say what its history leads to.',
    next: 'The history counts. Find out who changed the row past Kvittert; then restore it, or ask for help before anybody changes the same thing again.',
  },
  due: {
    what: 'What is next due, or was demanded, does not follow from the facts.',
    next: 'The worker mends it in the coming night; start the Schedule record-upkeep in Temporal to have it now. Then run this again.',
  },
  messages: {
    what: 'What is kept of demands and messages is not what was.',
    next: 'Look in Slack whether the message is there. If somebody was not told, tell them.',
  },
  anchors: {
    what: 'The anchors do not fit together, or not with what was written outside: part of the record was taken away, or all of it made anew.',
    next: 'If you have restored a backup since: it is what you see. Otherwise stop API and worker, keep a copy, and compare with the anchors in your log or ANCHOR_FOLDER and with those printed in locked reports.',
  },
  beside: {
    what: 'A name, an address, a kept answer, a file or a draft is not the one that was anchored.',
    next: 'A person: correct name and address in the register, and see what was done in their name since. A file of a report: delete its row; it is made anew. A draft or an answer: delete it.',
  },
  numbers: {
    what: 'Numbers were handed out that nothing has, or will be handed out twice.',
    next: 'Something is missing together with its history. Compare with a backup.',
  },
  guards: {
    what: 'The database no longer refuses what it must.',
    next: 'Run the migrations of this version (node dist/libs/record/src/migrate.js), take back rights that were given, switch triggers on again, and run this once more: what was written meanwhile may be wrong.',
  },
} as const;
type Area = keyof typeof areas;

export function areaOf({ stream, path }: Difference): Area {
  switch (stream) {
    case 'obligation':
    case 'notification':
      return 'messages';
    case 'anchor':
    case 'earlier-anchor':
    case 'epoch':
      return 'anchors';
    case 'counter':
      return 'numbers';
    case 'database':
      return 'guards';
    case 'person-details':
    case 'kept-answer':
    case 'published-file':
    case 'report-file':
    case 'import-draft':
    case 'summary-draft':
      return 'beside';
    default:
      if (path.startsWith('event')) return 'history';
      if (path === 'measures' || path === 'plans' || path === 'catalogues') return 'numbers';
      return /next_due_at|demanded_through|followed|obligation$/.test(path) ? 'due' : 'state';
  }
}

/** One line: what, where, and both sides. */
export function lineOf({ stream, id, path, found, expected }: Difference): string {
  return `${stream} ${id} ${path}: is ${shown(found)}, should be ${shown(expected)}`;
}

/** What was found in all, and the next step for each kind of it. */
export function advice(found: ReadonlyMap<Area, number>): string[] {
  return [...found].map(([area, count]) => `\n${count} × ${areas[area].what}\n  Next: ${areas[area].next}`);
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
