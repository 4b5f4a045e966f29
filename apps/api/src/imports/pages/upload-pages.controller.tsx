import { Get, Header, Inject, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '#domain/domain-error.js';
import { requirePermission } from '#domain/roles/permissions.js';
import { importPath, importsPath } from '#messages/page-links.js';
import { planRecord } from '#record/plan/plan-list.query.js';
import { RecordSource } from '#record/record-source.js';
import { noteRestricted } from '../../record/restricted-readings.js';
import { fileField, uploadedFile } from '../../uploads/uploaded-file.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { newFormKey } from '../../web/forms/form-handler.js';
import { emptyForm, type FormState, formValues, valueOf } from '../../web/forms/form-state.js';
import { refusalText, t } from '../../web/frame/texts.js';
import { PageController } from '../../web/page-controller.js';
import { pageNumber } from '../../web/page-number.js';
import { Pages } from '../../web/pages.js';
import { Imports } from '../imports.js';
import { measureSheet } from '../measure-sheet.js';
import { uploadChoices } from '../rest/import.schemas.js';
import { importChoices } from './import-choices.js';
import { UploadPage } from './upload.page.js';

/** A document to be read, and the sheets that can be filled in and sent back. */
@PageController(importsPath, { takesFile: true })
export class UploadPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Imports) private readonly imports: Imports,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    requirePermission(actorOn(request), 'register');
    await this.sendUpload(request, response, emptyForm);
  }

  @Post()
  async upload(@Req() request: Request, @Res() response: Response): Promise<void> {
    const actor = actorOn(request);
    requirePermission(actor, 'register');
    const values = formValues(request.body);
    const chosen = Object.fromEntries(
      (['evaluationId', 'planId'] as const).flatMap((name) => {
        const value = valueOf({ values }, name);
        return value === '' ? [] : [[name, value]];
      }),
    );
    try {
      const file = uploadedFile(request);
      const choices = uploadChoices.safeParse(chosen);
      if (file === undefined || !choices.success) {
        const message = t('page.import.file.missing');
        await this.sendUpload(request, response, { values, errors: [{ field: fileField, message }] });
        return;
      }
      const key = valueOf({ values }, 'key');
      const stored = await this.imports.upload(actor, file, choices.data, key === '' ? undefined : key);
      response.redirect(303, importPath(stored.id));
    } catch (error) {
      if (!(error instanceof DomainError) || error.refusal !== 'invalid') throw error;
      await this.sendUpload(request, response, {
        values,
        errors: [{ field: fileField, message: refusalText(error) }],
      });
    }
  }

  @Get('mal.xlsx')
  @Header('Cache-Control', 'no-store')
  template(@Req() request: Request): Promise<StreamableFile> {
    return measureSheet(this.recordSource, actorOn(request));
  }

  @Get('plan/:planNumber.xlsx')
  @Header('Cache-Control', 'no-store')
  async planSheet(@Param('planNumber') planNumber: string, @Req() request: Request): Promise<StreamableFile> {
    const found = await planRecord(this.recordSource, { number: pageNumber(planNumber) });
    if (found === undefined) throw new PageFailure('not-found');
    return measureSheet(this.recordSource, actorOn(request), found.plan);
  }

  private async sendUpload(request: Request, response: Response, state: FormState): Promise<void> {
    const actor = actorOn(request);
    const [{ evaluations, plans }, waiting] = await Promise.all([
      importChoices(this.recordSource),
      this.imports.list(actor),
    ]);
    for (const { id, restricted } of waiting) if (restricted) noteRestricted({ kind: 'import', id });
    this.pages.sendForm(
      response,
      <UploadPage
        frame={this.pages.frame(request, response)}
        choices={{ evaluations, plans }}
        waiting={waiting}
        state={state}
        formKey={newFormKey()}
      />,
      state,
    );
  }
}
