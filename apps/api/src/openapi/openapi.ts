import { Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { type DescribedInstallation, openApiDocument } from './openapi-document.js';

/** Makes the document when it is first asked for: a start does not wait for it. */
@Injectable()
export class OpenApi {
  private described: { app: INestApplication; installation: DescribedInstallation } | undefined;
  private made: OpenAPIObject | undefined;

  /** The application whose routes are described; known only after the modules have been put together. */
  describe(app: INestApplication, installation: DescribedInstallation): void {
    this.described = { app, installation };
  }

  get document(): OpenAPIObject {
    if (this.described === undefined) throw new Error('No application has been given to describe');
    this.made ??= openApiDocument(this.described.app, this.described.installation);
    return this.made;
  }
}
