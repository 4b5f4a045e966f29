import type { ReactElement } from 'react';
import type { Request, Response } from 'express';
import { hasText } from '#messages/texts/say.js';
import type { PreparationNotice } from '../health/preparation.js';
import { loggedInOf } from '../auth/session.guard.js';
import { answerPublicly } from './public-answer.js';
import { variesByLanguage } from '../language/asked-language.js';
import { Csrf } from './frame/csrf.js';
import type { Assets } from './frame/assets.js';
import type { PageFrame } from './frame/page-frame.js';
import { renderPage, renderPart } from './frame/render-page.js';
import { FormPage, type FormPageProps, type FormShown } from './forms/form.page.js';
import { filledAgain } from './forms/filled-again.js';
import { keptFor } from './forms/kept-forms.js';
import { KeptNotice } from './forms/kept-notice.js';
import { newFormKey } from './forms/form-handler.js';
import type { FormName } from './forms/form-names.js';
import type { FormState } from './forms/form-state.js';
import { preparationLines } from './frame/preparation-lines.js';
import { t } from './frame/texts.js';

/** Pages run no script at all, and take styles and pictures from here alone. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Says on the page after a form what was done; every page takes it, beside what it takes itself. */
export const doneParameter = 'utfort';

/** 403 would mean that somebody else may do it; 200 that it was done. */
const refusedStatus = 422;

/** Answers with pages: the frame each of them stands in, and the document. */
export class Pages {
  constructor(
    private readonly csrf: Csrf,
    private readonly assets: Assets,
    private readonly preparation: PreparationNotice,
  ) {}

  frame(request: Request, response: Response): PageFrame {
    const person = loggedInOf(request);
    const done = doneSaid(request.query[doneParameter]);
    const preparation = this.preparation.read();
    const preparing = preparationLines(preparation);
    return {
      path: request.path,
      stylesheets: this.assets.stylesheets.map(({ path }) => path),
      icon: this.assets.icon.path,
      // Without a session there is no form to protect, and no cookie is set.
      csrfToken: person === undefined ? '' : this.csrf.token(request, response, person.actor.id),
      ...(person === undefined ? {} : { user: { name: person.name, actor: person.actor } }),
      ...(done === undefined ? {} : { done }),
      ...(preparing.length === 0 ? {} : { preparing }),
      ...(preparation.desk === undefined ? {} : { desk: preparation.desk }),
    };
  }

  send(response: Response, page: ReactElement, status = 200): void {
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .set('Content-Security-Policy', contentSecurityPolicy)
      .type('text/html; charset=utf-8')
      .send(this.withKept(response, renderPage(page)));
  }

  /** What its reader wrote there before they were logged out stands in it again. */
  private withKept(response: Response, html: string): string {
    const request = response.req;
    const kept = keptFor(request);
    const person = loggedInOf(request);
    if (kept === undefined || person === undefined) return html;
    const csrfToken = this.csrf.token(request, response, person.actor.id);
    return filledAgain({ html, path: request.path }, kept, (filled) =>
      renderPart(<KeptNotice kept={kept} filled={filled} csrfToken={csrfToken} />),
    );
  }

  /** For anybody, with or without a session: the page is the same for all. */
  sendPublic(response: Response, page: ReactElement): void {
    response.set('Content-Security-Policy', contentSecurityPolicy);
    variesByLanguage(response);
    answerPublicly(response, { type: 'text/html; charset=utf-8', content: renderPage(page) });
  }

  /** A page with a form; 422 where the form was refused. */
  sendForm(response: Response, page: ReactElement, { errors }: FormState): void {
    this.send(response, page, errors.length === 0 ? 200 : refusedStatus);
  }

  /** A form as a page draws it. */
  formProps(request: Request, response: Response, shown: FormShown, state: FormState): FormPageProps {
    return { frame: this.frame(request, response), shown, state, formKey: newFormKey() };
  }

  /** A form on a page of its own. */
  showForm(request: Request, response: Response, shown: FormShown, state: FormState): void {
    this.sendForm(response, <FormPage {...this.formProps(request, response, shown, state)} />, state);
  }

  /** After a form was taken: to the page that shows it, which says so once. */
  sendOn(response: Response, path: string, done: FormName): void {
    response.redirect(303, `${path}${path.includes('?') ? '&' : '?'}${doneParameter}=${done}`);
  }
}

function doneSaid(asked: unknown): string | undefined {
  const key = `page.form.${String(asked)}.done`;
  return hasText(key) ? t(key) : undefined;
}
