import { type DynamicModule, Global, Module } from '@nestjs/common';
import { HealthChecks } from './health.checks.js';
import { HealthController } from './health.controller.js';
import { PreparationNotice, preparationToken } from './preparation.js';

export interface HealthOptions {
  temporalAddress: string;
  preparationFile: string | undefined;
}

@Global()
@Module({})
export class HealthModule {
  static of({ temporalAddress, preparationFile }: HealthOptions): DynamicModule {
    return {
      module: HealthModule,
      controllers: [HealthController],
      providers: [
        HealthChecks,
        { provide: 'TEMPORAL_ADDRESS', useValue: temporalAddress },
        { provide: preparationToken, useValue: new PreparationNotice(preparationFile) },
      ],
      exports: [preparationToken],
    };
  }
}
