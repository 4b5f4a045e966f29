import { Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '#domain/domain-error.js';
import type { DraftEdit } from '#domain/import/edit-draft.js';
import type { Actor } from '#domain/roles/actor.js';
import { cataloguesPath, importPath, importsPath, planPath, previewPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { isId } from '#record/loading.js';
import { type SimilarMeasure, similarMeasures } from '#record/measure/similar-measures.query.js';
import { Imports, type OpenDraft } from '../imports.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { versionSeen } from '../../web/forms/asked.js';
import { formAgain, formFilledIn } from '../../web/forms/changed-meanwhile.js';
import { FormHandler, newFormKey, sentIn, type Taken } from '../../web/forms/form-handler.js';
import {
  emptyForm,
  type FormState,
  type FormValues,
  formValues,
  valueOf,
} from '../../web/forms/form-state.js';
import { refusalText, t } from '../../web/frame/texts.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import {
  measureDeeds,
  measureFields,
  measureValues,
  newMeasureValues,
  type ReadForm,
  readMeasure,
  whereFields,
} from './draft-forms.js';
import { draftFormNames, draftValues, editsAsked, hasUnusedCatalogueText, newKey } from './draft-parts.js';
import { situationFields, situationsAsked } from './draft-situations.js';
import { DraftMeasurePage } from './draft-measure.page.js';
import { noteSimilar } from '../../record/restricted-readings.js';
import { importChoices } from './import-choices.js';
import { chunkOf } from './draft-measures.js';
import { PreviewPage } from './preview.page.js';

const similarShown = 3;

const pageParts = new Set([...draftFormNames, 'bekreft', 'kast', 'tiltaksbank']);

/**
 * A draft is no part of the record: what is changed in it is no command, so its forms are read and written here. One
 * press sends several parts of the preview together. What is asked of the record (`tiltaksbank`) goes to `FormHandler`.
 */
@PageController(importsPath)
export class ImportPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Imports) private readonly imports: Imports,
    @Inject(Pages) private readonly pages: Pages,
    @Inject(FormHandler) private readonly forms: FormHandler,
  ) {}

  @Get(':id')
  async preview(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const actor = actorOn(request);
    const stored = await this.imports.find(actor, requireId(id));
    if (stored.state === 'confirmed') response.redirect(303, planPath(stored.confirmation.planNumber));
    else await this.sendPreview(request, response, stored, emptyForm);
  }

  @Get(':id/tiltak/:key')
  async askMeasure(
    @Param('id') id: string,
    @Param('key') key: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const stored = await this.imports.findOpen(actorOn(request), requireId(id));
    const measure = measureOf(stored, key);
    const values = measure === undefined ? newMeasureValues : measureValues(measure);
    await this.sendMeasure(request, response, { stored, key, state: formFilledIn(values) });
  }

  @Post(':id/tiltak/:key')
  async takeMeasure(
    @Param('id') id: string,
    @Param('key') key: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const actor = actorOn(request);
    const stored = await this.imports.findOpen(actor, requireId(id));
    const measure = measureOf(stored, key);
    const values = formValues(request.body);
    const deed = measureDeeds.find((known) => known === valueOf({ values }, 'gjor')) ?? 'save';
    const read = readMeasure(values, deed, {
      key: measure?.key ?? `m${stored.draft.nextKey}`,
      ...(measure === undefined ? {} : { measure }),
      draft: stored.draft,
      choices: await importChoices(this.recordSource),
    });
    const taken = await this.carryOut(actor, stored, values, read);
    if (taken.errors.length === 0) {
      const page = measure?.foundAt?.page;
      this.pages.sendOn(response, previewPath(stored.id, page === undefined ? {} : { page }), 'import-saved');
      return;
    }
    const latest = await this.imports.findOpen(actor, stored.id);
    const measureNow = measureOf(latest, key);
    const state = formAgain(
      sentIn(request),
      taken,
      {
        filledIn: measureNow === undefined ? newMeasureValues : measureValues(measureNow),
        version: String(latest.version),
      },
      measureFields(latest.draft, false),
    );
    await this.sendMeasure(request, response, { stored: latest, key, state });
  }

  @Post(':id/bekreft')
  async confirm(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const actor = actorOn(request);
    const values = formValues(request.body);
    const key = valueOf({ values }, 'key');
    const idempotency =
      key === '' ? undefined : { key: `form:${key.slice(0, 100)}`, fingerprint: `import ${id}` };
    const before = await this.imports.find(actor, requireId(id));
    try {
      const saved =
        before.state === 'open' ? await this.savedBeside('bekreft', values, before, actor) : before;
      if ('errors' in saved) {
        await this.sendPreviewAgain(request, response, id, saved);
        return;
      }
      const seen = saved.version === before.version ? versionSeen(values).expectedVersion : saved.version;
      const { planNumber } = await this.imports.confirm(actor, id, seen, idempotency);
      this.pages.sendOn(response, planPath(planNumber), 'import-confirmed');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const stored = await this.imports.find(actor, id);
      if (stored.state === 'confirmed') {
        this.pages.sendOn(response, planPath(stored.confirmation.planNumber), 'import-confirmed');
        return;
      }
      await this.sendPreviewAgain(request, response, id, refusedAs(error));
    }
  }

  @Post(':id/kast')
  async discard(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.imports.discard(actorOn(request), requireId(id));
    this.pages.sendOn(response, importsPath, 'import-discarded');
  }

  @Post(':id/tiltaksbank')
  async takeIn(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const actor = actorOn(request);
    const open = await this.imports.findOpen(actor, requireId(id));
    const sent = sentIn(request);
    const stored = await this.savedBeside('tiltaksbank', sent.values, open, actor);
    if ('errors' in stored) {
      await this.sendPreviewAgain(request, response, open.id, stored);
      return;
    }
    const fields = situationFields(stored.draft, (await importChoices(this.recordSource)).catalogues);
    const { errors } = await this.forms.take(situationsAsked(sent.values, stored.draft), fields, actor, sent);
    if (errors.length === 0) this.pages.sendOn(response, cataloguesPath, 'import-taken-in');
    // What stood in the other parts of the page has been saved.
    else await this.sendPreview(request, response, stored, { values: sent.values, errors });
  }

  /** What was sent to a part of the page is found on the page itself. */
  @Get(':id/:form')
  part(@Param('id') id: string, @Param('form') form: string, @Res() response: Response): void {
    if (!pageParts.has(form)) throw new PageFailure('not-found');
    response.redirect(303, importPath(requireId(id)));
  }

  @Post(':id/:form')
  async change(
    @Param('id') id: string,
    @Param('form') form: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!draftFormNames.includes(form)) throw new PageFailure('not-found');
    const actor = actorOn(request);
    const stored = await this.imports.findOpen(actor, requireId(id));
    const values = formValues(request.body);
    const taken = await this.carryOut(actor, stored, values, await this.asked(form, values, stored, actor));
    if (taken.errors.length === 0) this.pages.sendOn(response, importPath(stored.id), 'import-saved');
    else await this.sendPreviewAgain(request, response, stored.id, taken);
  }

  private async asked(
    pressed: string,
    values: FormValues,
    stored: OpenDraft,
    actor: Actor,
  ): Promise<ReadForm> {
    return editsAsked(pressed, {
      values,
      stored,
      choices: await importChoices(this.recordSource),
      officerId: officerIdOf(actor),
    });
  }

  /** The draft with what was changed beside a press that is not about the draft's own parts, or what is wrong with it. */
  private async savedBeside(
    pressed: 'bekreft' | 'tiltaksbank',
    values: FormValues,
    stored: OpenDraft,
    actor: Actor,
  ): Promise<OpenDraft | Taken> {
    if (pressed === 'bekreft' && hasUnusedCatalogueText(values))
      return { errors: [{ field: 'change', message: t('page.import.situations.not-taken') }] };
    const read = await this.asked(pressed, values, stored, actor);
    if ('edits' in read && read.edits.length === 0) return stored;
    const taken = await this.carryOut(actor, stored, values, read);
    return taken.errors.length === 0 ? this.imports.findOpen(actor, stored.id) : taken;
  }

  /** No errors: it is done. */
  private async carryOut(
    actor: Actor,
    stored: OpenDraft,
    values: FormValues,
    read: ReadForm,
  ): Promise<Taken> {
    if ('errors' in read) return read;
    const edits: readonly DraftEdit[] = read.edits;
    try {
      await this.imports.edit(actor, stored.id, versionSeen(values).expectedVersion ?? stored.version, edits);
      return { errors: [] };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return refusedAs(error);
    }
  }

  /** The preview as it is now, with what was typed and was not taken. */
  private async sendPreviewAgain(
    request: Request,
    response: Response,
    id: string,
    taken: Taken,
  ): Promise<void> {
    const actor = actorOn(request);
    const sent = sentIn(request);
    const latest = await this.imports.findOpen(actor, id);
    const now = {
      filledIn: draftValues(latest.draft, officerIdOf(actor)),
      version: String(latest.version),
    };
    const fields = whereFields(latest.draft, await importChoices(this.recordSource));
    await this.sendPreview(request, response, latest, formAgain(sent, taken, now, fields));
  }

  private async sendPreview(
    request: Request,
    response: Response,
    stored: OpenDraft,
    state: FormState,
  ): Promise<void> {
    const actor = actorOn(request);
    const chunk = numberIn(request, 'bolk') ?? 1;
    const [reading, compared, choices, similar, beside] = await Promise.all([
      this.imports.reading(actor, stored.id),
      this.imports.compared(stored.draft),
      importChoices(this.recordSource),
      this.similar(actor, stored, chunk),
      this.imports.warnedBeside(stored.draft),
    ]);
    const first = chunkOf(stored.draft.measures, chunk).find(({ foundAt }) => foundAt !== undefined)?.foundAt;
    const page = Math.min(numberIn(request, 'side') ?? first?.page ?? 1, reading.pages);
    this.pages.sendForm(
      response,
      <PreviewPage
        frame={this.pages.frame(request, response)}
        stored={stored}
        reading={reading}
        choices={choices}
        compared={compared}
        similar={similar}
        shown={{ chunk, page, line: numberIn(request, 'linje') ?? first?.line ?? 1 }}
        state={state}
        formKey={newFormKey()}
        officerId={officerIdOf(actor)}
        beside={beside}
      />,
      state,
    );
  }

  private async sendMeasure(
    request: Request,
    response: Response,
    { stored, key, state }: { stored: OpenDraft; key: string; state: FormState },
  ): Promise<void> {
    const measure = measureOf(stored, key);
    const comparison = (await this.imports.compared(stored.draft)).get(key);
    this.pages.sendForm(
      response,
      <DraftMeasurePage
        frame={this.pages.frame(request, response)}
        stored={stored}
        {...(measure === undefined ? {} : { measure })}
        {...(comparison === undefined ? {} : { comparison })}
        state={state}
      />,
      state,
    );
  }

  private async similar(
    actor: Actor,
    { draft }: OpenDraft,
    chunk: number,
  ): Promise<ReadonlyMap<string, readonly SimilarMeasure[]>> {
    const shown = chunkOf(draft.measures, chunk).filter(({ included }) => included);
    if (shown.length === 0) return new Map();
    const found = await similarMeasures(
      this.recordSource,
      actor,
      shown.map(({ title, text }) => ({ title, text })),
      similarShown,
    );
    noteSimilar(found.flat());
    return new Map(shown.map(({ key }, index) => [key, found[index] ?? []]));
  }
}

function refusedAs(error: DomainError): Taken {
  return { errors: [{ field: '', message: refusalText(error) }], stale: error.refusal === 'stale' };
}

/** The case officer proposed for a new plan. */
function officerIdOf({ id, roles }: Actor): string {
  return roles.includes('secretariat') ? id : '';
}

function requireId(id: string): string {
  if (!isId(id)) throw new PageFailure('not-found');
  return id;
}

/** Undefined for a measure that is added. */
function measureOf({ draft }: OpenDraft, key: string) {
  if (key === newKey) return undefined;
  const measure = draft.measures.find((one) => one.key === key);
  if (measure === undefined) throw new PageFailure('not-found');
  return measure;
}

function numberIn({ query }: Request, name: string): number | undefined {
  const value = query[name];
  return typeof value === 'string' && /^[1-9]\d{0,6}$/u.test(value) ? Number(value) : undefined;
}
