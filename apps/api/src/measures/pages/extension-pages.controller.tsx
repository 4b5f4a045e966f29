import { Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { validate } from 'uuid';
import { may } from '#domain/roles/permissions.js';
import { extensionAnswersPath, extensionsPath } from '#messages/page-links.js';
import { measuresOfItems } from '#record/measure/item.query.js';
import { RecordSource } from '#record/record-source.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { OneFormController } from '../../web/forms/forms.controller.js';
import { formValues, valuesOf } from '../../web/forms/form-state.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { ExtensionsPage } from './extensions.page.js';
import { extensionsFor } from './extensions-for.js';
import { itemsChosen, manyPlace, type ManyContext } from './many-extensions.js';

/** Every extension that waits for an answer. */
@PageController(extensionsPath)
export class ExtensionPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const reader = actorOn(request);
    if (!may(reader, 'read-everything')) throw new PageFailure('forbidden');
    const { rows } = await extensionsFor(this.recordSource, reader);
    this.pages.send(response, <ExtensionsPage frame={this.pages.frame(request, response)} rows={rows} />);
  }
}

/** Many answered together: granted as they were asked, or refused for one reason. */
@PageController(extensionAnswersPath)
export class ManyExtensionsController extends OneFormController<ManyContext> {
  protected readonly place = manyPlace;

  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {
    super();
  }

  protected async context(request: Request): Promise<ManyContext> {
    const { itemIds } = itemsChosen(valuesOf({ values: formValues(request.body ?? {}) }, 'itemIds'));
    const sent = itemIds.filter((id) => validate(id));
    const measureOf = await measuresOfItems(this.recordSource, sent);
    return { ...(await extensionsFor(this.recordSource, actorOn(request))), measureOf };
  }
}
