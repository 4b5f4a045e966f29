import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { RestModule } from '../rest/rest.module.js';

const problemSchema = z
  .looseObject({
    type: z.string().meta({ description: 'An address: GET it to read what the type means.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    next: z.string().meta({ description: 'What to do now.' }),
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
  person in the register; a system's (client credentials) needs the role \`system\` or \`auditor\`.
- **POST** carries an \`Idempotency-Key\`; sending the same request again does nothing twice.
- **PATCH and PUT** carry \`If-Match\` with the ETag that was read; POST honours it.
- **Lists** answer \`{ "items": […], "nextCursor": … }\`, \`?limit=\` up to 500.
- **Refusals** are problem documents (RFC 9457) with \`next\`: what to do now.
- Dates are calendar days in Europe/Oslo, instants RFC 3339 in UTC.`;

/** OpenAPI 3.1, made from the routes and the very zod schemas that validate them. */
export function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Kvittert')
    .setDescription(description)
    .setVersion(version)
    .setOpenAPIVersion('3.1.0')
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    include: [RestModule],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? jsonSchemaOf(schema, schemaType) : undefined,
  });
  const problem = jsonSchemaOf(problemSchema, 'output');
  return {
    ...document,
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, ...problem.components },
    },
  };
}

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
