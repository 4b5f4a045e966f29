import { Controller, Get, Header, HttpStatus, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { HealthChecks, type Readiness } from './health.checks.js';

/** For orchestrators and operators, without a token; counts and ages only. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(@Inject(HealthChecks) private readonly checks: HealthChecks) {}

  /** The process answers. Nothing else is asked, so that a slow database never gets a healthy process killed. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live() {
    return { status: 'ok' };
  }

  /** 503 only when requests can’t be served: PostgreSQL is away, this process is stopping, or nobody is registered yet. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.checks.readiness();
    if (readiness.status === 'down') response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return readiness;
  }
}
