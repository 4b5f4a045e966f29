import { DomainError } from '../domain-error.js';
import type { PlanImport } from './imported.js';
import type { DoneSince } from './undoing.js';

export function importRegistered(planNumber: number): DomainError {
  return new DomainError({
    type: 'import-registered',
    refusal: 'conflict',
    title: 'The import has been registered',
    detail: `This import was registered in plan ${planNumber} before.`,
    next: 'Look at the plan: what was confirmed stands there.',
    extra: { plan: planNumber },
  });
}

export function nothingToImport(): DomainError {
  return new DomainError({
    type: 'nothing-to-import',
    refusal: 'invalid',
    title: 'There is nothing to register',
    detail: 'No measure is left, and no change.',
    next: 'Take back a measure that was left out, or add one.',
  });
}

const listed = 50;

export function importTouched(done: readonly DoneSince[]): DomainError {
  return new DomainError({
    type: 'import-touched',
    refusal: 'conflict',
    title: 'Something has been done on what was imported',
    detail: `Since the import ${done.length} ${done.length === 1 ? 'thing has' : 'things have'} been done on what it made.`,
    next: 'Correct or close the measures one by one, as any other.',
    extra: { count: done.length, doneSince: done.slice(0, listed) },
  });
}

export function importChangedMeasures({ changed }: PlanImport): DomainError {
  return new DomainError({
    type: 'import-changed-measures',
    refusal: 'conflict',
    title: 'The import changed measures that were there',
    detail: `The import changed ${changed} ${changed === 1 ? 'measure' : 'measures'} of the plan, and what a measure said before is not written back.`,
    next: 'Correct those measures, or import the earlier version of the document.',
    extra: { changed },
  });
}

/** What an import made that was undone: it can be read, and nothing more. */
export function withdrawn(what: string, id: string): DomainError {
  return new DomainError({
    type: 'withdrawn',
    refusal: 'conflict',
    title: `The ${what} is withdrawn`,
    detail: `The import that made this ${what} was undone.`,
    next: 'Import the document again, or register it by hand: it gets an id and a number of its own.',
    extra: { what, id },
  });
}
