import { Inject } from '@nestjs/common';
import type { Request } from 'express';
import { may } from '#domain/roles/permissions.js';
import { partiesPath } from '#messages/page-links.js';
import { findParty, partiesNamed } from '#record/party/party.query.js';
import { RecordSource } from '#record/record-source.js';
import * as value from '../../rest/schemas/values.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { FormsController, OneFormController, part } from '../../web/forms/forms.controller.js';
import { PageController } from '../../web/page-controller.js';
import type { PartyFormContext, RegisterContext } from './party-form.js';
import { partyPlace, registerPlace } from './party-places.js';

@PageController(`${partiesPath}/ny`)
export class NewPartyController extends OneFormController<RegisterContext> {
  protected readonly place = registerPlace;

  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {
    super();
  }

  protected context(request: Request): Promise<RegisterContext> {
    return registerSeen(this.recordSource, request);
  }
}

@PageController(`${partiesPath}/:id`)
export class PartyFormsController extends FormsController<PartyFormContext> {
  protected readonly place = partyPlace;

  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {
    super();
  }

  protected async context(request: Request): Promise<PartyFormContext> {
    const member = value.id.safeParse(request.query['medlem']);
    const context = await partySeen(this.recordSource, request, part(request, 'id'));
    return { ...context, ...(member.success ? { memberId: member.data } : {}) };
  }
}

/** @throws PageFailure forbidden */
async function registerSeen(recordSource: RecordSource, request: Request): Promise<RegisterContext> {
  const actor = actorOn(request);
  if (!may(actor, 'read-parties')) throw new PageFailure('forbidden');
  return { actor, today: todayInOslo(), known: await partiesNamed(recordSource) };
}

/** @throws PageFailure forbidden, not-found */
export async function partySeen(
  recordSource: RecordSource,
  request: Request,
  id: string,
): Promise<PartyFormContext> {
  const context = await registerSeen(recordSource, request);
  const record = value.id.safeParse(id).success ? await findParty(recordSource, id) : undefined;
  if (record === undefined) throw new PageFailure('not-found');
  return { ...context, record };
}
