import type { TextKey } from '#messages/texts/say.js';

type NamedIn<Suffix extends string> = TextKey extends infer Key
  ? Key extends `page.form.${infer Name}.${Suffix}`
    ? Name
    : never
  : never;

/** Every form there is: what it did is said by `page.form.<name>.done`. */
export type FormName = NamedIn<'done'>;

/** Forms on a page of their own: their texts are `page.form.<name>.title`, `.intro`, `.submit` and `.done`. */
export type AskedFormName = FormName & NamedIn<'title'> & NamedIn<'intro'> & NamedIn<'submit'>;
