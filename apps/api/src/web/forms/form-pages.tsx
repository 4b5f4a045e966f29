import type { Request, Response } from 'express';
import type { Actor } from '#domain/roles/actor.js';
import { decisionPath } from '#messages/page-links.js';
import type { Pages } from '../pages.js';
import { isOvertaken, versionSeen } from './asked.js';
import { formAgain, formFilledIn } from './changed-meanwhile.js';
import {
  formAt,
  type FormHandler,
  readForm,
  requireOffered,
  requireRight,
  type Sent,
  sentIn,
  type Taken,
} from './form-handler.js';
import { FormPage, type FormPageProps } from './form.page.js';
import { emptyForm, type FormState, valueOf } from './form-state.js';
import type { FormPlace, FormPreview, PageForm } from './page-form.js';

/** A request for the form with this last part of the address. */
export interface AtForm {
  slug: string;
  request: Request;
  response: Response;
}

/** The hidden field that carries what was previewed. */
const previewedName = 'previewed';

/** The way of every form that asks something of the record: asked, previewed, sent, shown again or done. */
export class FormPages {
  constructor(
    private readonly forms: FormHandler,
    private readonly pages: Pages,
  ) {}

  /** @param load what the form needs to know. @throws PageFailure where there is no such form, or not for this reader */
  async ask<Context extends { actor: Actor }, Form extends PageForm<Context>>(
    place: FormPlace<Context, Form>,
    at: AtForm,
    load: (form: Form) => Promise<Context>,
  ): Promise<void> {
    const form = formAt(place.forms, at.slug);
    const context = await load(form);
    requireOffered(form, context, place.named?.(context));
    const state = form.prefill === undefined ? emptyForm : formFilledIn(form.prefill(context));
    this.show(place, form, context, at.response, this.props(place, form, at, context, state));
  }

  /** @param load what the form needs to know; again where it is shown again. @throws as `ask` does, before it is read */
  async take<Context extends { actor: Actor }, Form extends PageForm<Context>>(
    place: FormPlace<Context, Form>,
    at: AtForm,
    load: (form: Form) => Promise<Context>,
  ): Promise<void> {
    const form = formAt(place.forms, at.slug);
    const context = await load(form);
    requireRight(form, context, place.named?.(context));
    const sent = sentIn(at.request);
    const preview = previewOf(place, form, context, sent);
    if (preview !== undefined) {
      await this.showPreview(preview, at.response, this.propsAgain(place, form, at, context, { sent }));
      return;
    }
    const asked = form.ask(sent.values, context, versionSeen(sent.values));
    const taken = await this.forms.take(asked, form.fields(context, sent.values), context.actor, sent);
    if (taken.held !== undefined) {
      this.pages.sendOn(at.response, decisionPath(taken.held), 'enter-decision');
      return;
    }
    if (taken.errors.length === 0) {
      this.pages.sendOn(at.response, place.doneAt(context, sent.values), form.name);
      return;
    }
    // As it is now: the next attempt is made from what the person can see.
    const latest = await load(form);
    this.show(place, form, latest, at.response, this.propsAgain(place, form, at, latest, { sent, taken }));
  }

  private propsAgain<Context extends { actor: Actor }, Form extends PageForm<Context>>(
    place: FormPlace<Context, Form>,
    form: Form,
    at: AtForm,
    context: Context,
    { sent, taken = { errors: [] } }: { sent: Sent; taken?: Taken },
  ): FormPageProps {
    const { values } = sent;
    const version = place.shown(form, context, values).hidden['version'];
    const latest = { filledIn: form.prefill?.(context) ?? {}, version };
    return this.props(place, form, at, context, formAgain(sent, taken, latest, form.fields(context, values)));
  }

  private props<Context extends { actor: Actor }, Form extends PageForm<Context>>(
    place: FormPlace<Context, Form>,
    form: Form,
    { request, response }: AtForm,
    context: Context,
    state: FormState,
  ): FormPageProps {
    const { values } = state;
    const { hidden, ...shown } = place.shown(form, context, values);
    const { name } = form;
    const carried = { ...form.hidden?.(context, values), ...hidden };
    const fields = form.fields(context, values);
    return this.pages.formProps(request, response, { ...shown, name, fields, hidden: carried }, state);
  }

  private show<Context extends { actor: Actor }, Form extends PageForm<Context>>(
    place: FormPlace<Context, Form>,
    form: Form,
    context: Context,
    response: Response,
    props: FormPageProps,
  ): void {
    const page = place.page?.(props, context, form) ?? <FormPage {...props} />;
    this.pages.sendForm(response, page, props.state);
  }

  private async showPreview(preview: FormPreview, response: Response, props: FormPageProps): Promise<void> {
    const { shown, state } = props;
    const hidden = { ...shown.hidden, [previewedName]: preview.of };
    this.pages.sendForm(response, await preview.page({ ...props, shown: { ...shown, hidden } }), state);
  }
}

/** What is to be looked at before it is done; undefined where it has been, or where it would be refused anyway. */
function previewOf<Context extends { actor: Actor }, Form extends PageForm<Context>>(
  place: FormPlace<Context, Form>,
  form: Form,
  context: Context,
  sent: Sent,
): FormPreview | undefined {
  if (place.preview === undefined || !form.offered(context)) return undefined;
  const { values } = sent;
  const read = readForm(form.ask(values, context, versionSeen(values)), form.fields(context, values), values);
  if ('errors' in read || isOvertaken(values, place.shown(form, context, values).hidden['version']))
    return undefined;
  const preview = place.preview(read.command, context);
  return preview === undefined || valueOf(sent, previewedName) === preview.of ? undefined : preview;
}
