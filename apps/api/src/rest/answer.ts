import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';

/** A body with the headers that belong to it. */
export class Answer<Body> {
  constructor(
    readonly body: Body,
    readonly headers: Readonly<Record<string, string>>,
    /** Where it is not the operation's usual one. */
    readonly status?: number,
  ) {}
}

/** One resource, with its version as ETag: what If-Match is compared with. */
export function versioned<Body>(body: Body, version: number): Answer<Body> {
  return new Answer(body, { ETag: entityTag(version) });
}

export function entityTag(version: number): string {
  return `"${version}"`;
}

/** Sets an answer’s headers and sends its body. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof Answer)) return answer;
        response.set(answer.headers);
        if (answer.status !== undefined) response.status(answer.status);
        return answer.body as unknown;
      }),
    );
  }
}
