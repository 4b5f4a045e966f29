import { Inject } from '@nestjs/common';
import type { Request } from 'express';
import { may } from '#domain/roles/permissions.js';
import { personsPath } from '#messages/page-links.js';
import { partiesNamed } from '#record/party/party.query.js';
import { dutiesOf } from '#record/person/duties.query.js';
import { findPerson, listPersons } from '#record/person/person.query.js';
import { RecordSource } from '#record/record-source.js';
import * as value from '../../rest/schemas/values.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { FormsController, part } from '../../web/forms/forms.controller.js';
import { PageController } from '../../web/page-controller.js';
import { t } from '../../web/frame/texts.js';
import type { PersonFormContext } from './person-form.js';
import { personPlace } from './person-places.js';

@PageController(`${personsPath}/:id`)
export class PersonFormsController extends FormsController<PersonFormContext> {
  protected readonly place = personPlace;

  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {
    super();
  }

  protected async context(request: Request): Promise<PersonFormContext> {
    const taker = value.id.safeParse(request.query['til']);
    const absence = value.id.safeParse(request.query['fravaer']);
    const context = await personSeen(this.recordSource, request, part(request, 'id'));
    return {
      ...context,
      ...(taker.success ? { takerId: taker.data } : {}),
      ...(absence.success ? { absenceId: absence.data } : {}),
    };
  }
}

/** So many can be chosen from. */
const takersAtMost = 1000;

/** @throws PageFailure forbidden, not-found */
export async function personSeen(
  recordSource: RecordSource,
  request: Request,
  id: string,
): Promise<PersonFormContext> {
  const actor = actorOn(request);
  if (!may(actor, 'read-persons') && actor.id !== id) throw new PageFailure('forbidden');
  const record = value.id.safeParse(id).success ? await findPerson(recordSource, id) : undefined;
  if (record === undefined) throw new PageFailure('not-found');
  const [{ duties, unitOfPlan }, active, parties] = await Promise.all([
    dutiesOf(recordSource, id),
    listPersons(recordSource, { active: true, limit: takersAtMost }),
    partiesNamed(recordSource),
  ]);
  const names = new Map(parties.map((party) => [party.id, party.name]));
  return {
    actor,
    today: todayInOslo(),
    record,
    duties,
    unitOfPlan,
    takers: active.map(({ state }) => state).filter((person) => person.id !== id),
    partyName: (partyId) => names.get(partyId) ?? t('page.unknown-party'),
  };
}
