import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Instant } from '#domain/ids.js';
import type { KeptForm, KeptFormStore, Returning } from '#record/identity/kept-forms.js';
import { cookieName, cookieOptions, type Sessions } from '../../auth/session.js';
import { safeReturnPath } from '../../auth/return-path.js';
import { onlyReads } from '../../problems/allowed-methods.js';
import type { Csrf } from '../frame/csrf.js';
import { labelsIn, labelsName } from './form-labels.js';
import { filledInName, type FormValues, formValues, valuesOf } from './form-state.js';

/** As long as the form itself is kept. */
const cookieLifetimeMs = 24 * 60 * 60 * 1000;

/** Fields that the page itself puts in its forms. */
const ownNames = new Set(['_csrf', labelsName, filledInName, 'version', 'key', 'item', 'gjor', 'fra']);

export type ShownAgain = KeptForm & { keptAt: Instant };

const shownAgain = new WeakMap<Request, ShownAgain>();

/** The kept form (ADR 033) that the requested page is to be filled with; undefined where this person has none. */
export function keptFor(request: Request): ShownAgain | undefined {
  return shownAgain.get(request);
}

/**
 * A form that comes when its writer is not logged in (any more) is kept until they are (ADR 033). Its token proves
 * whose it is; it is shown to that person alone, in the browser that sent it.
 */
export class KeptForms {
  private readonly logger = new Logger('KeptForms');

  constructor(
    private readonly store: KeptFormStore,
    private readonly csrf: Csrf,
    private readonly sessions: Sessions,
    private readonly options: { publicUrl: string; overTls: boolean },
  ) {}

  /** Finds what the page is to be filled with, and drops what is sent again. After the form's own protection. */
  readonly middleware: RequestHandler = (request, _response, next) => {
    const back = this.returning(request);
    if (back === undefined) next();
    else this.look(request, back).then(() => next(), next);
  };

  private async look(request: Request, back: Returning): Promise<void> {
    if (!onlyReads(request.method)) {
      await this.store.drop(back, request.path);
      return;
    }
    const found = await this.store.find(back, request.path);
    if (found !== undefined) shownAgain.set(request, found);
  }

  /**
   * Where the form stood, when it is kept; undefined where nothing was written, nobody vouches for it, or the record
   * can't be reached.
   */
  async keep(request: Request, response: Response): Promise<string | undefined> {
    const owner = this.csrf.ownerOf(request);
    const written = writtenIn(formValues(request.body));
    if (owner === undefined || written === undefined) return undefined;
    const page = this.pageOf(request);
    const browser = this.browserOf(request) ?? randomUUID();
    try {
      await this.store.keep(owner, browser, {
        page: page.replace(/\?.*$/u, ''),
        action: request.path,
        written,
        labels: labelsIn(formValues(request.body)),
      });
    } catch (error) {
      this.logger.warn(`A form could not be kept: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
    response.cookie(this.cookie, browser, {
      ...cookieOptions(this.options.overTls),
      maxAge: cookieLifetimeMs,
    });
    return page;
  }

  /** The writer wants it no more. */
  async drop(request: Request, page: string): Promise<void> {
    const back = this.returning(request);
    if (back !== undefined) await this.store.drop(back, page);
  }

  private returning(request: Request): Returning | undefined {
    const browser = this.browserOf(request);
    const sessionId = this.sessions.idOf(request);
    return browser === undefined || sessionId === undefined ? undefined : { browser, sessionId };
  }

  private browserOf(request: Request): string | undefined {
    const cookies = request.signedCookies as Record<string, unknown> | undefined;
    const read = z.uuid().safeParse(cookies?.[this.cookie]);
    return read.success ? read.data : undefined;
  }

  /** A page of ours that the browser says the form stood on; where it was sent otherwise. */
  private pageOf(request: Request): string {
    const referer = request.get('referer') ?? '';
    const own = `${this.options.publicUrl}/`;
    const path = referer.startsWith(own) ? safeReturnPath(referer.slice(own.length - 1)) : '/';
    return path === '/' && request.path !== '/' ? request.path : path;
  }

  private get cookie(): string {
    return cookieName('kept', this.options.overTls);
  }
}

/** Everything but the token; undefined where nobody wrote or chose anything. */
function writtenIn(values: FormValues): FormValues | undefined {
  const something = Object.keys(values).some(
    (name) => !ownNames.has(name) && valuesOf({ values }, name).some((value) => value.trim() !== ''),
  );
  if (!something) return undefined;
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => name !== '_csrf' && name !== labelsName),
  );
}
