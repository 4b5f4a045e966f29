import { Controller, Get, Inject, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Decision } from '#domain/decision/decision.js';
import type { Versioned } from '#domain/needs.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { DataSource } from '#record/data-source.js';
import { findDecision } from '#record/queries/decision.query.js';
import { fulfilment } from '../../decisions/decision.schemas.js';
import { SessionGuard } from '../../login/session.guard.js';
import { todayInOslo } from '../../rest/today.js';
import { seesEverything } from '../../rest/visibility.js';
import * as value from '../../schemas/values.js';
import { type Asked, asked, given, versionSeen } from '../forms/asked.js';
import { actorOn } from '../actor-on-page.js';
import { PageFailure } from '../failures/page-failure.js';
import { FormRound, newFormKey, type Sent, sentIn } from '../forms/form-round.js';
import { emptyForm, type FormState } from '../forms/form-state.js';
import { decisionPath } from '../frame/page-addresses.js';
import { Pages } from '../pages.js';
import { decisionFields, DecisionPage } from './decision.page.js';

@ApiExcludeController()
@Controller('vedtak')
@UseGuards(SessionGuard)
export class DecisionPagesController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(FormRound) private readonly forms: FormRound,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const actor = actorOn(request);
    this.send(request, response, actor, await this.decision(actor, id), emptyForm);
  }

  @Post(':id')
  async fulfil(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const actor = actorOn(request);
    const { state: decision } = await this.decision(actor, id);
    const sent = sentIn(request);
    const errors = await this.forms.take(fulfilmentAsked(decision, sent), decisionFields(), actor, sent);
    if (errors.length === 0) {
      this.pages.sendOn(response, decisionPath(id), 'fulfil-decision');
      return;
    }
    this.send(request, response, actor, await this.decision(actor, id), { values: sent.values, errors });
  }

  private async decision(actor: Actor, id: string): Promise<Versioned<Decision>> {
    if (!seesEverything(actor)) throw new PageFailure('forbidden');
    const known = value.id.safeParse(id).success ? await findDecision(this.dataSource, id) : undefined;
    if (known === undefined) throw new PageFailure('not-found');
    return known;
  }

  private send(
    request: Request,
    response: Response,
    actor: Actor,
    { state: decision, version }: Versioned<Decision>,
    state: FormState,
  ): void {
    const mayFulfil = may(actor, 'enter-decision') && decision.fulfilment === undefined;
    this.pages.sendForm(
      response,
      <DecisionPage
        frame={this.pages.frame(request, response)}
        decision={decision}
        version={version}
        today={todayInOslo()}
        {...(mayFulfil ? { form: { state, key: newFormKey() } } : {})}
      />,
      state,
    );
  }
}

function fulfilmentAsked({ id }: Decision, { values }: Sent): Asked {
  return asked(fulfilment, given(values, ['note']), (body) => ({
    type: 'FulfilDecision',
    decisionId: id,
    ...body,
    ...versionSeen(values),
  }));
}
