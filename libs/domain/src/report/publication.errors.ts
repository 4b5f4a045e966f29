import { DomainError } from '../domain-error.js';
import type { NameFound } from './names-in-report.js';
import type { PersonalDataFound } from './personal-data-in-report.js';
import type { RestrictedSince } from './publication.js';
import type { Report } from './report.js';

export function alreadyPublished(report: Report, version: number): DomainError {
  return new DomainError({
    type: 'report-published',
    refusal: 'conflict',
    title: 'The report is published',
    detail: `Version ${version} of report ${report.number} is public already.`,
    next: 'Nothing needs to be done. A correction is published by itself.',
    extra: { report: report.number, version },
  });
}

export function notPublished(report: Report): DomainError {
  return new DomainError({
    type: 'report-not-published',
    refusal: 'conflict',
    title: 'There is nothing to take down',
    detail: `What you want taken down of report ${report.number} is not public.`,
    next: `See what is: GET /api/v1/reports/${report.id}/publications`,
    extra: { report: report.number },
  });
}

/** Locked by a program that froze no content for the public. */
export function nothingToPublish(report: Report): DomainError {
  return new DomainError({
    type: 'nothing-to-publish',
    refusal: 'conflict',
    title: 'The report has no public content',
    detail: `Nothing was frozen for the public when report ${report.number} was locked.`,
    next: 'Correct the report; the new version has public content.',
    extra: { report: report.number },
  });
}

/** What is frozen can't follow: only another version leaves it out. */
export function restrictedSince(report: Report, { measures, evaluations }: RestrictedSince): DomainError {
  const told = [...measures.map((number) => `measure ${number}`), ...evaluations];
  return new DomainError({
    type: 'restricted-since-lock',
    refusal: 'conflict',
    title: 'The report tells what has been restricted since',
    detail: `Report ${report.number} was locked before this was restricted, and tells of it: ${told.join(', ')}.`,
    next: 'Correct the report; the new version leaves the text out. Then publish that.',
    extra: {
      report: report.number,
      measures,
      measureCount: measures.length,
      evaluations,
      evaluationCount: evaluations.length,
    },
  });
}

/** No personal data in a public report (PRODUCT.md), unless leadership has seen the place and says that it may. */
export function namesInReport(report: Report, found: readonly NameFound[]): DomainError {
  return new DomainError({
    type: 'names-in-report',
    refusal: 'conflict',
    title: 'Names of persons stand in the report',
    detail: `The public text of report ${report.number} names registered persons: ${found.map(({ name }) => name).join(', ')}.`,
    next: 'Correct the report; or say who may be named: their ids in namesMayStand.',
    extra: { field: 'namesMayStand', report: report.number, names: found.map(({ name }) => name), found },
  });
}

/** As with names: what looks like personal data is seen and answered for, one by one. */
export function personalDataInReport(report: Report, found: readonly PersonalDataFound[]): DomainError {
  return new DomainError({
    type: 'personal-data-in-report',
    refusal: 'conflict',
    title: 'What looks like personal data stands in the report',
    detail: `The public text of report ${report.number} has what looks like personal data: ${found.map(({ written }) => written).join(', ')}.`,
    next: 'Correct the report; or say what may stand: the keys in personalDataMayStand.',
    extra: {
      field: 'personalDataMayStand',
      report: report.number,
      texts: found.map(({ written }) => written),
      found,
    },
  });
}
