import type { Block, Document } from '../reading/document.js';
import { deadlineOf } from './deadline-in-words.js';
import { labelOf } from './labels.js';
import { recommendationHeading } from './vocabulary.js';
import { wholeWords } from './whole-words.js';

const aboutEvaluating = wholeWords(
  /\b\p{L}*(evaluer|rapport|report|review|evaluation|gransk|gjennomgang|gjennomgåing|etterarbeid|læring|øvelse|øving|exercise|utredning|utgreiing|utredningen|plan|strategi|inquiry|after.?action|oppfølging|uppföljning|tilsyn|melding)\p{L}*/iu,
);
const contents =
  /^(innhold|innhald|indhold|innehåll|contents|table of contents|sammendrag|samandrag|summary|executive summary|forord|preface|resumé|sammanfattning)/iu;
const notTitle =
  /^(til|fra|dato|date|sak|saksnr|arkiv|ref|vår ref|deres ref|versjon|version|unntatt|høringsutkast|utkast|draft|notat|rapport|report|https?:)\b[:.]?\s*\S{0,20}$|@|www\./iu;
const fromFile =
  /^(microsoft (word|powerpoint|excel)|untitled|uten navn|dokument ?\d*$|document ?\d*$|presentasjon)|\.(docx?|pdf|indd|odt|rtf|xlsx?|html?)$/iu;
const before = 14;

/** What the document calls itself: its properties where they say it, else what stands before its first chapter. */
export function evaluationTitle(document: Document): string | undefined {
  const own = withoutSite(document);
  if (own !== undefined && !fromFile.test(own) && own.includes(' ')) return own;
  const front = document.blocks.slice(0, before).flatMap(titleLike);
  const end = front.findIndex((text) => contents.test(text));
  const candidates = (end < 0 ? front : front.slice(0, end)).filter((text) => !isAside(text));
  const tells = candidates.find((text) => aboutEvaluating.test(text) && text.includes(' '));
  return tells ?? candidates.find((text) => text.includes(' ')) ?? candidates[0];
}

/** "Rapporten | Direktoratet": the page's heading is its title, what stands behind is the site's. */
function withoutSite({ title, blocks }: Document): string | undefined {
  const heading = blocks.find((block) => block.kind === 'heading' && block.level === 1);
  const text = heading?.kind === 'heading' ? heading.text : undefined;
  return text !== undefined && title?.includes(text) ? text : title;
}

function titleLike(block: Block): string[] {
  if (block.kind !== 'heading' && block.kind !== 'paragraph') return [];
  const text = block.text.trim();
  return text.length >= 4 && text.length <= 160 && !/[.:;,]$/.test(text) && /^[\p{Lu}\d«"]/u.test(text)
    ? [text]
    : [];
}

function isAside(text: string): boolean {
  return (
    notTitle.test(text) ||
    labelOf(text) !== undefined ||
    /^\d+(\.\d+)*\s/.test(text) ||
    recommendationHeading(text) === 'strong' ||
    (text.length < 40 && deadlineOf(text)?.on !== undefined)
  );
}
