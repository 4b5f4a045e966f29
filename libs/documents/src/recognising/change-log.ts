import type { Document } from '../reading/document.js';
import { deadlineOf } from './deadline-in-words.js';

/** A dated entry of a document's own history. */
interface ChangeEntry {
  on: string;
  text: string;
}

export interface History {
  /** As the document orders them. */
  entries: readonly ChangeEntry[];
  /** "Siste faglige endring: …". */
  lastChange?: string;
}

const heading =
  /^(historikk|endringslogg|endringshistorikk|revisjonshistorikk|versjonshistorikk|historie|history|change ?log|revision history|ändringslogg|ændringslog)\s*:?$/iu;
const last =
  /^(?:siste (?:faglige )?(?:endring|oppdatering)|sist (?:oppdatert|endret|endra)|siste faglege endring|last (?:updated|change|modified)|senast (?:ändrad|uppdaterad)|senest (?:ændret|opdateret))\s*:?\s*(.{6,40})$/iu;
const entry =
  /^(\d{1,2}[./]\d{1,2}[./](?:20)?\d{2}|20\d{2}-\d{2}-\d{2}|\d{1,2}\.?\s+\p{L}+\s+20\d{2})\s*[:–-]\s*(.+)$/u;

/** The document's own list of changes, and when it was last changed. */
export function changeLog({ blocks }: Document): History {
  const entries: ChangeEntry[] = [];
  let listed = false;
  let lastChange: string | undefined;
  for (const block of blocks) {
    if (block.kind === 'table') continue;
    const said = last.exec(block.text)?.[1];
    if (said !== undefined) lastChange = deadlineOf(said)?.on ?? lastChange;
    if (heading.test(block.text)) listed = true;
    else if (listed) {
      const text =
        block.kind === 'item'
          ? `${block.marker === '•' ? '' : block.marker} ${block.text}`.trim()
          : block.text;
      const found = entry.exec(text);
      const on = found?.[1] === undefined ? undefined : deadlineOf(found[1])?.on;
      if (on !== undefined && found?.[2] !== undefined) entries.push({ on, text: found[2] });
      else if (block.kind === 'heading') listed = false;
    }
  }
  return { entries, ...(lastChange === undefined ? {} : { lastChange }) };
}
