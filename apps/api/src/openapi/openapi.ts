import { Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from './openapi-document.js';

/** Makes the document when it is first asked for: a start does not wait for it. */
@Injectable()
export class OpenApi {
  private app: INestApplication | undefined;
  private made: OpenAPIObject | undefined;

  /** The application whose routes are described; known only after the modules have been put together. */
  describe(app: INestApplication): void {
    this.app = app;
  }

  get document(): OpenAPIObject {
    if (this.app === undefined) throw new Error('No application has been given to describe');
    this.made ??= openApiDocument(this.app, '1');
    return this.made;
  }
}
