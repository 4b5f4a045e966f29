import type { ReactNode } from 'react';
import { abbreviationPattern } from '#domain/summary/status-summary.js';

/**
 * Turns people's plain text into paragraphs with "tiltak 9" as links and the first occurrence of each abbreviation
 * marked with its footnote. One per page: it remembers what it has marked.
 */
export class RunningText {
  private readonly footnotes: ReadonlyMap<string, number>;
  private readonly marked = new Set<string>();
  private readonly pattern: RegExp;

  constructor(
    abbreviations: readonly { term: string }[],
    private readonly measureHref: (number: number) => string | undefined,
  ) {
    this.footnotes = new Map(abbreviations.map(({ term }, index) => [term, index + 1]));
    const terms = abbreviationPattern([...this.footnotes.keys()])?.source;
    this.pattern = new RegExp(
      `(?<tiltak>\\b[Tt]iltak(?:ene)? \\d+)${terms === undefined ? '' : `|${terms}`}`,
      'gu',
    );
  }

  /** The text inline, line breaks as spaces. */
  inline(text: string): ReactNode[] {
    const nodes: ReactNode[] = [];
    let from = 0;
    for (const match of text.matchAll(this.pattern)) {
      const node =
        match.groups?.['tiltak'] === undefined ? this.abbreviation(match[0]) : this.reference(match[0]);
      if (node === undefined) continue;
      nodes.push(text.slice(from, match.index), node);
      from = match.index + match[0].length;
    }
    nodes.push(text.slice(from));
    return nodes;
  }

  private abbreviation(term: string): ReactNode | undefined {
    const number = this.footnotes.get(term);
    if (number === undefined || this.marked.has(term)) return undefined;
    this.marked.add(term);
    return (
      <span key={`forkortelse-${number}`}>
        {term}
        <sup>
          <a id={`henvisning-${number}`} href={`#forkortelse-${number}`} aria-describedby="forkortelser">
            [{number}]
          </a>
        </sup>
      </span>
    );
  }

  private reference(words: string): ReactNode | undefined {
    const href = this.measureHref(Number(words.replace(/\D/gu, '')));
    if (href === undefined) return undefined;
    return (
      <a key={`${words}-${href}-${this.counter()}`} href={href}>
        {words}
      </a>
    );
  }

  private count = 0;
  private counter(): number {
    this.count += 1;
    return this.count;
  }
}
