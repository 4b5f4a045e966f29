import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { withoutTurning } from '#domain/printable-text.js';
import { isMarked, partedByMarks, withoutMarks } from '#messages/texts/marked-text.js';

/** The whole document as text. Nothing that people wrote turns the letters around it. */
export function renderPage(page: ReactElement): string {
  return `<!doctype html>${renderPart(page)}`;
}

/** A part of a document that is put into one. */
export function renderPart(part: ReactElement): string {
  return withLanguagesMarked(withoutTurning(renderToStaticMarkup(part)));
}

const pieces = /<[^>]*>|[^<]+/gu;
const opened = /^<([a-z]+)/u;
/** What holds letters and no elements. */
const lettersAlone = new Set(['title', 'option', 'textarea', 'style', 'script']);

/** A text that bokmål stands in for is an element of its own, in that language (WCAG 3.1.2); not in an attribute. */
function withLanguagesMarked(html: string): string {
  if (!isMarked(html)) return html;
  let within = '';
  return html.replace(pieces, (piece) => {
    if (piece.startsWith('<')) {
      within = opened.exec(piece)?.[1] ?? '';
      return withoutMarks(piece);
    }
    return lettersAlone.has(within) ? withoutMarks(piece) : partedByMarks(piece).map(inItsLanguage).join('');
  });
}

function inItsLanguage({ text, language }: { text: string; language?: string }): string {
  return language === undefined ? text : `<span lang="${language}">${text}</span>`;
}
