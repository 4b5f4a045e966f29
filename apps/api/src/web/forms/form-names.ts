import { catalogueFormNames } from '../catalogues/catalogue-form.js';
import { reportFormNames } from '../reports/report-forms.js';
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
  ...reportFormNames,
] as const;
export type FormName = (typeof formNames)[number];
