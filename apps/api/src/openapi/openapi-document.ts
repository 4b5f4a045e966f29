import { STATUS_CODES } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { problemMediaType } from '../problems/problem.js';
import type { Operation, Parameter, Paths, Response } from './described.js';
import { addLinks } from './links.js';
import { allowed, refusalsDeclared } from './refusals-declared.js';
import { tags } from './tags.js';

const problemSchema = z
  .looseObject({
    type: z
      .string()
      .regex(/^\/problems\/[a-z-]+$/u)
      .meta({ format: 'uri-reference', description: 'An address: GET it to read what the type means.' }),
    title: z.string().min(1),
    status: z.int().min(400).max(599),
    detail: z.string().min(1),
    next: z.string().min(1).meta({ description: 'What to do now.' }),
    errors: z
      .array(
        z.object({
          detail: z.string(),
          pointer: z.string().optional().meta({ description: 'JSON pointer into the body, as a fragment.' }),
          parameter: z.string().optional(),
          header: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457, with what to do now. A type may have members of its own.',
    examples: [
      {
        type: '/problems/open-items',
        title: 'The measure has open items',
        status: 409,
        detail: 'Measure 7 can’t be closed: 3 of 38 items are not signed off.',
        next: 'Sign them off first, or have leadership waive them.',
        openItems: ['7.4', '7.9', '7.31'],
      },
    ],
  });

const description = `Follow-up of recommendations from evaluations: nothing is closed until every item is done.

- **Tokens**: OAuth 2 access tokens (JWT) from the installation's identity provider. A person's token needs the
  person in the register, and the register's roles count. A system's (client credentials) counts by its scopes; an
  operation that names several takes any one of them.
- **POST** carries an \`Idempotency-Key\`; sending the same request again does nothing twice.
- **PATCH and PUT** carry \`If-Match\` with the ETag that was read; POST honours it.
- **Lists** answer \`{ "items": […], "nextCursor": … }\`, \`?limit=\` up to 500.
- **Refusals** are problem documents (RFC 9457) with \`next\`: what to do now. Each operation names the types it may
  give; new types may come, with the statuses that are declared.
- A **method** that an address does not take is answered 405 with \`Allow\`.
- Every answer has an \`X-Request-Id\`; the log has it where the fault is ours.
- Dates are calendar days in Europe/Oslo, instants RFC 3339 in UTC.`;

export interface DescribedInstallation {
  version: string;
  /** The identity provider that gives the tokens. */
  issuer: string;
}

/** OpenAPI 3.1, made from the routes, the very zod schemas that validate them, and what their rules may refuse. */
export function openApiDocument(
  app: INestApplication,
  { version, issuer }: DescribedInstallation,
): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Kvittert')
    .setDescription(description)
    .setVersion(version)
    .setOpenAPIVersion('3.1.0')
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer('/', 'The installation that this document was read from.')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'An access token for this API, a person’s or a system’s.',
      },
      'bearer',
    )
    .addSecurity('openId', {
      type: 'openIdConnect',
      openIdConnectUrl: `${issuer.replace(/\/+$/u, '')}/.well-known/openid-configuration`,
      description: 'Where the tokens are got, with the scopes that an API client needs.',
    })
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? jsonSchemaOf(schema, schemaType) : undefined,
  });
  const problem = jsonSchemaOf(problemSchema, 'output');
  const paths = document.paths as unknown as Paths;
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) complete(path, method, operation);
  }
  addLinks(paths);
  return {
    ...document,
    tags: Object.entries(tags).map(([name, about]) => ({ name, description: about })),
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, ...problem.components },
    },
  };
}

function complete(path: string, method: string, operation: Operation): void {
  for (const parameter of operation.parameters ?? []) parameter.description ??= meaningOf(parameter, path);
  operation.description = described(operation);
  operation.security = securityOf(operation);
  for (const [status, types] of refusalsDeclared(path, method, operation)) {
    operation.responses[status] = refusal(status, types);
  }
}

/** What a parameter is, where its schema says no more: an id is that of one in the list before it. */
function meaningOf({ name, in: place }: Parameter, path: string): string {
  if (place === 'path') {
    const list = new RegExp(`([\\w-]+)/\\{${name}\\}`, 'u').exec(path)?.[1] ?? '';
    return /id$/iu.test(name) ? `The id of one of the ${list.replaceAll('-', ' ')}.` : `Which ${name}.`;
  }
  return `Only those with this ${name.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`)}.`;
}

function described(operation: Operation): string {
  const takes = (name: string) => operation.parameters?.find((parameter) => parameter.name === name);
  const who = allowed(operation.operationId);
  const version = takes('If-Match');
  return [
    `${operation.summary ?? operation.operationId}.`,
    who === undefined
      ? ''
      : `For ${[...who.roles, ...who.scopes.map((scope) => `\`${scope}\``)].join(', ')}.`,
    takes('Idempotency-Key') === undefined
      ? ''
      : 'Sent again with the same Idempotency-Key, it does nothing twice.',
    version === undefined
      ? ''
      : version.required === true
        ? 'Names the version it is based on.'
        : 'May name the version it is based on.',
    takes('cursor') === undefined ? '' : 'Page by page.',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** A person's token has no scopes: the register has the roles. */
function securityOf({ operationId }: Operation): Record<string, string[]>[] {
  const who = allowed(operationId);
  if (who === undefined) return [{ bearer: [] }, { openId: [] }];
  return [{ bearer: [] }, ...who.scopes.map((scope) => ({ openId: [scope] }))];
}

function refusal(
  status: number,
  types: readonly string[],
): Response & { 'x-problem-types': readonly string[] } {
  const headers = headersOf[status];
  return {
    description: `${STATUS_CODES[status] ?? ''}: ${types.join(', ')}.`,
    'x-problem-types': types,
    ...(headers === undefined ? {} : { headers }),
    content: { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

const headersOf: Readonly<Record<number, Record<string, unknown>>> = {
  401: {
    'WWW-Authenticate': {
      description: 'How to authenticate, and what is wrong with the token (RFC 6750).',
      required: true,
      schema: { type: 'string', pattern: '^Bearer ' },
    },
  },
  500: {
    'X-Request-Id': {
      description: 'What the log has of it.',
      required: true,
      schema: { type: 'string', minLength: 1, maxLength: 100 },
    },
  },
  503: {
    'Retry-After': {
      description: 'Seconds until it makes sense to ask again, where it does.',
      schema: { type: 'integer', minimum: 1 },
    },
  },
};

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): { schema: unknown; components: Schemas } {
  const {
    $schema: _dialect,
    $defs: definitions = {},
    ...rest
  } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  // JSON Schema 2020-12 is what OpenAPI 3.1 takes; the library's types are those of 3.0.
  return { schema: rest, components: definitions as Schemas };
}
