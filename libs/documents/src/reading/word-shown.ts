import type { Unread } from './unread.js';
import { attribute, parseWord } from './word-xml.js';

/** What of a Word document a person sees, and what of it the reader can't take along. */
export interface WordShown {
  /** `word/document.xml` without its hidden text; a part shown from another file has become its sign. */
  document: string;
  unread: Unread[];
}

/** Stands in a paragraph of its own for the part that the relation of this id names. */
export const partSign = (relation: string): string => `\uE012${relation}\uE013`;
const changes = new Set(['ins', 'del', 'moveFrom', 'moveTo']);

/**
 * @param comments `word/comments.xml`; empty where the file has none
 * @throws Error when the XML is broken
 */
export function wordShown(document: string, comments: string): WordShown {
  const edits: { from: number; to: number; text: string }[] = [];
  const tracked = new Set<string>();
  let objects = 0;
  let hidden = false;
  let run: { from: number; hidden: boolean; inProperties: boolean } | undefined;
  let part: { from: number; relation: string } | undefined;
  parseWord(document, {
    open: (name, value, tag, before) => {
      if (changes.has(name)) tracked.add(attribute(tag, 'id') ?? String(before));
      else if (name === 'object') objects++;
      else if (name === 'altChunk') part = { from: before, relation: attribute(tag, 'id') ?? '' };
      else if (name === 'r') run = { from: before, hidden: false, inProperties: false };
      else if (run === undefined) return;
      else if (name === 'rPr') run.inProperties = true;
      else if (name === 'vanish' && run.inProperties) run.hidden = !/^(0|false|off)$/.test(value);
    },
    close: (name, after, prefix) => {
      if (name === 'rPr' && run !== undefined) run.inProperties = false;
      else if (name === 'r' && run?.hidden === true) {
        hidden = true;
        edits.push({ from: run.from, to: after, text: '' });
      } else if (name === 'altChunk' && part !== undefined) {
        const text = `<${prefix}p><${prefix}r><${prefix}t>${partSign(part.relation)}</${prefix}t></${prefix}r></${prefix}p>`;
        edits.push({ from: part.from, to: after, text });
      }
      if (name === 'r') run = undefined;
    },
  });
  const commented = countOf(comments, 'comment');
  return {
    document: edited(document, edits),
    unread: [
      ...(tracked.size > 0 ? [{ kind: 'tracked-changes', count: tracked.size } as const] : []),
      ...(hidden ? [{ kind: 'hidden-text' } as const] : []),
      ...(objects > 0 ? [{ kind: 'embedded-parts', count: objects } as const] : []),
      ...(commented > 0 ? [{ kind: 'comments', count: commented } as const] : []),
    ],
  };
}

function edited(text: string, edits: readonly { from: number; to: number; text: string }[]): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const edit of edits) {
    // A hidden run within a hidden run.
    if (edit.from < copied) continue;
    pieces.push(text.slice(copied, edit.from), edit.text);
    copied = edit.to;
  }
  return pieces.join('') + text.slice(copied);
}

function countOf(xml: string, element: string): number {
  let count = 0;
  parseWord(xml, { open: (name) => (count += name === element ? 1 : 0) });
  return count;
}

/** Where the parts are, by the ids of their relations (`word/_rels/document.xml.rels`). */
export function relationTargets(relations: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  parseWord(relations, {
    open: (name, _value, tag) => {
      const id = attribute(tag, 'Id');
      const target = attribute(tag, 'Target');
      if (name !== 'Relationship' || id === undefined || target === undefined) return;
      if (attribute(tag, 'TargetMode') === 'External') return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `word/${target}`);
    },
  });
  return targets;
}
