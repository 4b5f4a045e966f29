import type { Block, Document, Place, TextualBlock } from '../reading/document.js';
import type { Form, ItemCandidate, MeasureCandidate, Recognised } from './candidate.js';
import { type Deadline, deadlineOf, deadlineWithin, isDeadline } from './deadline-in-words.js';
import { isDecision } from './decisions.js';
import { announcedLabelOf, labelOf, type NumberKind, numberKind, valueOf } from './labels.js';
import { isOrganisation, looksLikeParty, partiesAsWritten } from './parties-as-written.js';
import { recommendationScopes, type Scope } from './recommendation-scopes.js';
import { standings, type Standing } from './sections.js';
import { sentencesOf } from './prose.js';
import {
  isAboutLearning,
  namesRecommendations,
  obliges,
  recommendationHeading,
  recommends,
} from './vocabulary.js';
import { wholeWords } from './whole-words.js';

/**
 * Numbered or bulleted lists under a heading or a sentence that announces recommendations. Headings within the part are
 * themes; what stands between one number and the next belongs to the first; "a)" and nested bullets are items; lines
 * that begin with "Ansvar:" and "Frist:" say who and when.
 */
export function recommendationLists(document: Document): Recognised[] {
  const where = standings(document.blocks);
  return recommendationScopes(document).flatMap((scope) => {
    const numbered = recommendingOf(inScope(document.blocks, scope, { where, begins: numberedItem }));
    if (numbered.measures.length >= (scope.strength === 'strong' ? 1 : 2)) {
      return [told('numbered-list', scope, numbered, where[scope.from])];
    }
    const bulleted = inScope(document.blocks, scope, { where, begins: bulletedItem });
    const leads = scope.leads || namesRecommendations(scope.heading);
    const actions = bulleted.measures.filter(
      ({ text }) => isAction(text) || (leads && (scope.leads || isTold(text))),
    );
    const enough =
      actions.length >= (scope.strength === 'strong' ? 1 : 2) &&
      actions.length >= bulleted.measures.length * 0.6;
    return enough ? [told('bulleted-list', scope, bulleted, where[scope.from])] : [];
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
    !who.every((part) => looksLikeParty(part) && (when.length > 0 || isOrganisation(part)))
  )
    return { text };
  const deadline = deadlineOf(when.join(' '));
  return {
    text: text.slice(0, ending.index) + (/[.!?]$/.test(text.slice(0, ending.index)) ? '' : ending[2]),
    responsible: partiesAsWritten(who),
    ...(deadline === undefined ? {} : { deadline }),
  };
}

/** Where every paragraph of a report has its number, those that recommend are the recommendations. */
function recommendingOf(read: Read): Read {
  const sentences = read.measures.map(({ text }) => sentencesOf(text));
  const numbersParagraphs =
    read.measures.every(({ numbers }) => numbers[0]?.includes('.') ?? false) &&
    sentences.flat().length >= read.measures.length * 1.5 &&
    sentences.some((own) => !own.some(obliges) && !own.some(recommends));
  if (!numbersParagraphs) return read;
  const explicit = sentences.some((own) => own.some(recommends)) ? recommends : obliges;
  const kept = read.measures.map((_, at) => sentences[at]?.some(explicit) ?? false);
  return {
    ...read,
    measures: read.measures.filter((_, at) => kept[at]),
    drafts: read.drafts.filter((_, at) => kept[at]),
  };
}

/** Recommendations that say so themselves, wherever they stand: "Anbefaling 3: …", "Recommendation IV – …", "R1 …". */
export function labelledRecommendations({ blocks }: Document): Recognised[] {
  const where = standings(blocks);
  const whole: Scope = { strength: 'strong', leads: false, heading: '', from: 0, to: blocks.length };
  const begins = isScattered(blocks) ? alone(labelled) : labelled;
  const read = inScope(blocks, whole, { where, begins });
  const prefixes = new Set(read.measures.map(({ numbers }) => /^(.*?)\d/.exec(numbers[0] ?? '')?.[1]));
  if (read.measures.length < 2 || prefixes.size > 3) return [];
  if (!read.measures.some(({ numbers }) => valueOf(numbers[0] ?? '') === 1)) return [];
  return runsOf(read).map(({ measures, blocks: explained, drafts }) => ({
    form: 'labelled',
    saw: `${measures.length} recommendations that carry their own number`,
    measures,
    blocks: explained,
    ...(drafts.every(({ word }) => isAboutLearning(word)) ? { aboutLearning: true as const } : {}),
    ...(drafts.every(({ standing }) => standing.inSummary) ? { inSummary: true as const } : {}),
  }));
}

/** "Anbefaling: …" in every chapter, without a number. */
export function namedRecommendations({ blocks }: Document): Recognised[] {
  const where = standings(blocks);
  const whole: Scope = { strength: 'strong', leads: false, heading: '', from: 0, to: blocks.length };
  const { measures, blocks: explained } = inScope(blocks, whole, { where, begins: alone(named) });
  if (measures.length === 0) return [];
  return [
    {
      form: 'labelled',
      saw: `${measures.length} paragraphs that begin with the word for recommendation`,
      measures,
      blocks: explained,
    },
  ];
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
function isScattered(blocks: readonly Block[]): boolean {
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

function told(form: Form, scope: Scope, { measures, blocks }: Read, standing: Standing = {}): Recognised {
  const kind = form === 'numbered-list' ? 'a numbered list' : 'a list';
  return {
    form,
    saw: `${kind} under “${scope.heading}”`,
    measures,
    blocks,
    ...(isAboutLearning(scope.heading) ? { aboutLearning: true as const } : {}),
    ...(standing.inSummary === true ? { inSummary: true as const } : {}),
  };
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
  source: Place;
  depth: number;
  theme?: string;
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
  let theme: string | undefined;
  for (let at = scope.from; at < scope.to; at++) {
    const block = blocks[at];
    if (block === undefined) break;
    if (block.kind === 'footnote' || block.kind === 'caption' || block.kind === 'table') continue;
    const open = drafts.at(-1);
    const begun = begins(block, open);
    if (begun !== undefined) {
      const standing = where[scope.from - 1] ?? where[at] ?? {};
      drafts.push(
        newDraft(block, begun, {
          at,
          standing: scope.heading === '' ? standingAt(where, at, block) : standing,
          theme,
        }),
      );
    } else if (block.kind === 'heading') {
      theme = recommendationHeading(block.text) === 'strong' ? undefined : block.text;
      if (open !== undefined) open.depth = -1;
    } else if (open !== undefined && open.depth >= 0) addTo(open, block, at);
  }
  const read = withoutAfterword(drafts, blocks)
    .map((draft) => ({ draft, measure: measureOf(draft, scope) }))
    .filter(({ measure: { text } }) => text.length > 1 && !isDecision(text));
  return {
    measures: read.map(({ measure }) => measure),
    drafts: read.map(({ draft }) => draft),
    blocks: new Set(read.flatMap(({ draft }) => draft.blocks)),
  };
}

/** A labelled heading is no section of its own: the section is that of the block before it. */
function standingAt(where: readonly Standing[], at: number, block: TextualBlock): Standing {
  return (block.kind === 'heading' ? where[at - 1] : where[at]) ?? {};
}

function newDraft(
  block: TextualBlock,
  begun: Begun,
  { at, standing, theme }: { at: number; standing: Standing; theme: string | undefined },
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
    source: block.place,
    depth: block.kind === 'item' ? block.depth : 0,
    ...(theme === undefined ? {} : { theme }),
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
  take(draft, block.text);
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
  const written = parts.join(' ');
  const named = title ?? (draft.description === undefined || written === '' ? undefined : written);
  const body =
    draft.description === undefined
      ? written
      : [draft.description, ...(title === undefined ? [] : parts)].join(' ');
  const whole = body === '' ? (named ?? '') : body;
  const { text, ...told } = responsible.length > 0 ? { text: whole } : withoutEnding(whole);
  const due = deadline ?? told.deadline ?? deadlineWithin(text);
  const whose = responsible.length > 0 ? responsible : (told.responsible ?? []);
  const section =
    standing.number ?? (scope.heading === '' ? standing.heading : scope.heading.replace(/:$/, ''));
  return {
    numbers,
    ...(named === undefined || body === '' ? {} : { title: named }),
    text,
    responsible: [...new Set(whose)],
    ...(due === undefined ? {} : { deadline: due }),
    ...(section === undefined ? {} : { section }),
    ...(theme === undefined ? {} : { theme }),
    items,
    source,
    confidence: numbers.length === 0 ? 0.75 : scope.strength === 'strong' ? 0.95 : 0.7,
  };
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

const labelled: Begins = (block) => {
  if (block.kind === 'footnote' || block.kind === 'caption') return undefined;
  const label = labelOf(block.text);
  if (label === undefined || label.inSentence) return undefined;
  if (/^(tiltak|tiltag|measure|åtgärd|foranstaltning|indsats)$/.test(label.word) && !/^\S/.test(label.text))
    return undefined;
  return {
    numbers: label.numbers,
    text: label.text,
    word: label.word,
    title: block.kind === 'heading' && label.text !== '',
  };
};

const recommendationName =
  /^(?:vår |våre |our )?(?:anbefaling|tilråding|recommendation|rekommendation|læringspunkt|forslag til tiltak|foreslått tiltak|forbedringstiltak|åtgärdsförslag|proposed action)\s*(?:[:–—-]\s+|\.\s+)(?=[\p{Lu}«"])/iu;

const named: Begins = (block) => {
  if (block.kind === 'footnote' || block.kind === 'caption') return undefined;
  const name = recommendationName.exec(block.text)?.[0];
  return name === undefined || !/^\p{Lu}/u.test(block.text)
    ? undefined
    : { numbers: [], text: block.text.slice(name.length), title: block.kind === 'heading' };
};

const actionStart = wholeWords(
  /^(å |at |att |to |the |det bør|det skal|gjennomføre?|etablere?|styrke?|utarbeide?|sikre?|sørge?|vurdere?|utvikle?|avklare?|revidere?|oppdatere?|innføre?|lage?|sette?|øve?|kartlegge?|forbedre?|tydeliggjøre?|videreføre?|bygge?|ta|gi|ha|se|invitere?|samle?|legge?|bruke?|dele?|arbeide?|følge?|define|develop|establish|ensure|strengthen|review|create|provide|consider|update|improve|conduct|train|clarify|appoint|set|agree|publish|test|invest|utveckla|säkerställ|stärk|ta fram|se över|inför)\b/iu,
);

/** A bullet of some words, not the name of a thing. */
function isTold(text: string): boolean {
  return text.split(/\s+/).length >= 4;
}

/** A bullet that asks for something, not one that names a thing. */
function isAction(text: string): boolean {
  if (obliges(text) || actionStart.test(text)) return true;
  return text.split(/\s+/).length >= 6 && /^\p{Lu}\p{Ll}+(e|er|es)\s/u.test(text);
}
