import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as DesignSystem from '@digdir/designsystemet-react';

/**
 * The components of Designsystemet that our pages use, each from its own file: the package's entry also loads its
 * Combobox with the thousand icons behind it, a second of every start. The package's version is exact, and a file
 * that moves fails the types.
 */
const require = createRequire(import.meta.url);
const components = join(dirname(require.resolve('@digdir/designsystemet-react')), 'components');

function from<Name extends keyof typeof DesignSystem>(file: string, name: Name): (typeof DesignSystem)[Name] {
  const loaded = require(join(components, file)) as Pick<typeof DesignSystem, Name>;
  return loaded[name];
}

export const Alert = from('alert/alert.cjs', 'Alert');
export const Button = from('button/button.cjs', 'Button');
export const Details = from('details/index.cjs', 'Details');
export const ErrorSummary = from('error-summary/index.cjs', 'ErrorSummary');
export const Field = from('field/index.cjs', 'Field');
export const Fieldset = from('fieldset/index.cjs', 'Fieldset');
export const Heading = from('heading/heading.cjs', 'Heading');
export const Input = from('input/input.cjs', 'Input');
export const Label = from('label/label.cjs', 'Label');
export const Link = from('link/link.cjs', 'Link');
export const Select = from('select/index.cjs', 'Select');
export const SkipLink = from('skip-link/skip-link.cjs', 'SkipLink');
export const Table = from('table/index.cjs', 'Table');
export const Tag = from('tag/tag.cjs', 'Tag');
export const Textarea = from('textarea/textarea.cjs', 'Textarea');
export const ValidationMessage = from('validation-message/validation-message.cjs', 'ValidationMessage');
