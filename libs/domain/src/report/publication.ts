import type { NameFound } from './names-in-report.js';
import type { PersonalDataFound } from './personal-data-in-report.js';

/** What the content tells of and was made restricted after the lock: measures by number, evaluations by title. */
export interface RestrictedSince {
  measures: readonly number[];
  evaluations: readonly string[];
}

/** What was looked for in the latest version's public content before anybody else may read it. */
export interface PublicContent {
  /** The plan's title. */
  title: string;
  names: readonly NameFound[];
  personalData: readonly PersonalDataFound[];
  restrictedSince: RestrictedSince;
}
