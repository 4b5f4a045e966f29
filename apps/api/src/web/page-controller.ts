import { applyDecorators, Controller, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SessionGuard } from '../auth/session.guard.js';

const formsTaken = Symbol('which forms a controller takes');

export interface FormsTaken {
  /** Beside its fields a form may carry one file. */
  takesFile?: boolean;
}

/** Its addresses read cookies and forms, and keep what was written by somebody who was logged out. */
export function TakesForms(taken: FormsTaken = {}): ClassDecorator {
  return SetMetadata(formsTaken, taken);
}

/** Undefined for one whose addresses take none. */
export function formsTakenBy(controller: object): FormsTaken | undefined {
  return Reflect.getMetadata(formsTaken, controller) as FormsTaken | undefined;
}

/** Pages for people who are logged in. */
export function PageController(path: string, taken: FormsTaken = {}): ClassDecorator {
  return applyDecorators(
    ApiExcludeController(),
    Controller(path),
    UseGuards(SessionGuard),
    TakesForms(taken),
  );
}
