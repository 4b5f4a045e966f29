import { catalogueFormNames } from '../../catalogues/pages/catalogue-form.js';
import { partyFormNames } from '../../parties/pages/party-form.js';
import { reportFormNames } from '../../reports/pages/report-form.js';
import { measureFormNames } from '../../measures/pages/measure-form.js';

/** Forms on a page of their own: their texts are `page.form.<name>.title`, `.intro`, `.submit` and `.done`. */
const askedFormNames = [
  ...measureFormNames,
  ...catalogueFormNames,
  ...partyFormNames,
  ...reportFormNames,
  'adopt',
  'close-plan',
  'ladder',
  'undo-import',
  'subscribe',
  'confirm-subscription',
  'change-subscription',
  'unsubscribe',
] as const;
export type AskedFormName = (typeof askedFormNames)[number];

/** Every form there is: what it did is said by `page.form.<name>.done`. */
export const formNames = [
  ...askedFormNames,
  'summary-text',
  'summary-draft',
  'fulfil-decision',
  'enter-decision',
  'countersign',
  'withdraw-decision',
  'import-saved',
  'import-confirmed',
  'import-discarded',
  'import-taken-in',
] as const;
export type FormName = (typeof formNames)[number];
