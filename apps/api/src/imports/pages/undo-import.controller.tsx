import { Inject } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '#domain/roles/actor.js';
import { importsPath, planPath, undoImportPath } from '#messages/page-links.js';
import { isId } from '#record/loading.js';
import type { UndoingRecord } from '#record/imports/import-to-undo.query.js';
import { Imports } from '../imports.js';
import { undoing as undoingSchema } from '../rest/import.schemas.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { asked, given } from '../../web/forms/asked.js';
import { OneFormController, part } from '../../web/forms/forms.controller.js';
import type { FormPlace, PageForm } from '../../web/forms/page-form.js';
import { t } from '../../web/frame/texts.js';
import { PageController } from '../../web/page-controller.js';
import { crumbs, kicker, NotUndonePage } from './undo-import.page.js';

interface UndoingContext {
  undoing: UndoingRecord;
  actor: Actor;
}

const undoForm: PageForm<UndoingContext> = {
  slug: 'angre',
  name: 'undo-import',
  gives: 'UndoImport',
  // What stands in the way is told on the page, one by one.
  offered: () => true,
  fields: () => [
    { kind: 'long-text', name: 'reason', rows: 3, label: t('page.import.undo.reason'), required: true },
  ],
  ask: (values, { undoing: { plan, import: undone } }) =>
    asked(undoingSchema, given(values, ['reason']), ({ reason }) => ({
      type: 'UndoImport',
      importId: undone.importId,
      planId: plan.id,
      reason,
    })),
};

const undoPlace: FormPlace<UndoingContext> = {
  forms: [undoForm],
  shown: (_form, { undoing: { plan, import: undone, made } }) => ({
    kicker: kicker(plan),
    crumbs: crumbs(plan),
    action: undoImportPath(undone.importId),
    cancelHref: planPath(plan.number),
    hidden: {},
    facts: {
      file: undone.document.name,
      measures: made.measures.length,
      plan: made.planBefore === undefined ? 'withdrawn' : 'stays',
      evaluation: made.evaluation.made === 'whole' ? 'withdrawn' : 'stays',
    },
  }),
  doneAt: ({ undoing: { plan } }) => planPath(plan.number),
  page: ({ frame }, { undoing }) =>
    mayBeUndone(undoing) ? undefined : <NotUndonePage frame={frame} undoing={undoing} />,
};

@PageController(`${importsPath}/:id/${undoForm.slug}`)
export class UndoImportController extends OneFormController<UndoingContext> {
  protected readonly place = undoPlace;

  constructor(@Inject(Imports) private readonly imports: Imports) {
    super();
  }

  protected async context(request: Request): Promise<UndoingContext> {
    const actor = actorOn(request);
    const id = part(request, 'id');
    if (!isId(id)) throw new PageFailure('not-found');
    return { actor, undoing: await this.imports.undoing(actor, id) };
  }
}

function mayBeUndone({ import: { undone, changed }, done }: UndoingRecord): boolean {
  return undone === undefined && changed === 0 && done.length === 0;
}
