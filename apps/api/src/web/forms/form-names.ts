import { catalogueFormNames } from '../catalogues/catalogue-form.js';
import { measureFormNames } from '../measures/measure-form.js';

/** Every form there is: its texts are `page.form.<name>.…`. */
export const formNames = [
  ...measureFormNames,
  ...catalogueFormNames,
  'adopt',
  'close-plan',
  'summary-text',
  'summary-draft',
  'fulfil-decision',
  'import-saved',
  'import-confirmed',
  'import-discarded',
] as const;
export type FormName = (typeof formNames)[number];
