import {
  applyDecorators,
  Controller,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { SchemaValidation } from '../problems/validation.js';
import { AnswerInterceptor } from './answer.js';
import { changeAnswer, changesAnswer, heldAnswer } from './command-dispatcher.js';
import { idempotencyKeyPattern } from './idempotency-key.js';
import { entityTagPattern } from './if-match.js';
import { cursorPattern } from './paging.js';

export const apiRoot = 'api/v1';

/** A collection of the REST API: authenticated, validated, described. */
export function RestController(collection: string, tag = collection): ClassDecorator {
  return applyDecorators(
    Controller(`${apiRoot}/${collection}`),
    ApiTags(tag),
    ApiBearerAuth('bearer'),
    UseInterceptors(AnswerInterceptor),
    UsePipes(SchemaValidation),
  );
}

/** On what is shown, always; after a change, where there is a new version. */
export const versionHeader = (required: boolean) => ({
  ETag: {
    description: 'The version, to be sent back in If-Match.',
    required,
    schema: { type: 'string' as const, pattern: entityTagPattern.source, examples: ['"7"'] },
  },
});
export const replayedHeader = {
  'Idempotency-Replayed': {
    description: '“true” when this request had been carried out before: the answer is the first one’s.',
    schema: { type: 'string' as const, enum: ['true'] },
  },
};
export const locationHeader = (description: string) => ({
  Location: {
    description,
    required: true,
    schema: { type: 'string' as const, format: 'uri-reference', pattern: `^/${apiRoot}/` },
  },
});
export const createdHeaders = {
  ...versionHeader(false),
  ...locationHeader('Where what was made is found.'),
  ...replayedHeader,
};

export const keyHeader = (required: boolean) =>
  ApiHeader({
    name: 'Idempotency-Key',
    required,
    description: 'A new UUID for each thing to be done; the same one when the same request is sent again.',
    schema: {
      type: 'string',
      pattern: idempotencyKeyPattern.source,
      minLength: 1,
      maxLength: 255,
      examples: ['3f0e1f5e-8c5f-4a0a-9a53-2f6f4d3b9d10'],
    },
  });
export const ifMatchHeader = (required: boolean) =>
  ApiHeader({
    name: 'If-Match',
    required,
    description: 'The ETag of what was read. Another version by now: 412, and nothing is changed.',
    schema: { type: 'string', pattern: entityTagPattern.source, examples: ['"7"'] },
  });

/** POST that registers something new: 201 with its address as Location. */
export function Registers(summary: string): MethodDecorator {
  return applyDecorators(
    Post(),
    ApiOperation({ summary }),
    keyHeader(true),
    ApiCreatedResponse({ standardSchema: changeAnswer, headers: createdHeaders, description: 'Registered.' }),
  );
}

/** POST that says what happened to something: 201 with its entry in the history as Location. */
export function Records(path: string, summary: string): MethodDecorator {
  return applyDecorators(
    Post(path),
    ApiOperation({ summary }),
    keyHeader(true),
    ifMatchHeader(false),
    ApiCreatedResponse({ standardSchema: changeAnswer, headers: createdHeaders, description: 'Done.' }),
  );
}

/** POST of what leadership decides: a body's decision waits for a countersignature (202). */
export function Decides(path: string, summary: string): MethodDecorator {
  return applyDecorators(
    Records(path, summary),
    ApiAcceptedResponse({
      standardSchema: heldAnswer,
      headers: { ...locationHeader('The decision as it was entered.'), ...replayedHeader },
      description: 'A body’s decision has been entered: it has effect when another has countersigned it.',
    }),
  );
}

/** POST that does the same to many: 201, all or nothing. */
export function RecordsMany(path: string, summary: string): MethodDecorator {
  return applyDecorators(
    Post(path),
    ApiOperation({ summary }),
    keyHeader(true),
    ApiCreatedResponse({ standardSchema: changesAnswer, headers: createdHeaders, description: 'All done.' }),
  );
}

/** PATCH that changes some fields. */
export function Changes(path: string, summary: string): MethodDecorator {
  return applyDecorators(Patch(path), changing(summary));
}

/** PUT that sets a whole list anew. */
export function Sets(path: string, summary: string): MethodDecorator {
  return applyDecorators(Put(path), changing(summary));
}

function changing(summary: string): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiOperation({ summary }),
    keyHeader(false),
    ifMatchHeader(true),
    ApiOkResponse({
      standardSchema: changeAnswer,
      headers: { ...versionHeader(false), ...replayedHeader },
      description: 'Changed.',
    }),
  );
}

/** GET of one resource, with its version as ETag. */
export function Shows(path: string, summary: string, shown: z.ZodType): MethodDecorator {
  return applyDecorators(
    Get(path),
    ApiOperation({ summary }),
    ApiOkResponse({ standardSchema: shown, headers: versionHeader(true), description: 'As it stands.' }),
  );
}

/** GET that answers a question: not a resource, so it has no version. */
export function Answers(path: string, summary: string, shown: z.ZodType): MethodDecorator {
  return applyDecorators(
    Get(path),
    ApiOperation({ summary }),
    ApiOkResponse({ standardSchema: shown, description: 'The answer.' }),
  );
}

/** POST that only asks, about more than an address holds. Nothing is changed, so no key is needed. */
export function Asks(path: string, summary: string, shown: z.ZodType): MethodDecorator {
  return applyDecorators(
    Post(path),
    HttpCode(200),
    ApiOperation({ summary }),
    ApiOkResponse({ standardSchema: shown, description: 'The answer.' }),
  );
}

/** GET of a list, page by page. */
export function Lists(path: string, summary: string, shown: z.ZodType): MethodDecorator {
  const page = z.object({
    items: z.array(shown),
    nextCursor: z
      .string()
      .regex(cursorPattern)
      .nullable()
      .meta({ description: 'For ?cursor=; null on the last page.' }),
  });
  return applyDecorators(
    Get(path),
    ApiOperation({ summary }),
    ApiOkResponse({ standardSchema: page, description: 'One page.' }),
  );
}
