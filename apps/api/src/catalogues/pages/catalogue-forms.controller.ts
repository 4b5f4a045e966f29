import { Inject } from '@nestjs/common';
import type { Request } from 'express';
import { may } from '#domain/roles/permissions.js';
import { cataloguesPath, readLookedFor } from '#messages/page-links.js';
import { findCatalogue } from '#record/catalogue/catalogue.query.js';
import { pickOptions, type PickOptions } from '#record/catalogue/picking.query.js';
import { RecordSource } from '#record/record-source.js';
import type { Actor } from '#domain/roles/actor.js';
import { noteEvaluations } from '../../record/restricted-readings.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { requireMay, sentIn } from '../../web/forms/form-handler.js';
import { valueOf } from '../../web/forms/form-state.js';
import { FormsController, OneFormController, part } from '../../web/forms/forms.controller.js';
import type { PageForm } from '../../web/forms/page-form.js';
import { PageController } from '../../web/page-controller.js';
import { pageNumber } from '../../web/page-number.js';
import type { CatalogueFormContext, SituationFormContext } from './catalogue-form.js';
import { cataloguePlace, registerPlace, situationPlace } from './catalogue-forms.js';

const nothingToPickFor: PickOptions = { plans: [], evaluations: [] };

@PageController(`${cataloguesPath}/ny`)
export class NewCatalogueController extends OneFormController<{ actor: Actor }> {
  protected readonly place = registerPlace;

  protected context(request: Request): Promise<{ actor: Actor }> {
    return Promise.resolve({ actor: actorOn(request) });
  }
}

@PageController(`${cataloguesPath}/:number`)
export class CatalogueFormsController extends FormsController<CatalogueFormContext> {
  protected readonly place = cataloguePlace;

  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {
    super();
  }

  protected context(request: Request): Promise<CatalogueFormContext> {
    return catalogueSeen(this.recordSource, request, part(request, 'number'));
  }
}

@PageController(`${cataloguesPath}/:number/situasjon/:situationNumber`)
export class SituationFormsController extends FormsController<SituationFormContext> {
  protected readonly place = situationPlace;

  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {
    super();
  }

  protected async context(
    request: Request,
    form: PageForm<SituationFormContext>,
  ): Promise<SituationFormContext> {
    // Whoever it is not for is not told which situations there are.
    requireMay(actorOn(request), form);
    const context = await catalogueSeen(this.recordSource, request, part(request, 'number'));
    const from = readLookedFor(
      request.method === 'POST' ? valueOf(sentIn(request), 'fra') : request.query['fra'],
    );
    const wanted = pageNumber(part(request, 'situationNumber'));
    const situation = context.catalogue.situations.find((known) => known.number === wanted);
    if (situation === undefined) throw new PageFailure('not-found');
    const options = may(context.actor, 'register')
      ? await pickOptions(this.recordSource, context.actor, from)
      : nothingToPickFor;
    noteEvaluations(options.evaluations);
    return { ...context, situation, options, from };
  }
}

/** @throws PageFailure not-found */
export async function catalogueSeen(
  recordSource: RecordSource,
  request: Request,
  number: string,
): Promise<CatalogueFormContext> {
  const actor = actorOn(request);
  const found = await findCatalogue(recordSource, { number: pageNumber(number) });
  if (found === undefined) throw new PageFailure('not-found');
  return { catalogue: found.state, version: found.version, actor };
}
