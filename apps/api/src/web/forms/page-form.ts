import type { ReactElement } from 'react';
import type { Command, CommandType } from '#domain/commands.js';
import type { PersonId } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import type { Asked, Seen } from './asked.js';
import type { FormPageProps, FormShown } from './form.page.js';
import type { FormField } from './form-fields.js';
import type { AskedFormName } from './form-names.js';
import type { FormValues } from './form-state.js';

/** One thing to do with what `Context` knows, as data: when it is offered, what it asks, and the command it gives. */
export interface PageForm<Context> {
  /** The last part of its address. */
  slug: string;
  name: AskedFormName;
  /** What it asks of the record: who may never do that is told so, whatever state things are in. */
  gives: CommandType;
  offered(context: Context): boolean;
  /** @param values what was sent: a form that is shown again has the rows it had */
  fields(context: Context, values: FormValues): readonly FormField[];
  /** What the record has, and what is chosen beforehand. */
  prefill?(context: Context): FormValues;
  /** What the page carries unseen beside the version and the key. */
  hidden?(context: Context, values: FormValues): Readonly<Record<string, string>>;
  ask(values: FormValues, context: Context, seen: Seen): Asked;
}

/** What the forms at one place have in common: where they stand, and where what they did is seen. */
export interface FormPlace<
  Context extends { actor: Actor },
  Form extends PageForm<Context> = PageForm<Context>,
> {
  forms: readonly Form[];
  /** Whoever the thing names, and so may do what others may not. */
  named?(context: Context): readonly PersonId[];
  /** @param values what stands in the form */
  shown(form: Form, context: Context, values: FormValues): Omit<FormShown, 'name' | 'fields'>;
  /** The page that shows what was done. */
  doneAt(context: Context, values: FormValues): string;
  /** The page that it stands on; undefined, or left out, where that is a page of its own. */
  page?(props: FormPageProps, context: Context, form: Form): ReactElement | undefined;
  /** What is shown first, of a command that is taken in two steps; undefined for one that is done at once. */
  preview?(command: Command, context: Context): FormPreview | undefined;
}

/** What would come of a form: shown first, and carried out when the same is sent again from there. */
export interface FormPreview {
  /** What was asked for, as one line, by which it is known again. */
  of: string;
  page(props: FormPageProps): Promise<ReactElement>;
}
