import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Declared {
  headers?: Record<string, { required?: boolean; $ref?: string }>;
  content?: Record<string, { schema?: object }>;
  'x-problem-types'?: readonly string[];
}
export interface OpenApiDocument {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, Declared> }>>;
}

/** An answer as it came. */
export interface Given {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Holds answers against the API’s own description. */
export class DeclaredAnswers {
  private readonly ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: false });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly templates: readonly { path: string; pattern: RegExp }[];

  constructor(private readonly document: OpenApiDocument) {
    addFormats.default(this.ajv);
    this.ajv.addSchema({ $id: 'kvittert', ...document } as object);
    this.templates = Object.keys(document.paths)
      .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/gu, '[^/]+')}$`, 'u') }))
      // What is written out goes before what stands for anything.
      .sort((one, other) => one.path.split('{').length - other.path.split('{').length);
  }

  /** What of an answer is not as declared; empty where it is, or where the address is none of the API’s. */
  differences(method: string, path: string, { status, headers, body }: Given): string[] {
    const [address = ''] = path.split('?');
    const template = this.templates.find(({ pattern }) => pattern.test(address))?.path;
    const operation =
      template === undefined ? undefined : this.document.paths[template]?.[method.toLowerCase()];
    if (template === undefined || operation === undefined) return [];
    const declared = operation.responses[String(status)];
    if (declared === undefined) return [`the status ${status} is not declared`];
    const missing = Object.entries(declared.headers ?? {}).flatMap(([name, { required }]) =>
      required === true && !headers.has(name) ? [`the header ${name} is missing`] : [],
    );
    const [mediaType = ''] = (headers.get('content-type') ?? '').split(';');
    const types = Object.keys(declared.content ?? {});
    if (types.length === 0) return missing;
    if (!types.includes(mediaType)) return [...missing, `${mediaType || 'no media type'} is not declared`];
    if (!mediaType.includes('json')) return missing;
    return [
      ...missing,
      ...this.bodyDifferences([template, method.toLowerCase(), String(status), mediaType], body),
      ...problemDifferences(declared['x-problem-types'], body),
    ];
  }

  private bodyDifferences(
    [template = '', method = '', status = '', mediaType = '']: string[],
    body: unknown,
  ) {
    const place = ['paths', template, method, 'responses', status, 'content', mediaType, 'schema'];
    const $ref = `kvittert#/${place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const validate = this.validators.get($ref) ?? this.ajv.compile({ $ref });
    this.validators.set($ref, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) =>
        `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`,
    );
  }
}

function problemDifferences(declared: readonly string[] | undefined, body: unknown): string[] {
  if (declared === undefined) return [];
  const type = (body as { type?: string }).type?.replace('/problems/', '') ?? '';
  return declared.includes(type) ? [] : [`the problem ${type} is not declared`];
}
