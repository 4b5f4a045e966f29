import type { Block, Document, Place, TextualBlock } from '../reading/document.js';
import type { Form, ItemCandidate, MeasureCandidate, Recognised } from './candidate.js';
import { type Deadline, deadlineOf, deadlineWithin, isDeadline } from './deadline-in-words.js';
import { isDecision } from './decisions.js';
import { rolesOf } from './columns.js';
import { type Field, fieldOf, recurring } from './field-records.js';
import { addresseeOfHeading, namesOnlyActors, ownersFor, withoutOwner } from './owners.js';
import {
  announcedLabelOf,
  type Label,
  labelReader,
  type NumberKind,
  numberKind,
  otherLabelReader,
  valueOf,
} from './labels.js';
import { isOrganisation, looksLikeParty, partiesAsWritten } from './parties-as-written.js';
import { recommendationScopes, type Scope } from './recommendation-scopes.js';
import { standings, type Standing } from './sections.js';
import { beginsWithDoing, tellsPast, tellsState } from './sentence-forms.js';
import { sentencesOf } from './prose.js';
import { isOfAnotherKind, type Surroundings } from './signals.js';
import {
  type ColumnRole,
  isAboutLearning,
  obliges,
  recommendationHeading,
  recommends,
} from './vocabulary.js';
import { type Candidate, doubtfulFrom, proposedFrom, type Weigh } from './weighing.js';

/**
 * Numbered or bulleted lists under a heading or a sentence that announces recommendations. Headings within the part are
 * themes; what stands between one number and the next belongs to the first; "a)" and nested bullets are items; lines
 * that begin with "Ansvar:" and "Frist:" say who and when.
 */
export function recommendationLists(document: Document, weigh: Weigh): Recognised[] {
  const { blocks } = document;
  const where = standings(blocks);
  return recommendationScopes(document).flatMap((scope) => {
    const around = { scope, where, blocks, weigh };
    const numbered = weighed(recommendingOf(inScope(blocks, scope, { where, begins: numberedItem })), {
      ...around,
      form: 'numbered',
    });
    const bulleted = weighed(inScope(blocks, scope, { where, begins: bulletedItem }), {
      ...around,
      form: 'bulleted',
    });
    const isNumbered =
      numbered.kept.measures.length > 0 ||
      (bulleted.kept.measures.length === 0 && numbered.doubtful.length >= bulleted.doubtful.length);
    const better = isNumbered ? numbered : bulleted;
    return told(better === numbered ? 'numbered-list' : 'bulleted-list', scope, better);
  });
}

/** "… hvert år (Helsedirektoratet, innen 2027)": what ends a text in brackets may say who and when without saying so. */
function withoutEnding(text: string): { text: string; responsible?: string[]; deadline?: Deadline } {
  const ending = /\s*\(([^()]{3,90})\)\s*([.;]?)$/u.exec(text);
  const parts = ending?.[1]?.split(/\s*[,;]\s+|\s*[–—]\s+/u) ?? [];
  const when = parts.filter(isDeadline);
  const who = parts.filter((part) => !isDeadline(part));
  if (
    ending === null ||
    who.length === 0 ||
    !who.every(
      (part) => looksLikeParty(part) && (when.length > 0 || isOrganisation(part) || namesOnlyActors(part)),
    )
  )
    return { text };
  const deadline = deadlineOf(when.join(' '));
  return {
    text: text.slice(0, ending.index) + (/[.!?]$/.test(text.slice(0, ending.index)) ? '' : ending[2]),
    responsible: partiesAsWritten(who),
    ...(deadline === undefined ? {} : { deadline }),
  };
}

/** Without who and when, where they stand at its end or its beginning. */
function withoutWhom(text: string): ReturnType<typeof withoutEnding> {
  const ended = withoutEnding(text);
  if (ended.responsible !== undefined) return ended;
  const { text: rest, owners } = withoutOwner(text);
  return owners.length > 0 ? { text: rest, responsible: owners } : ended;
}

/** Where every paragraph of a report has its number, those that recommend are the recommendations. */
function recommendingOf(read: Read): Read {
  const sentences = read.measures.map(({ text }) => sentencesOf(text));
  const numbersParagraphs =
    read.measures.every(({ numbers }) => numbers[0]?.includes('.') ?? false) &&
    sentences.flat().length >= read.measures.length * 1.5 &&
    sentences.some((own) => !own.some(obliges) && !own.some(recommends));
  if (!numbersParagraphs) return withoutTold(read);
  const explicit = sentences.some((own) => own.some(recommends)) ? recommends : obliges;
  const kept = read.measures.map((_, at) => sentences[at]?.some(explicit) ?? false);
  return {
    ...read,
    measures: read.measures.filter((_, at) => kept[at]),
    drafts: read.drafts.filter((_, at) => kept[at]),
  };
}

/** Where paragraphs are numbered through a report, those that only tell stand between those that ask. */
function withoutTold(read: Read): Read {
  if (!read.measures.every(({ numbers }) => numbers[0]?.includes('.') ?? false)) return read;
  const asks = read.measures.map(({ text }) => obliges(text) || recommends(text) || beginsWithDoing(text));
  const tells = read.measures.map(
    ({ text }, at) => asks[at] !== true && (tellsPast(text) || tellsState(text)),
  );
  if (!tells.includes(true) || !asks.includes(true)) return read;
  return {
    ...read,
    measures: read.measures.filter((_, at) => tells[at] !== true),
    drafts: read.drafts.filter((_, at) => tells[at] !== true),
  };
}

/** Recommendations with labels of their own, wherever they stand: "Anbefaling 3: …", "Grep 2 – …", "… (Råd 1)". */
export function labelledRecommendations({ blocks }: Document, weigh: Weigh): Recognised[] {
  const where = standings(blocks);
  const whole: Scope = { strength: 'strong', leads: false, heading: '', from: 0, to: blocks.length };
  const atBeginning = labelledBy(blocks);
  const begins = isScattered(blocks, labelReader(blocks)) ? alone(atBeginning) : atBeginning;
  const read = inScope(blocks, whole, { where, begins });
  const prefixes = new Set(read.measures.map(({ numbers }) => /^(.*?)\d/.exec(numbers[0] ?? '')?.[1]));
  if (read.measures.length < 2 || prefixes.size > 3) return [];
  return byWord(read)
    .flatMap(runsOf)
    .flatMap((run): Recognised[] => {
      const { kept, doubtful } = weighed(run, { scope: whole, where, blocks, weigh, form: 'labelled' });
      if (kept.measures.length + doubtful.length === 0) return [];
      return [
        {
          form: 'labelled',
          saw: `${kept.measures.length} recommendations that carry their own number`,
          measures: kept.measures,
          doubtful,
          blocks: kept.blocks,
          ...(run.drafts.every(({ word }) => isAboutLearning(word)) ? { aboutLearning: true as const } : {}),
          ...(run.drafts.every(({ standing }) => standing.inSummary) ? { inSummary: true as const } : {}),
        },
      ];
    });
}

/** "Funn 1 … Grep 1 … Funn 2 …": what each word numbers is a run of its own. */
function byWord(read: Read): Read[] {
  const words = [...new Set(read.drafts.map(({ word }) => word))];
  const parts = words.map((word) => partOf(read, ({ word: own }) => own === word));
  return parts.length > 1 && parts.every(({ drafts }) => drafts.length > 1) ? parts : [read];
}

function partOf({ drafts, measures }: Read, belongs: (draft: Draft) => boolean): Read {
  const kept = drafts.map(belongs);
  const own = drafts.filter((_, at) => kept[at]);
  return {
    drafts: own,
    measures: measures.filter((_, at) => kept[at]),
    blocks: new Set(own.flatMap(({ blocks }) => blocks)),
  };
}

/** A summary tells the numbers again: where they have all been there, a new run begins. */
function runsOf({ drafts, measures }: Read): Read[] {
  const runs: Read[] = [];
  let seen = new Set<string>();
  for (const [at, measure] of measures.entries()) {
    const key = measure.numbers.join();
    const draft = drafts[at];
    if (draft === undefined) continue;
    if (runs.length === 0 || seen.has(key)) {
      runs.push({ measures: [], drafts: [], blocks: new Set() });
      seen = new Set();
    }
    seen.add(key);
    const run = runs.at(-1);
    run?.measures.push(measure);
    run?.drafts.push(draft);
    for (const block of draft.blocks) run?.blocks.add(block);
  }
  return runs;
}

/** Whether labels stand in the middle of what is told, and not one after the other with their grounds below them. */
function isScattered(blocks: readonly Block[], labelOf: (text: string) => Label | undefined): boolean {
  let begun: 'told' | 'announced' | undefined;
  const sections = { told: 0, announced: 0 };
  for (const block of blocks) {
    if (block.kind === 'table' || block.kind === 'footnote' || block.kind === 'caption') continue;
    const label = labelOf(block.text);
    if (block.kind === 'heading')
      begun = recommendationHeading(block.text) === undefined ? undefined : 'announced';
    else if (label !== undefined && !label.inSentence) {
      sections[begun ?? 'announced']++;
      begun = 'announced';
    } else begun ??= /:$/.test(block.text) ? 'announced' : 'told';
    if (block.kind === 'heading' && label !== undefined) begun = 'announced';
  }
  return sections.told > 0 && sections.told * 2 >= sections.announced;
}

/** A label with a whole sentence after it needs no more; what stands below is about something else. */
function alone(begins: Begins): Begins {
  return (block, before) => {
    const begun = begins(block, before);
    return begun === undefined || begun.title === true || !/^\S+(\s+\S+){3,}[.!?]$/u.test(begun.text)
      ? begun
      : { ...begun, whole: true };
  };
}

function told(form: Form, scope: Scope, { kept, doubtful, spoke }: Sorted): Recognised[] {
  if (kept.measures.length + doubtful.length === 0) return [];
  const kind = form === 'numbered-list' ? 'a numbered list' : 'a list';
  const where = scope.heading === '' ? 'before the first heading' : `under “${scope.heading}”`;
  return [
    {
      form,
      saw: `${kind} ${where}${spoke === '' ? '' : `, which ${spoke}`}`,
      measures: kept.measures,
      doubtful,
      blocks: kept.blocks,
      ...(scope.strength === 'open' ? { unannounced: true as const } : {}),
      ...(isAboutLearning(scope.heading) ? { aboutLearning: true as const } : {}),
      ...(kept.drafts.length > 0 && kept.drafts.every(({ standing }) => standing.inSummary)
        ? { inSummary: true as const }
        : {}),
    },
  ];
}

interface Sorted {
  kept: Read;
  doubtful: readonly MeasureCandidate[];
  /** The signals that spoke loudest. */
  spoke: string;
}

/** What is believed of a reading, each list by itself, and what is only kept in doubt. */
function weighed(
  { drafts, measures }: Read,
  {
    scope,
    where,
    blocks,
    weigh,
    form,
  }: {
    scope: Scope;
    where: readonly Standing[];
    blocks: readonly Block[];
    weigh: Weigh;
    form: Surroundings['form'];
  },
): Sorted {
  // Numbers that go on over headings are one list.
  const listOf = (draft: Draft) => `${draft.lead ?? ''}|${form === 'bulleted' ? (draft.theme ?? '') : ''}`;
  const candidates = drafts.map((draft, at): Candidate => {
    const measure = measures[at];
    const above = scope.heading === '' ? [] : [scope.heading];
    return {
      text: measure?.text ?? '',
      group: listOf(draft),
      around: {
        form,
        ...(draft.theme === undefined ? { heading: scope.heading } : { heading: draft.theme, above }),
        ...(draft.lead === undefined ? {} : { lead: draft.lead }),
        ...(draft.word === '' ? {} : { label: draft.word }),
        inSummary: where[draft.blocks[0] ?? 0]?.inSummary === true,
        ofAnotherKind: isOfAnotherKind(blocks),
        at: (draft.blocks[0] ?? 0) / Math.max(1, blocks.length),
        facts: draft.responsible.length > 0 || draft.deadline !== undefined,
      },
    };
  });
  const weights = weigh(candidates);
  const lists = new Map<string, number[]>();
  for (const [at, draft] of drafts.entries()) {
    const list = lists.get(listOf(draft));
    if (list === undefined) lists.set(listOf(draft), [at]);
    else list.push(at);
  }
  const kept: Read = { measures: [], drafts: [], blocks: new Set() };
  const doubtful: MeasureCandidate[] = [];
  const spoke = new Map<string, number>();
  for (const list of lists.values()) {
    const together = meanOf(list.map((at) => weights[at]?.confidence ?? 0));
    for (const at of list) {
      const [measure, draft, weight] = [measures[at], drafts[at], weights[at]];
      if (measure === undefined || draft === undefined || weight === undefined) continue;
      const confidence =
        together >= proposedFrom
          ? Math.max(weight.confidence, (weight.confidence + together) / 2)
          : weight.confidence;
      const own = { ...measure, confidence: rounded(confidence) };
      if (together >= proposedFrom && weight.confidence >= leastOfList) {
        kept.measures.push(own);
        kept.drafts.push(draft);
        for (const block of draft.blocks) kept.blocks.add(block);
        for (const name of weight.spoke) spoke.set(name, (spoke.get(name) ?? 0) + 1);
      } else if (Math.max(confidence, together) >= doubtfulFrom && measure.text.length > 1)
        doubtful.push({ ...own, confidence: rounded(Math.min(confidence, 0.49)) });
    }
  }
  return { kept, doubtful, spoke: loudest(spoke) };
}

/** A member of a list that is believed is left out only when nearly all speaks against it. */
const leastOfList = 0.1;

function loudest(spoke: ReadonlyMap<string, number>): string {
  return [...spoke]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 3)
    .map(([name]) => `“${name}”`)
    .join(', ');
}

function meanOf(values: readonly number[]): number {
  const logits = values.map((value) => Math.log(value / (1 - value)));
  const mean = logits.reduce((sum, value) => sum + value, 0) / Math.max(1, logits.length);
  return 1 / (1 + Math.exp(-mean));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

interface Read {
  measures: MeasureCandidate[];
  /** What each was made of. */
  drafts: Draft[];
  blocks: Set<number>;
}

interface Begun {
  numbers: string[];
  text: string;
  /** The text is the measure's title. */
  title?: boolean;
  word?: string;
  /** No paragraph below belongs to it. */
  whole?: boolean;
}

/** Where a measure begins: its numbers, and its text without them. */
type Begins = (block: TextualBlock, before: Draft | undefined) => Begun | undefined;

interface Draft {
  numbers: string[];
  kind: NumberKind;
  /** What its label calls it; empty without label. */
  word: string;
  whole: boolean;
  title?: string;
  parts: string[];
  items: ItemCandidate[];
  responsible: string[];
  deadline?: Deadline;
  status?: string;
  ground?: string;
  /** What stands below it under names of the document's own. */
  fields: Field[];
  source: Place;
  depth: number;
  theme?: string;
  /** The sentence that leads into its list. */
  lead?: string;
  standing: Standing;
  blocks: number[];
  paragraphs: number;
  /** What stands after "Beskrivelse:"; the rest is then the title. */
  description?: string;
}

function inScope(
  blocks: readonly Block[],
  scope: Scope,
  { where, begins }: { where: readonly Standing[]; begins: Begins },
): Read {
  const drafts: Draft[] = [];
  const names = recurring(blocks);
  let theme: string | undefined;
  let lead = leadBefore(blocks[scope.from - 1]);
  for (let at = scope.from; at < scope.to; at++) {
    const block = blocks[at];
    if (block === undefined) break;
    if (block.kind === 'footnote' || block.kind === 'caption' || block.kind === 'table') continue;
    const open = drafts.at(-1);
    const begun = begins(block, open);
    const field = begun === undefined && block.kind !== 'item' ? fieldOf(block.text) : undefined;
    if (
      field !== undefined &&
      field.value !== '' &&
      open !== undefined &&
      open.depth >= 0 &&
      names.has(field.name.toLowerCase())
    ) {
      if (withoutFacts(open, block.text) !== '') open.fields.push(field);
      open.blocks.push(at);
    } else if (begun === undefined && leadsAnew(blocks, at, open)) {
      lead = block.text;
      if (open !== undefined) open.depth = -1;
    } else if (begun !== undefined) {
      const standing = where[scope.from - 1] ?? where[at] ?? {};
      drafts.push(
        newDraft(block, begun, {
          at,
          standing: scope.heading === '' ? standingAt(where, at, block) : standing,
          theme,
          lead,
        }),
      );
    } else if (block.kind === 'heading') {
      theme =
        recommendationHeading(block.text) === 'strong' && addresseeOfHeading(block.text).length === 0
          ? undefined
          : block.text;
      // What led into a list of another section leads into nothing here.
      if (scope.heading === '') lead = undefined;
      if (open !== undefined) open.depth = -1;
    } else if (open !== undefined && open.depth >= 0) addTo(open, block, at);
  }
  applyFields(drafts);
  const read = withoutAfterword(drafts, blocks)
    .map((draft) => ({ draft, measure: measureOf(draft, scope) }))
    .filter(({ measure: { text } }) => text.length > 1 && !isDecision(text));
  return {
    measures: read.map(({ measure }) => measure),
    drafts: read.map(({ draft }) => draft),
    blocks: new Set(read.flatMap(({ draft }) => draft.blocks)),
  };
}

/** What stands under the same name below each measure is told by what it holds. */
function applyFields(drafts: readonly Draft[]): void {
  const names = [...new Set(drafts.flatMap(({ fields }) => fields.map(({ name }) => name)))];
  const valueOf_ = (draft: Draft, name: string) => draft.fields.find((field) => field.name === name)?.value;
  const held = rolesOf(
    names.map((name) => ({
      name,
      values: drafts.flatMap((draft) => {
        const value = valueOf_(draft, name);
        return value === undefined ? [] : [[value]];
      }),
    })),
  );
  for (const draft of drafts) {
    const said = (role: ColumnRole) => valueOf_(draft, names[held.get(role) ?? -1] ?? '');
    const [who, when, status, ground, text] = [
      said('responsible'),
      said('deadline'),
      said('status'),
      said('finding'),
      said('text'),
    ];
    if (who !== undefined) draft.responsible.push(...partiesAsWritten([who]));
    const due = when === undefined ? undefined : deadlineOf(when);
    if (due !== undefined) draft.deadline ??= due;
    if (status !== undefined) draft.status = status;
    if (ground !== undefined) draft.ground = ground;
    if (text !== undefined) draft.description ??= text;
  }
}

/** The sentence that announces the scope may itself be its lead. */
function leadBefore(block: Block | undefined): string | undefined {
  return block?.kind === 'paragraph' && block.text.endsWith(':') ? block.text : undefined;
}

/** A sentence that leads into a list of its own: not into the parts of the measure above it. */
function leadsAnew(blocks: readonly Block[], at: number, open: Draft | undefined): boolean {
  const block = blocks[at];
  if (block?.kind !== 'paragraph' || /[.!?]$/.test(block.text)) return false;
  const next = blocks.slice(at + 1, at + 3).find(({ kind }) => kind !== 'heading');
  if (next?.kind !== 'item' || (!block.text.endsWith(':') && !/^\p{Ll}/u.test(next.text))) return false;
  if (open === undefined || open.depth < 0 || open.numbers.length === 0) return true;
  // Under a numbered measure, letters and bullets are its parts.
  return next.number !== undefined && numberKind(next.number) === open.kind;
}

/** A labelled heading is no section of its own: the section is that of the block before it. */
function standingAt(where: readonly Standing[], at: number, block: TextualBlock): Standing {
  return (block.kind === 'heading' ? where[at - 1] : where[at]) ?? {};
}

function newDraft(
  block: TextualBlock,
  begun: Begun,
  {
    at,
    standing,
    theme,
    lead,
  }: { at: number; standing: Standing; theme: string | undefined; lead: string | undefined },
): Draft {
  const draft: Draft = {
    numbers: begun.numbers,
    kind: numberKind(begun.numbers.at(-1) ?? '1'),
    word: begun.word ?? '',
    whole: begun.whole === true,
    ...(begun.title === true ? { title: begun.text } : {}),
    parts: [],
    items: [],
    responsible: [],
    fields: [],
    source: block.place,
    depth: block.kind === 'item' ? block.depth : 0,
    ...(theme === undefined ? {} : { theme }),
    ...(lead === undefined ? {} : { lead }),
    standing,
    blocks: [at],
    paragraphs: 0,
  };
  if (begun.title !== true) take(draft, begun.text);
  return draft;
}

function addTo(draft: Draft, block: TextualBlock, at: number): void {
  if (draft.whole && block.kind === 'paragraph' && withoutFacts(draft, block.text) !== '') {
    draft.depth = -1;
    return;
  }
  draft.blocks.push(at);
  if (block.kind === 'item') {
    const text = withoutFacts(draft, block.text);
    if (text === '') return;
    draft.items.push({
      ...(block.number === undefined ? {} : { number: block.number }),
      text,
      source: block.place,
    });
    return;
  }
  draft.paragraphs++;
  if (saysWhy(draft, block.text)) draft.ground ??= block.text;
  else take(draft, block.text);
}

/** Under a whole sentence that asks, one that only tells is its ground. */
function saysWhy({ parts, numbers }: Draft, text: string): boolean {
  const [own] = parts;
  if (own === undefined || parts.length > 1 || numbers.length === 0 || !/[.!?]$/.test(own)) return false;
  const asks = (one: string) => obliges(one) || recommends(one) || beginsWithDoing(one);
  return asks(own) && !asks(text) && (tellsPast(text) || tellsState(text));
}

interface Fact {
  role: 'responsible' | 'deadline' | 'text';
  value: string;
}

const factNames =
  '(ansvar(?:lig|leg|lege|lige)?(?: (?:for (?:oppfølging|oppfølgingen|gjennomføring)|etat|enhet|part|instans|virksomhet|aktør|myndighed))?|hovedansvar(?:lig)?|responsible(?: party| unit| body| authority| agency)?|responsibility|(?:action )?owner|lead(?: agency)?|addressed to|adressat|rettet mot|ansvarig(?: aktör| myndighet| part)?|utföraren?|frist(?: for gjennomføring)?|tidsfrist|gjennomføringsfrist|(?:target|due|completion) date|deadline|due|by when|tidsramme|tidsplan|tidspunkt|beskrivelse|skildring|description|beskrivning)';
const nextFact = `\\s*\\(?(?:${factNames.slice(1, -1)}|status|prioritet|priority)\\s*:`;
const facts = new RegExp(
  `(?:^|(?<=[.;)\\s]\\s*))\\(?${factNames}\\s*:\\s*(.+?)([.;,]?)(?=${nextFact}|\\)|\\s*$)`,
  'giu',
);

function fact(name: string, value: string): Fact {
  return { role: roleOfFact(name), value: value.trim() };
}

function roleOfFact(name: string): Fact['role'] {
  if (
    /^(frist|tidsfrist|gjennomføringsfrist|deadline|due|by when|target|completion|tidsramme|tidsplan|tidspunkt)/iu.test(
      name,
    )
  )
    return 'deadline';
  return /^(beskriv|skildring|description)/iu.test(name) ? 'text' : 'responsible';
}

function applyFact(draft: Draft, { role, value }: Fact, end = ''): void {
  if (role === 'text') draft.description = value + end;
  else if (role === 'responsible') draft.responsible.push(...partiesAsWritten([value.replace(/\.$/, '')]));
  else {
    const deadline = deadlineOf(value.replace(/\.$/, ''));
    if (deadline !== undefined) draft.deadline = deadline;
  }
}

function take(draft: Draft, text: string): void {
  const kept = withoutFacts(draft, text);
  if (kept !== '') draft.parts.push(kept);
}

/** Takes "Ansvar: …" and "Frist: …" out of a text, and gives the rest. */
function withoutFacts(draft: Draft, text: string): string {
  let rest = text;
  for (const found of [...text.matchAll(facts)].reverse()) {
    const [whole, name, value, end] = found;
    if (name === undefined || value === undefined) continue;
    applyFact(draft, fact(name, value), end);
    rest = `${rest.slice(0, found.index)}${rest.slice(found.index + whole.length).replace(/^\s*\)/, '')}`;
  }
  const kept = rest
    .replaceAll(/\s+/g, ' ')
    .replace(/\s*\($/, '')
    .trim();
  return /^[.;,)]*$/.test(kept) ? '' : kept;
}

/** After the last measure comes what has nothing to do with it: as many paragraphs belong as the others have. */
function withoutAfterword(drafts: Draft[], blocks: readonly Block[]): Draft[] {
  const last = drafts.at(-1);
  if (last === undefined) return drafts;
  const usual =
    drafts.length === 1
      ? last.paragraphs
      : Math.max(...drafts.slice(0, -1).map(({ paragraphs }) => paragraphs));
  const surplus = last.paragraphs - usual;
  if (surplus <= 0) return drafts;
  const texts = last.blocks.slice(1).filter((at) => blocks[at]?.kind === 'paragraph');
  const dropped = new Set(texts.slice(-surplus));
  const firstDropped = Math.min(...dropped);
  return [
    ...drafts.slice(0, -1),
    {
      ...last,
      parts: last.parts.slice(0, Math.max(1, last.parts.length - surplus)),
      items: last.items.filter(
        ({ source }) => !blocks.slice(firstDropped).some((block) => block.place === source),
      ),
      blocks: last.blocks.filter((at) => at < firstDropped),
    },
  ];
}

function measureOf(draft: Draft, scope: Scope): MeasureCandidate {
  const { numbers, title, parts, items, responsible, deadline, theme, standing, source } = draft;
  const name = title ?? titleOf(parts);
  const written = (name === title ? parts : parts.slice(1)).join(' ');
  const named = name ?? (draft.description === undefined || written === '' ? undefined : written);
  const body =
    draft.description === undefined
      ? written
      : [draft.description, ...(name === undefined ? [] : name === title ? parts : parts.slice(1))].join(' ');
  const whole = body === '' ? (named ?? '') : body;
  const { text, ...told } = responsible.length > 0 ? { text: whole } : withoutWhom(whole);
  const due = deadline ?? told.deadline ?? deadlineWithin(text);
  const whose =
    responsible.length > 0
      ? responsible
      : (told.responsible ??
        ownersFor(text, {
          lead: draft.lead,
          headings: [theme, scope.heading, scope.heading === '' ? standing.heading : undefined],
        }));
  const section =
    standing.number ?? (scope.heading === '' ? standing.heading : scope.heading.replace(/:$/, ''));
  return {
    numbers,
    ...(named === undefined || body === '' ? {} : { title: named }),
    text,
    responsible: [...new Set(whose)],
    ...(due === undefined ? {} : { deadline: due }),
    ...(section === undefined ? {} : { section }),
    ...(theme === undefined || addresseeOfHeading(theme).length > 0 ? {} : { theme }),
    ...(draft.status === undefined ? {} : { status: draft.status }),
    ...(draft.ground === undefined ? {} : { ground: draft.ground }),
    items,
    source,
    confidence: 0.9,
  };
}

const mostWordsOfTitle = 7;

/** A few words without an end, and then a paragraph: what it is called. */
function titleOf([first = '', second]: readonly string[]): string | undefined {
  const isTitle =
    second !== undefined &&
    /^\p{Lu}/u.test(second) &&
    /[^.!?:;,]$/.test(first) &&
    first.split(/\s+/).length <= mostWordsOfTitle &&
    !beginsWithDoing(first) &&
    !obliges(first);
  return isTitle ? first : undefined;
}

/** The next number of the outermost list, or a first one. */
const numberedItem: Begins = (block, before) => {
  const label = announcedLabelOf(block.text);
  if (label !== undefined && !label.inSentence) {
    return { numbers: label.numbers, text: label.text, title: block.kind === 'heading' && label.text !== '' };
  }
  if (block.kind === 'heading') return numberedHeading(block.text, before);
  if (block.kind !== 'item' || block.number === undefined) return undefined;
  const { number, text, depth } = block;
  if (number.includes('.')) return dottedItem(number, text, before);
  const begun = { numbers: [number], text };
  const last = before?.numbers.at(-1);
  if (before === undefined || last === undefined) return isFirst(number) ? begun : undefined;
  const kind = before.kind === 'roman' && /^[ivxl]+$/i.test(number) ? 'roman' : numberKind(number);
  if (kind !== before.kind) return undefined;
  const step = valueOf(number, kind) - valueOf(last, kind);
  const nested = before.depth >= 0 && depth > before.depth && !(step === 1 && before.items.length === 0);
  if (nested) return undefined;
  const startsAgain = valueOf(number, kind) === 1 && before.depth < 0;
  return (step >= 1 && step <= 3) || startsAgain ? begun : undefined;
};

/** A list of digits may begin anywhere; letters and numerals are a list's only from their first. */
function isFirst(number: string): boolean {
  return /\d/.test(number) ? valueOf(number) < 100 || /^\p{Lu}/u.test(number) : valueOf(number) === 1;
}

/** "1.1", "1.2", "2.1": the next of its chapter, or the first of a later one. */
function dottedItem(number: string, text: string, before: Draft | undefined) {
  const last = before?.numbers.at(-1)?.split('.').map(Number);
  const parts = number.split('.').map(Number);
  if (last === undefined) return (parts.at(-1) ?? 0) <= 1 ? { numbers: [number], text } : undefined;
  const at = parts.findIndex((part, index) => part !== last[index]);
  const step = (parts[at] ?? 0) - (last[at] ?? 0);
  return at >= 0 && step >= 1 && step <= 3 ? { numbers: [number], text } : undefined;
}

/** "1. Styrk varslingen" set as a heading, its text below. */
function numberedHeading(text: string, before: Draft | undefined) {
  const found = /^(\d{1,2})[.)]\s+(.+)$/u.exec(text);
  if (found?.[1] === undefined || found[2] === undefined) return undefined;
  const expected = before === undefined ? 1 : valueOf(before.numbers.at(-1) ?? '') + 1;
  return Number(found[1]) === expected ? { numbers: [found[1]], text: found[2], title: true } : undefined;
}

const bulletedItem: Begins = (block, before) => {
  if (block.kind !== 'item' || block.number !== undefined) return undefined;
  if (before !== undefined && before.depth >= 0 && block.depth > before.depth) return undefined;
  return { numbers: [], text: block.text };
};

function labelledBy(blocks: readonly Block[]): Begins {
  const labels = labelReader(blocks);
  const others = otherLabelReader(blocks);
  return (block) => {
    if (block.kind === 'footnote' || block.kind === 'caption') return undefined;
    const label = labels(block.text);
    if (label === undefined) {
      const other = others(block);
      return other === undefined ? undefined : { ...other, title: false, whole: other.text !== '' };
    }
    if (label.inSentence) return undefined;
    if (/^(tiltak|tiltag|measure|åtgärd|foranstaltning|indsats)$/.test(label.word) && !/^\S/.test(label.text))
      return undefined;
    return {
      numbers: label.numbers,
      text: label.text,
      word: label.word,
      title: block.kind === 'heading' && label.text !== '',
    };
  };
}
