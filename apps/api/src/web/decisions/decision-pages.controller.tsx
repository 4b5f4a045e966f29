import { Controller, Get, Inject, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DomainError } from '#domain/domain-error.js';
import type { Decision } from '#domain/decision/decision.js';
import type { Versioned } from '#domain/needs.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { DataSource } from '#record/data-source.js';
import { RecordDoor } from '#record/door.js';
import { findDecision } from '#record/queries/decision.query.js';
import { fulfilment } from '../../decisions/decision.schemas.js';
import { SessionGuard } from '../../login/session.guard.js';
import { todayInOslo } from '../../rest/today.js';
import { seesEverything } from '../../rest/visibility.js';
import * as value from '../../schemas/values.js';
import { actorOn } from '../actor-on-page.js';
import { PageFailure } from '../failures/page-failure.js';
import { domainErrors, schemaErrors } from '../forms/form-errors.js';
import { newFormKey, sendForm } from '../forms/form-sending.js';
import { emptyForm, type FieldError, type FormState, formValues, valueOf } from '../forms/form-state.js';
import { decisionPath } from '../frame/page-addresses.js';
import { given } from '../measures/measure-form-rules.js';
import { Pages } from '../pages.js';
import { decisionFields, DecisionPage } from './decision.page.js';

const refusedStatus = 422;

@ApiExcludeController()
@Controller('vedtak')
@UseGuards(SessionGuard)
export class DecisionPagesController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(RecordDoor) private readonly door: RecordDoor,
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
    const decision = await this.decision(actor, id);
    const values = formValues(request.body);
    const errors = await this.carryOut(decision.state, actor, { path: request.path, values });
    if (errors.length === 0) {
      this.pages.sendOn(response, decisionPath(id), 'fulfil-decision');
      return;
    }
    this.send(request, response, actor, await this.decision(actor, id), { values, errors }, refusedStatus);
  }

  /** No errors: it is done. */
  private async carryOut(
    decision: Decision,
    actor: Actor,
    sent: { path: string; values: FormState['values'] },
  ): Promise<readonly FieldError[]> {
    const read = fulfilment.safeParse(given(sent.values, ['note']));
    if (!read.success) return schemaErrors(read.error.issues, {}, decisionFields());
    const version = valueOf(sent, 'version');
    const seen = /^\d{1,9}$/u.test(version) ? { expectedVersion: Number(version) } : {};
    try {
      const command = { type: 'FulfilDecision', decisionId: decision.id, ...read.data, ...seen } as const;
      await sendForm(this.door, command, actor, sent);
      return [];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return domainErrors(error, {});
    }
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
    status = 200,
  ): void {
    const mayFulfil = may(actor, 'enter-decision') && decision.fulfilment === undefined;
    this.pages.send(
      response,
      <DecisionPage
        frame={this.pages.frame(request, response)}
        decision={decision}
        version={version}
        today={todayInOslo()}
        {...(mayFulfil ? { form: { state, key: newFormKey() } } : {})}
      />,
      status,
    );
  }
}
