import { type ArgumentsHost, Catch, type ExceptionFilter, Logger, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError, type Refusal } from '#domain/domain-error.js';
import { loginPath, loginToPath, plansPath, publishedPath } from '#messages/page-links.js';
import { translated } from '#record/record-errors.js';
import { RecordUnavailable } from '#record/record-unavailable.js';
import { IdentityProviderUnavailable } from '../../auth/identity-provider.js';
import { NotLoggedIn } from '../../auth/session.guard.js';
import { type AllowedMethods, onlyReads } from '../../problems/allowed-methods.js';
import { canBeDecoded, statusOf } from '../../problems/problem-of.js';
import { labelsIn, type WrittenField, writtenFields } from '../forms/form-labels.js';
import { formValues } from '../forms/form-state.js';
import type { KeptForms } from '../forms/kept-forms.js';
import { refusalText } from '../frame/texts.js';
import { Pages } from '../pages.js';
import { FailurePage, isKept } from './failure.page.js';
import { type FailureKind, PageFailure, statusOfFailure } from './page-failure.js';

/** Addresses that answer programs, with problem documents; everything else is for people. */
const forPrograms = /^\/(?:api|health|slack|problems|assets)(?:\/|$)/u;

interface Failure {
  kind: FailureKind;
  detail?: string;
}

/** What went wrong on the way to a page, as a page; what a program asked for is left to the API's own filter. */
@Catch()
export class PageFilter implements ExceptionFilter<unknown> {
  private readonly logger = new Logger('Page');

  constructor(
    private readonly pages: Pages,
    private readonly problems: ExceptionFilter<unknown>,
    private readonly allowed: AllowedMethods,
    private readonly keptForms: KeptForms,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (forPrograms.test(request.path)) {
      this.problems.catch(error, host);
      return;
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error instanceof NotLoggedIn && onlyReads(request.method)) {
      response.redirect(302, loginToPath(request.originalUrl));
      return;
    }
    const allowed = error instanceof NotFoundException ? this.allowed(request) : [];
    if (allowed.length > 0) response.setHeader('Allow', allowed.join(', '));
    const failure = failureAt(request.path, error, allowed);
    const requestId = String(response.getHeader('X-Request-Id') ?? '');
    if (['broken', 'unavailable', 'altered'].includes(failure.kind)) {
      this.logger.error(
        `${request.method} ${request.path} request=${requestId}`,
        error instanceof Error ? error.stack : String(error),
      );
    }
    if (request.method === 'POST' && isKept(failure.kind))
      void this.keptForms
        .keep(request, response)
        .then((page) => this.send(request, response, failure, page === undefined ? {} : { page }));
    else this.send(request, response, failure, { ...(failure.kind === 'broken' ? { requestId } : {}) });
  }

  /** @param about where a form that was kept stood; what to quote when asking for help */
  private send(
    request: Request,
    response: Response,
    { kind, detail }: Failure,
    { page, requestId }: { page?: string; requestId?: string },
  ): void {
    this.pages.send(
      response,
      <FailurePage
        frame={this.pages.frame(request, response)}
        kind={kind}
        {...(detail === undefined ? {} : { detail })}
        typed={request.method === 'POST' ? typedIn(request.body) : []}
        kept={page !== undefined}
        href={wayOn(kind, request, page)}
        {...(requestId === undefined ? {} : { requestId })}
      />,
      statusOfFailure[kind],
    );
  }
}

function failureAt(path: string, error: unknown, allowed: readonly string[]): Failure {
  if (!canBeDecoded(path)) return { kind: 'not-found' };
  return allowed.length > 0 ? { kind: 'wrong-method' } : failureOf(error);
}

function failureOf(error: unknown): Failure {
  if (error instanceof PageFailure) {
    return { kind: error.kind, ...(error.detail === undefined ? {} : { detail: error.detail }) };
  }
  if (error instanceof NotLoggedIn) return { kind: 'signed-out' };
  if (error instanceof NotFoundException) return { kind: 'not-found' };
  if (error instanceof IdentityProviderUnavailable || translated(error) instanceof RecordUnavailable) {
    return { kind: 'unavailable' };
  }
  if (error instanceof DomainError && error.type === 'report-altered') return { kind: 'altered' };
  if (error instanceof DomainError) return { kind: kindOfRefusal[error.refusal], detail: refusalText(error) };
  const status = statusOf(error);
  if (status === 413) return { kind: 'too-large' };
  return { kind: status !== undefined && status < 500 ? 'unreadable' : 'broken' };
}

/** A conflict is told as what can't be done now, not as a missing right. */
const kindOfRefusal: Readonly<Record<Refusal, FailureKind>> = {
  'not-found': 'not-found',
  forbidden: 'forbidden',
  conflict: 'refused',
  invalid: 'refused',
  stale: 'changed',
};

/** Nothing that was typed is lost; what the form itself put there is not shown. */
function typedIn(body: unknown): WrittenField[] {
  const values = formValues(body);
  return writtenFields(values, labelsIn(values));
}

/** @param page where a form that was kept stood */
function wayOn(kind: FailureKind, request: Request, page: string = request.path): string {
  switch (kind) {
    case 'not-found':
      return request.path.startsWith(publishedPath) ? publishedPath : plansPath;
    case 'gone':
      return publishedPath;
    case 'signed-out':
      return loginToPath(page);
    case 'login-failed':
    case 'unknown-person':
    case 'unverified':
      return loginPath;
    case 'form-expired':
      return page;
    case 'too-many':
    case 'too-large':
    case 'unavailable':
    case 'changed':
    case 'refused':
      return onlyReads(request.method) ? request.originalUrl : request.path;
    case 'altered':
    case 'forbidden':
    case 'wrong-method':
    case 'unreadable':
    case 'broken':
      return '/';
    default:
      return kind satisfies never;
  }
}
