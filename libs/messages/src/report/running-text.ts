import { abbreviationPattern } from '#domain/summary/abbreviations-used.js';
import { markedEach } from '../texts/marked-text.js';
import { text, type Run } from './report-document.js';

/** In any of the languages people write in, whatever the report's own. */
const measureMention = /\b(?:tiltak(?:ene|a)?|measures?) \d{1,5}/giu.source;

/**
 * Turns people's plain text into runs: "tiltak 9" leads to measure 9 where the report has it, and each abbreviation
 * gets its footnote where it is first read. One per document: it remembers what it has noted.
 */
export class RunningText {
  private readonly left: Map<string, { number: number; text: string }>;
  private readonly pattern: RegExp;

  constructor(
    abbreviations: readonly { term: string; meaning: string }[],
    private readonly anchors: ReadonlySet<string>,
  ) {
    this.left = new Map(
      abbreviations.map(({ term, meaning }, index) => [
        term,
        { number: index + 1, text: `${term}: ${meaning}` },
      ]),
    );
    const terms = abbreviationPattern(abbreviations.map(({ term }) => term))?.source;
    this.pattern = new RegExp(terms === undefined ? measureMention : `${measureMention}|${terms}`, 'giu');
  }

  /** The text inline, its line breaks as spaces. */
  inline(words: string, tone?: 'emphasis'): Run[] {
    const runs: Run[] = [];
    const plain = words.replace(/\s+/gu, ' ');
    let from = 0;
    for (const match of plain.matchAll(this.pattern)) {
      const to = match.index + match[0].length;
      const found = this.reference(match[0]) ?? this.footnote(match[0]);
      if (found === undefined) continue;
      if (found.kind === 'reference') {
        if (match.index > from) runs.push(text(plain.slice(from, match.index), tone));
      } else runs.push(text(plain.slice(from, to), tone));
      runs.push(found);
      from = to;
    }
    if (from < plain.length) runs.push(text(plain.slice(from), tone));
    const said = markedEach(runs.map((run) => (run.kind === 'footnote' ? '' : run.text)));
    return runs.map((run, index) => (run.kind === 'footnote' ? run : { ...run, text: said[index] ?? '' }));
  }

  private reference(words: string): Run | undefined {
    const to = measureAnchor(Number(/\d+$/u.exec(words)?.[0]));
    return this.anchors.has(to) ? { kind: 'reference', text: words, to } : undefined;
  }

  private footnote(term: string): Run | undefined {
    const note = this.left.get(term);
    if (note === undefined) return undefined;
    this.left.delete(term);
    return { kind: 'footnote', ...note };
  }
}

export function measureAnchor(number: number): string {
  return `tiltak-${number}`;
}

/** The measures a text names itself ("tiltak 4–6"): they need no reference after it. */
export function numbersMentioned(words: string | undefined): ReadonlySet<number> {
  const mentioned = new Set<number>();
  const pattern = /(?:tiltak(?:ene|a)?|measures?) (\d{1,5})(?:\s?[–-]\s?(\d{1,5}))?/giu;
  for (const [, from, to] of (words ?? '').matchAll(pattern)) {
    const last = Math.min(Number(to ?? from), Number(from) + 100);
    for (let number = Number(from); number <= last; number += 1) mentioned.add(number);
  }
  return mentioned;
}
