import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { withoutTurning } from '#domain/printable-text.js';

/** The whole document as text. Nothing that people wrote turns the letters around it. */
export function renderPage(page: ReactElement): string {
  return `<!doctype html>${withoutTurning(renderToStaticMarkup(page))}`;
}
