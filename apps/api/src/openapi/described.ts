/** The parts of an OpenAPI 3.1 document that are completed here; the library’s own types are those of 3.0. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  schema?: Record<string, unknown>;
}

export interface Link {
  operationId: string;
  description: string;
  parameters: Record<string, string>;
}

export interface Response {
  description: string;
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: Record<string, unknown> }>;
  links?: Record<string, Link>;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, Response | { $ref: string }>;
  security?: Record<string, string[]>[];
}

export type Paths = Record<string, Record<string, Operation>>;
