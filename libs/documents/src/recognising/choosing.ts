import type { Form, MeasureCandidate, Recognised } from './candidate.js';

/** Forms by how much they tell of themselves: a table names its owners, prose only recommends. */
const strength: Readonly<Record<Form, number>> = {
  table: 8,
  'status-bullets': 7,
  'flattened-table': 6,
  labelled: 5,
  commitments: 4,
  'numbered-list': 3,
  'bulleted-list': 2,
  prose: 1,
};
const leastOfOwnRight = 3;

/** A list under a heading that says nothing of recommendations is no stronger than what stands in running text. */
function strengthOf({ form, unannounced }: Recognised): number {
  return unannounced === true ? Math.min(strength[form], 2) : strength[form];
}

const strongerForm = 'the document has a stronger form';

export interface Choice {
  measures: readonly MeasureCandidate[];
  /** What may be a measure too, likeliest first. */
  doubtful: readonly MeasureCandidate[];
  /** What was seen and used, strongest first. */
  used: readonly Recognised[];
  /** What was seen and left, with the reason in plain English. */
  left: readonly { recognised: Recognised; because: string }[];
}

/**
 * One reading of the document out of several. What explains a text best keeps it; a table of short titles names the
 * measures of another; a list that says the same in fewer words is a summary; bullets and prose count only where
 * nothing stronger was found.
 */
export function choose(all: readonly Recognised[]): Choice {
  const ranked = [...all].sort(
    (one, other) =>
      strengthOf(other) - strengthOf(one) ||
      Number(one.inSummary === true) - Number(other.inSummary === true) ||
      weight(other) - weight(one),
  );
  const called = ranked.some(
    (one) =>
      isList(one) &&
      one.measures.length > 0 &&
      one.unannounced !== true &&
      one.aboutLearning !== true &&
      one.inSummary !== true,
  );
  const used: Recognised[] = [];
  const left: { recognised: Recognised; because: string }[] = [];
  for (const recognised of ranked) {
    if (recognised.measures.length === 0) {
      left.push({ recognised, because: 'it may be something else' });
      continue;
    }
    const because =
      called && isList(recognised) && recognised.aboutLearning === true
        ? 'others are called recommendations'
        : reasonToLeave(recognised, used);
    if (because === 'names' || because === 'summary') {
      nameBy(recognised, used);
      left.push({
        recognised,
        because:
          because === 'names'
            ? 'it gives the measures their short titles'
            : 'it says the same in fewer words',
      });
    } else if (because !== undefined) left.push({ recognised, because });
    else {
      const longer = used.findIndex((other) => summarises(other, recognised));
      const other = used[longer];
      if (other === undefined) used.push(recognised);
      else {
        used[longer] = named(recognised, other);
        left.push({ recognised: other, because: 'it says the same in fewer words' });
      }
    }
  }
  const measures = inOrder(used);
  return { measures, doubtful: doubtfulOf({ used, left, measures }), used, left };
}

const otherReasons: ReadonlySet<string> = new Set([strongerForm, 'it may be something else']);
const mostDoubtful = 200;

/** What was seen and not believed, and what is told in a weaker form than the rest; each text once. */
function doubtfulOf({
  used,
  left,
  measures,
}: Pick<Choice, 'used' | 'left' | 'measures'>): MeasureCandidate[] {
  const weaker = left
    .filter(({ recognised, because }) => otherReasons.has(because) && recognised.inSummary !== true)
    .flatMap(({ recognised }) => [...recognised.measures, ...(recognised.doubtful ?? [])]);
  const seen = new Set(measures.map(({ text }) => plain(text)));
  const whole = measures.map(({ text, items }) => plain([text, ...items.map((item) => item.text)].join(' ')));
  return [...used.flatMap(({ doubtful = [] }) => doubtful), ...weaker]
    .filter(({ text }) => {
      const key = plain(text);
      const known =
        seen.has(key) ||
        (key.length > 20 &&
          whole.some((other) => other.includes(key) || (other.length > 40 && key.includes(other))));
      seen.add(key);
      return !known;
    })
    .map((measure) => ({ ...measure, confidence: Math.min(measure.confidence, 0.49) }))
    .sort((one, other) => other.confidence - one.confidence)
    .slice(0, mostDoubtful);
}

function isList({ form }: Recognised): boolean {
  return form === 'numbered-list' || form === 'bulleted-list' || form === 'labelled';
}

function weight({ measures }: Recognised): number {
  return measures.reduce((sum, { text }) => sum + text.length, 0);
}

function reasonToLeave(recognised: Recognised, used: readonly Recognised[]): string | undefined {
  if (used.some((other) => summarises(recognised, other))) return 'names';
  if (used.some((other) => shareBlocks(recognised, other))) return 'a stronger form explains the same text';
  const told = used.filter(
    (other) => other.inSummary !== true && strengthOf(other) >= strengthOf(recognised),
  );
  if (recognised.inSummary === true && told.length > 0) return 'it sums up what stands elsewhere';
  const repeated = recognised.measures.filter((measure) =>
    used.some(({ measures }) => measures.some((other) => sameText(measure, other))),
  );
  if (repeated.length > recognised.measures.length / 2) return 'it repeats what stands elsewhere';
  const strongest = Math.max(0, ...used.map(strengthOf));
  if (strengthOf(recognised) < leastOfOwnRight && strongest >= leastOfOwnRight) return strongerForm;
  if (recognised.form === 'prose' && strongest > 0) {
    const scattered = recognised.measures.every(({ confidence }) => confidence <= 0.5);
    if (scattered || used.some(({ form }) => form !== 'prose')) return strongerForm;
  }
  return undefined;
}

function shareBlocks(one: Recognised, other: Recognised): boolean {
  let shared = 0;
  for (const block of one.blocks) if (other.blocks.has(block)) shared++;
  return shared > 0;
}

/** The same numbers, each in clearly fewer words: a table of short titles, or a summary. */
function summarises(short: Recognised, long: Recognised): boolean {
  if (short === long || short.measures.length < 2) return false;
  const byNumber = new Map(long.measures.map((measure) => [measure.numbers.join(), measure]));
  const pairs = short.measures.map((measure) => ({
    measure,
    other: measure.numbers.length === 0 ? undefined : byNumber.get(measure.numbers.join()),
  }));
  if (pairs.some(({ other }) => other === undefined)) return false;
  if (new Set(short.measures.map(({ numbers }) => numbers.join())).size !== short.measures.length)
    return false;
  const related = pairs.filter(
    ({ measure, other }) => other !== undefined && shareWords(measure.text, other.text),
  ).length;
  return related >= pairs.length * 0.6 && weight(short) < weight(long) * 0.7;
}

function shareWords(one: string, other: string): boolean {
  const words = new Set(longWords(other));
  return longWords(one).some((word) => words.has(word));
}

function longWords(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}{6,}/gu) ?? []).map((word) => word.slice(0, 6));
}

function nameBy(short: Recognised, used: Recognised[]): void {
  const at = used.findIndex((other) => summarises(short, other));
  const long = used[at];
  if (long !== undefined) used[at] = named(long, short);
}

function named(long: Recognised, short: Recognised): Recognised {
  const titles = new Map(short.measures.map((measure) => [measure.numbers.join(), measure]));
  return {
    ...long,
    measures: long.measures.map((measure) => {
      const other = titles.get(measure.numbers.join());
      if (other === undefined) return measure;
      const responsible = measure.responsible.length > 0 ? measure.responsible : other.responsible;
      const deadline = measure.deadline ?? other.deadline;
      return {
        ...measure,
        title: measure.title ?? other.text,
        responsible,
        ...(deadline === undefined ? {} : { deadline }),
      };
    }),
  };
}

function sameText(one: MeasureCandidate, other: MeasureCandidate): boolean {
  const [a, b] = [plain(one.text), plain(other.text)];
  return a === b || (Math.min(a.length, b.length) > 40 && (a.includes(b) || b.includes(a)));
}

const most = 20_000;
const plainOf = new Map<string, string>();

/** The same text is compared with many others. */
function plain(text: string): string {
  const known = plainOf.get(text);
  if (known !== undefined) return known;
  const found = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  if (plainOf.size >= most) plainOf.clear();
  plainOf.set(text, found);
  return found;
}

/** Each form keeps its own order; forms stand in the order of their beginnings. */
function inOrder(used: readonly Recognised[]): MeasureCandidate[] {
  const begins = ({ measures }: Recognised) => measures[0]?.source ?? { page: Infinity, line: 0 };
  return [...used]
    .sort((one, other) => begins(one).page - begins(other).page || begins(one).line - begins(other).line)
    .flatMap(({ measures }) => measures);
}
