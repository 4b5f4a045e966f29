import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  confirmSubscriptionPath,
  publishedPath,
  subscribePath,
  subscriptionAskedPath,
  subscriptionPath,
  unsubscribePath,
} from '#messages/page-links.js';
import type { TextValues } from '#messages/texts/say.js';
import { type Subscription, Subscriptions } from '#record/subscriptions/subscriptions.js';
import { emptyForm, type FormState, formValues } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import { language } from '../../language/spoken-language.js';
import { Pages } from '../../web/pages.js';
import { readCadence, readSubscription, subscriptionFields } from './subscription-form.js';
import { SubscriptionNotePage, SubscriptionPage } from './subscription.pages.js';

/** The link is no longer good, or never was. */
const goneStatus = 410;

/**
 * Subscribing to published reports, for anybody. Links are opened by programs that look for malware: what is opened
 * changes nothing, what is sent does. No command comes of these forms, and nobody is logged in who could have a right
 * or overtake another, so they don't go through `FormPages`.
 */
@ApiExcludeController()
@Controller(subscribePath)
export class SubscriptionPagesController {
  constructor(
    @Inject(Subscriptions) private readonly subscriptions: Subscriptions,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async ask(@Query('plan') plan: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const values = { ...(typeof plan === 'string' ? { plan } : {}), cadence: 'at-once' };
    await this.showAsking(request, response, { values, errors: [] });
  }

  /** The same answer for every address, known or not. */
  @Post()
  async take(@Req() request: Request, @Res() response: Response): Promise<void> {
    const values = formValues(request.body);
    const read = readSubscription(values, await this.subscriptions.publishedPlans());
    if ('errors' in read) {
      await this.showAsking(request, response, { values, errors: read.errors });
      return;
    }
    await this.subscriptions.ask({ ...read.asked, language: language() }, now());
    response.redirect(303, subscriptionAskedPath);
  }

  @Get('sendt')
  asked(@Req() request: Request, @Res() response: Response): void {
    this.note(request, response, 'asked');
  }

  @Get('bekreft/:token')
  async askToConfirm(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const subscription = await this.subscriptions.toConfirm(token, now());
    if (subscription === undefined) {
      this.note(request, response, 'gone');
      return;
    }
    this.pages.showForm(
      request,
      response,
      {
        name: 'confirm-subscription',
        fields: [],
        crumbs: [],
        action: confirmSubscriptionPath(token),
        cancelHref: publishedPath,
        hidden: {},
        facts: factsOf(subscription),
      },
      emptyForm,
    );
  }

  @Post('bekreft/:token')
  async confirm(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (await this.subscriptions.confirm(token, now())) {
      this.pages.sendOn(response, subscriptionPath(token), 'confirm-subscription');
    } else this.note(request, response, 'gone');
  }

  @Get(':token/avmelding')
  async askToLeave(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const subscription = await this.subscriptions.find(token);
    if (subscription === undefined) {
      this.note(request, response, 'gone');
      return;
    }
    this.pages.showForm(
      request,
      response,
      {
        name: 'unsubscribe',
        fields: [],
        crumbs: [],
        action: unsubscribePath(token),
        cancelHref: publishedPath,
        hidden: {},
        facts: factsOf(subscription),
      },
      emptyForm,
    );
  }

  /**
   * The page's button, and the mail program's own (RFC 8058): that one sends no cookie, follows no redirect, and is
   * told that it is done however often it asks.
   */
  @Post(':token/avmelding')
  @HttpCode(200)
  async leave(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.subscriptions.leave(token);
    this.note(request, response, 'left');
  }

  @Get(':token')
  async show(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.showSubscription(request, response, token);
  }

  @Post(':token')
  async change(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const values = formValues(request.body);
    const read = readCadence(values);
    if ('errors' in read) await this.showSubscription(request, response, token, { values, ...read });
    else if (await this.subscriptions.changeCadence(token, read.cadence)) {
      this.pages.sendOn(response, subscriptionPath(token), 'change-subscription');
    } else this.note(request, response, 'gone');
  }

  private async showAsking(request: Request, response: Response, state: FormState): Promise<void> {
    const plans = await this.subscriptions.publishedPlans();
    this.pages.showForm(
      request,
      response,
      {
        name: 'subscribe',
        fields: subscriptionFields(plans),
        crumbs: [],
        action: subscribePath,
        cancelHref: publishedPath,
        hidden: {},
      },
      state,
    );
  }

  private async showSubscription(
    request: Request,
    response: Response,
    token: string,
    refused?: FormState,
  ): Promise<void> {
    const subscription = await this.subscriptions.find(token);
    if (subscription === undefined) {
      this.note(request, response, 'gone');
      return;
    }
    if (subscription.state === 'pending') {
      response.redirect(302, confirmSubscriptionPath(token));
      return;
    }
    const state = refused ?? { values: { cadence: subscription.cadence }, errors: [] };
    const frame = this.pages.frame(request, response);
    this.pages.sendForm(
      response,
      <SubscriptionPage frame={frame} token={token} facts={factsOf(subscription)} state={state} />,
      state,
    );
  }

  private note(request: Request, response: Response, note: 'asked' | 'left' | 'gone'): void {
    const frame = this.pages.frame(request, response);
    this.pages.send(
      response,
      <SubscriptionNotePage frame={frame} note={note} />,
      note === 'gone' ? goneStatus : 200,
    );
  }
}

function factsOf({ plan, cadence }: Subscription): TextValues {
  return {
    what: plan === undefined ? t('mail.about.all') : t('mail.about.plan', plan),
    often: t(`mail.cadence.${cadence}`),
  };
}

function now(): string {
  return new Date().toISOString();
}
