import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { AllowedMethods } from './allowed-methods.js';
import { problemDocument, problemMediaType } from './problem.js';
import { problemOf } from './problem-of.js';

/** The one place where an error becomes an answer. Pages have a filter of their own that asks `problemOf` too. */
@Catch()
export class ProblemFilter implements ExceptionFilter<unknown> {
  private readonly logger = new Logger('Problem');

  constructor(private readonly allowed: AllowedMethods) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const { problem, headers, ours } = problemOf(error, {
      method: request.method,
      path: request.path,
      allowed: this.allowed(request),
    });
    if (ours) {
      this.logger.error(
        `${request.method} ${request.path} ${problem.status} request=${String(response.getHeader('X-Request-Id'))}`,
        error instanceof Error ? error.stack : String(error),
      );
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .status(problem.status)
      .set(headers)
      .type(problemMediaType)
      .send(JSON.stringify(problemDocument(problem)));
  }
}
