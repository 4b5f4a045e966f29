import { type DynamicModule, Module } from '@nestjs/common';
import { HealthChecks } from './health.checks.js';
import { HealthController } from './health.controller.js';

@Module({})
export class HealthModule {
  static of(temporalAddress: string): DynamicModule {
    return {
      module: HealthModule,
      controllers: [HealthController],
      providers: [HealthChecks, { provide: 'TEMPORAL_ADDRESS', useValue: temporalAddress }],
    };
  }
}
