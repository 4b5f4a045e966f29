import type { Block, Document, Place, Table } from '../reading/document.js';
import { joinLines } from '../reading/hyphenation.js';

/** What may happen, how one sees it, when to do more, to what end, and what may be done. */
export interface Situation {
  name: string;
  indicators: readonly string[];
  considerWhen: readonly string[];
  purposes: readonly string[];
  candidateMeasures: readonly string[];
  source: Place;
  /** 0–1; low where the columns were lost and had to be told apart by their words. */
  confidence: number;
}

export interface Catalogue {
  situations: readonly Situation[];
  /** The indexes of the blocks it explains. */
  blocks: ReadonlySet<number>;
}

type Part = 'name' | 'indicators' | 'considerWhen' | 'purposes' | 'candidateMeasures';

const names: readonly (readonly [Part, RegExp])[] = [
  ['name', /^(situasjon|situasjonsbeskrivelse|scenario|hendelse|situation|hending)/iu],
  ['indicators', /indikator|indicator/iu],
  ['considerWhen', /^(når|kva tid|when|tidspunkt for)|vurderes$|terskel|threshold/iu],
  [
    'candidateMeasures',
    /(aktuelle?|mulige|candidate|possible|relevante|relevant) (tiltak|measures|actions)|tiltak som kan/iu,
  ],
  ['purposes', /^(formål|føremål|hensikt|mål med|purpose|aim)/iu],
];

function partOf(name: string): Part | undefined {
  return names.find(([, pattern]) => pattern.test(name.trim()))?.[0];
}

/** Tables of situations, whole or flattened, with what stands in each of their columns. */
export function catalogueOf({ blocks }: Document): Catalogue {
  const situations: Situation[] = [];
  const explained = new Set<number>();
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'table') {
      const found = situationsOfTable(block);
      if (found.length > 0) explained.add(index);
      situations.push(...found);
    }
  }
  for (const flattened of flattenedTables(blocks)) {
    situations.push(...flattened.situations);
    for (const block of flattened.blocks) explained.add(block);
  }
  return { situations, blocks: explained };
}

function situationsOfTable(table: Table): Situation[] {
  const header = table.rows
    .slice(0, 3)
    .find((row) => isSituationHeader(row.map(({ lines }) => joinLines(lines))));
  if (header === undefined) return [];
  const columns = new Map<Part, number>();
  for (const [column, cell] of header.entries()) {
    const part = partOf(joinLines(cell.lines));
    if (part !== undefined && !columns.has(part)) columns.set(part, column);
  }
  const rows = table.rows.slice(table.rows.indexOf(header) + 1);
  return rows.flatMap((row): Situation[] => {
    const lines = (part: Part) => row[columns.get(part) ?? -1]?.lines ?? [];
    const name = joinLines(lines('name'));
    if (
      name === '' ||
      (partOf(name) === 'name' && isSituationHeader(row.map((cell) => joinLines(cell.lines))))
    )
      return [];
    return [
      {
        name,
        indicators: entries(lines('indicators')),
        considerWhen: entries(lines('considerWhen')),
        purposes: entries(lines('purposes')),
        candidateMeasures: entries(lines('candidateMeasures')),
        source: row[0]?.place ?? table.place,
        confidence: 0.95,
      },
    ];
  });
}

function isSituationHeader(cells: readonly string[]): boolean {
  const parts = new Set(cells.map((cell) => partOf(cell)));
  return (
    parts.has('name') &&
    parts.has('candidateMeasures') &&
    (parts.has('indicators') || parts.has('considerWhen') || parts.has('purposes'))
  );
}

/** Bullets where there are any; else each line that begins with a capital. "Ingen" is none. */
function entries(lines: readonly string[]): string[] {
  const list: string[] = [];
  const bulleted = lines.some((line) => /^[•●▪–-]\s/u.test(line));
  for (const line of lines) {
    const mark = /^[•●▪–-]\s+/u.exec(line);
    const last = list.at(-1);
    const begins = bulleted ? mark !== null : /^\p{Lu}/u.test(line);
    if (begins || last === undefined) list.push(line.slice(mark?.[0].length ?? 0).trim());
    else list[list.length - 1] = joinLines([last, line]);
  }
  return list.filter((entry) => entry !== '' && !/^(ingen|none|-|–|ikke aktuelt)\.?$/iu.test(entry));
}

interface Flattened {
  situations: Situation[];
  blocks: Set<number>;
}

/**
 * A table of situations that has lost its columns: the header's names stand as lines of their own, then each situation
 * as a line or two, and its cells as bullets one after the other. Which column a bullet belongs to is told by its words
 * and by the order of the columns.
 */
function flattenedTables(blocks: readonly Block[]): Flattened[] {
  const found: Flattened[] = [];
  for (let at = 0; at < blocks.length; at++) {
    const header = headerFrom(blocks, at);
    if (header === undefined) continue;
    const table = bodyFrom(blocks, at + header.length, header.parts);
    if (table.situations.length >= 2) {
      for (let index = at; index < at + header.length; index++) table.blocks.add(index);
      found.push(table);
      at = Math.max(at, ...table.blocks);
    }
  }
  return found;
}

function headerFrom(blocks: readonly Block[], at: number): { parts: Part[]; length: number } | undefined {
  const parts: Part[] = [];
  let length = 0;
  for (const block of blocks.slice(at, at + 8)) {
    if (block.kind === 'table' || block.kind === 'item') break;
    const part = partOf(block.text);
    if (part === undefined || parts.includes(part) || block.text.length > 160) break;
    parts.push(part);
    length++;
  }
  return parts.length >= 3 && parts[0] === 'name' && parts.includes('candidateMeasures')
    ? { parts, length }
    : undefined;
}

function bodyFrom(blocks: readonly Block[], from: number, header: readonly Part[]): Flattened {
  const situations: Situation[] = [];
  const explained = new Set<number>();
  let name: string[] = [];
  let source: Place | undefined;
  let bullets: string[] = [];
  const close = () => {
    if (source !== undefined && bullets.length > 0)
      situations.push({ name: joinLines(name), ...toldApart(bullets, header), source, confidence: 0.4 });
    name = [];
    bullets = [];
    source = undefined;
  };
  for (let at = from; at < blocks.length; at++) {
    const block = blocks[at];
    if (block === undefined || block.kind === 'table' || block.kind === 'caption') break;
    if (block.kind === 'item') {
      if (source === undefined) break;
      bullets.push(block.text);
    } else if (/^(ingen|none|-|–)\.?$/iu.test(block.text)) {
      explained.add(at);
      continue;
    } else if (bullets.length > 0 && continuesCells(block.text)) {
      // "These may come in addition:" stands inside a cell.
    } else {
      if (bullets.length > 0) close();
      if (name.length > 0 && !hasBulletSoon(blocks, at)) break;
      if (!hasBulletSoon(blocks, at)) break;
      name.push(block.text);
      source ??= block.place;
    }
    explained.add(at);
  }
  close();
  return { situations, blocks: explained };
}

function continuesCells(text: string): boolean {
  return /:$/.test(text);
}

function hasBulletSoon(blocks: readonly Block[], at: number): boolean {
  for (const block of blocks.slice(at + 1, at + 4)) {
    if (block.kind === 'item') return true;
    if (block.kind === 'table' || block.kind === 'caption') return false;
  }
  return false;
}

/** The cells in the order of the columns, each bullet where its words fit best without going back a column. */
function toldApart(
  bullets: readonly string[],
  header: readonly Part[],
): Pick<Situation, 'indicators' | 'considerWhen' | 'purposes' | 'candidateMeasures'> {
  const order = header.filter((part) => part !== 'name');
  const best = bestColumns(bullets, order);
  const of = (part: Part) => bullets.filter((_, index) => best[index] === part);
  return {
    indicators: of('indicators'),
    considerWhen: of('considerWhen'),
    purposes: of('purposes'),
    candidateMeasures: of('candidateMeasures'),
  };
}

/** Dynamic programming over (bullet, column): the columns of the bullets never go backwards. */
function bestColumns(bullets: readonly string[], order: readonly Part[]): Part[] {
  let states = order.map((part, column) => ({
    score: column === 0 ? fit(bullets[0] ?? '', part) : -1 + fit(bullets[0] ?? '', part),
    path: [part],
  }));
  for (const bullet of bullets.slice(1)) {
    states = order.map((part, column) => {
      const before = states
        .slice(0, column + 1)
        .reduce((top, state) => (state.score >= top.score ? state : top));
      return { score: before.score + fit(bullet, part), path: [...before.path, part] };
    });
  }
  return states.reduce((top, state) => (state.score > top.score ? state : top)).path;
}

const asPurpose =
  /^(sikre|unngå|redusere|begrense|hindre|beskytte|forebygge|ivareta|opprettholde|minske|prevent|reduce|avoid|protect|ensure|limit)/iu;
const asMeasure =
  /^(minne|oppskalert|ta |tilby|kartlegge|vurdere|målrettede?|redusere gruppe|forsterk|gjeninnfør|tiltak|etterforsk|avklare|kompensator|innfør|informer|anbefal|stenge|ved utbrudd|øke|styrke|reinnføre|gi |offer|inform|introduce|increase|consider)/iu;
const asWhen =
  /(vanligvis ikke|betydelig|uakseptabel|økende|høyt antall|noe press|en viss grad|høy andel|følges opp|se eget|press på|belastning|overstiger|significant|unacceptable|rising|usually not|normalt ikke|vedvarende)/iu;

/** How well a bullet's words fit a column. */
function fit(bullet: string, part: Part): number {
  const short = bullet.split(/\s+/).length <= 6;
  switch (part) {
    case 'indicators':
      return (
        (short ? 1 : -1) -
        (asMeasure.test(bullet) || asPurpose.test(bullet) ? 2 : 0) -
        (asWhen.test(bullet) ? 1.5 : 0)
      );
    case 'considerWhen':
      return (asWhen.test(bullet) ? 2 : -0.5) - (asMeasure.test(bullet) || asPurpose.test(bullet) ? 1 : 0);
    case 'purposes':
      return asPurpose.test(bullet) ? 2 : -1;
    case 'candidateMeasures':
      return asMeasure.test(bullet) ? 2.2 : -0.4;
    case 'name':
      return -5;
  }
}
