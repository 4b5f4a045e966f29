import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Inject, Param, Redirect, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { Response } from 'express';
import { refusals } from '../problems/refusals.js';
import { OpenApi } from './openapi.js';

const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const served = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);

/** Everything comes from here, and nothing but what the page needs; Swagger UI sets styles in elements. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kvittert – API</title>
<link rel="icon" href="/api/swagger/favicon-32x32.png">
<link rel="stylesheet" href="/api/swagger/swagger-ui.css">
</head>
<body>
<main id="api"></main>
<noscript>This page needs JavaScript. The document itself: <a href="/api/v1/openapi.json">openapi.json</a>.</noscript>
<script src="/api/swagger/swagger-ui-bundle.js"></script>
<script src="/api/swagger/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
  tryItOutEnabled: true,
});
`;

/** The API’s description, and a page to read and try it; both without a token. */
@ApiExcludeController()
@Controller('api')
export class OpenApiController {
  constructor(@Inject(OpenApi) private readonly openApi: OpenApi) {}

  @Get('v1/openapi.json')
  document(): OpenAPIObject {
    return this.openApi.document;
  }

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', contentSecurityPolicy)
  tryIt(): string {
    return page;
  }

  @Get('v1/docs')
  @Redirect('/api', 302)
  docs(): void {
    // The address that other tools use; the page is at /api.
  }

  @Get('swagger/start.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  start(): string {
    return start;
  }

  @Get('swagger/:file')
  file(@Param('file') file: string, @Res() response: Response): void {
    if (!served.has(file)) throw refusals.noSuchAddress('GET', `/api/swagger/${file}`);
    response.sendFile(join(swaggerUi, file), { maxAge: '1h' });
  }
}
