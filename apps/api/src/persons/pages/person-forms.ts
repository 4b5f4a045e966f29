import { absenceForms } from './absence-forms.js';
import { handOverForm } from './hand-over-form.js';
import type { PersonForm } from './person-form.js';

export const personForms: readonly PersonForm[] = [...absenceForms, handOverForm];
