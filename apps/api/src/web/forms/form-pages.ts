import type { Request, Response } from 'express';
import type { Actor } from '#domain/roles/actor.js';
import { decisionPath } from '#messages/page-links.js';
import type { Pages } from '../pages.js';
import { isOvertaken, versionSeen } from './asked.js';
import { formAgain, formFilledIn } from './changed-meanwhile.js';
import { formAt, type FormHandler, requireOffered, requireRight, sentIn } from './form-handler.js';
import { emptyForm, type FormState } from './form-state.js';
import type { FormPlace, PageForm } from './page-form.js';

/** A request for the form with this last part of the address. */
export interface AtForm {
  slug: string;
  request: Request;
  response: Response;
}

/** Every form on a page of its own goes this way: asked, sent, and shown again with what is wrong or where it is done. */
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
    this.show(place, form, at, context, state);
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
    const { values } = sent;
    const asked = form.ask(values, context, versionSeen(values));
    const taken = await this.forms.take(asked, form.fields(context, values), context.actor, sent);
    if (taken.held !== undefined) {
      this.pages.sendOn(at.response, decisionPath(taken.held), 'enter-decision');
      return;
    }
    if (taken.errors.length === 0) {
      this.pages.sendOn(at.response, place.doneAt(context, values), form.name);
      return;
    }
    // As it is now: the next attempt is made from what the person can see.
    const latest = await load(form);
    const meanwhile = {
      now: form.prefill?.(latest) ?? {},
      overtaken: isOvertaken(values, place.shown(form, latest, values).hidden?.['version']),
    };
    const state = formAgain(sent, taken, meanwhile, form.fields(latest, values));
    this.show(place, form, at, latest, state);
  }

  private show<Context extends { actor: Actor }, Form extends PageForm<Context>>(
    place: FormPlace<Context, Form>,
    form: Form,
    { request, response }: AtForm,
    context: Context,
    state: FormState,
  ): void {
    const { values } = state;
    const { hidden, ...shown } = place.shown(form, context, values);
    const { name } = form;
    const carried = { ...form.hidden?.(context, values), ...hidden };
    const fields = form.fields(context, values);
    this.pages.showForm(request, response, { ...shown, name, fields, hidden: carried }, state);
  }
}
