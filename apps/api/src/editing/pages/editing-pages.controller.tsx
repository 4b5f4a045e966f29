import { Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { editingPath, plansPath, sectionPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import {
  discardSummaryDraft,
  saveSummaryDraft,
  type SummaryDraft,
  summaryDraft,
  summaryDrafts,
} from '#record/summary/summary-drafts.js';
import { statusSummary } from '#record/summary/status-summary.query.js';
import { planInEditing, type PlanInEditing } from '#record/summary/summary-editing.query.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { FormHandler, newFormKey, type Sent, sentIn } from '../../web/forms/form-handler.js';
import { type FieldError, type FormState, type FormValues, valueOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import { pageNumber } from '../../web/page-number.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { EditingOverviewPage } from './overview.page.js';
import { type Conflict, SectionPage } from './section.page.js';
import { sectionAt } from './summary-sections.js';
import { fingerprintOf, type SummarySection, typedIn } from './summary-section.js';
import { noteSummary } from '../../record/restricted-readings.js';

const refusedStatus = 422;
const conflictStatus = 409;

/** A section with what has been begun on it, as both stand now. */
interface Open {
  actor: Actor;
  editing: PlanInEditing;
  section: SummarySection;
  draft: SummaryDraft | undefined;
}

/** What became of something sent, where it is not done. */
type Refusal = { errors: readonly FieldError[] } | { conflict: Conflict };

/**
 * The texts of the summary. Beside publishing, which asks the record through `FormHandler` as every form does, a text
 * is kept as a draft that others see, takes in proposals, and is held against the text that its writer saw and not
 * against a version: so its page isn't that of `FormPages`.
 */
@PageController(`${plansPath}/:planNumber/rediger`)
export class EditingPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(FormHandler) private readonly forms: FormHandler,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async overview(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { actor, editing } = await this.plan(request, planNumber);
    const { plan, personNames } = editing;
    const summary = await statusSummary(
      this.recordSource,
      { id: plan.id },
      { reader: actor, today: todayInOslo() },
    );
    if (summary === undefined) throw new PageFailure('not-found');
    noteSummary(summary);
    const drafts = await summaryDrafts(this.recordSource, plan.id);
    this.pages.send(
      response,
      <EditingOverviewPage
        frame={this.pages.frame(request, response)}
        summary={summary}
        drafts={drafts.map(({ section, savedBy, savedAt }) => ({
          section,
          by: personNames.get(savedBy) ?? t('page.unknown'),
          at: savedAt,
        }))}
        hasJointLines={plan.jointLines.length > 0}
      />,
    );
  }

  @Get(':section')
  async ask(
    @Param('planNumber') planNumber: string,
    @Param('section') key: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const open = await this.open(request, planNumber, key);
    const { section, draft } = open;
    const values = draft?.fields ?? (isEmpty(section.published) ? section.suggested : section.published);
    this.show(request, response, open, { values: values ?? {}, errors: [] }, changedSinceDraft(open));
  }

  @Post(':section')
  async take(
    @Param('planNumber') planNumber: string,
    @Param('section') key: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const open = await this.open(request, planNumber, key);
    const sent = sentIn(request);
    const doing = valueOf(sent, 'gjor');
    const { plan } = open.editing;
    const taken = /^sett-inn-(?<index>\d{1,3})$/u.exec(doing)?.groups?.['index'];
    if (taken !== undefined) {
      const values = withProposal(open.section, sent.values, Number(taken));
      this.show(request, response, open, { values, errors: [] }, undefined, sent.values);
      return;
    }
    if (doing === 'forkast') {
      await discardSummaryDraft(this.recordSource, keyOf(open), Number(valueOf(sent, 'utkast')) || 0);
      response.redirect(303, sectionPath(plan.number, open.section.key));
      return;
    }
    const refusal = await (doing === 'utkast' ? this.saveDraft(open, sent) : this.publish(open, sent));
    if (refusal === undefined) {
      if (doing === 'utkast')
        this.pages.sendOn(response, sectionPath(plan.number, open.section.key), 'summary-draft');
      else this.pages.sendOn(response, editingPath(plan.number), 'summary-text');
      return;
    }
    // As it stands now: the next attempt is made from what the person can see.
    const latest = await this.open(request, planNumber, key);
    const state = { values: sent.values, errors: 'errors' in refusal ? refusal.errors : [] };
    this.show(request, response, latest, state, 'conflict' in refusal ? refusal.conflict : undefined);
  }

  private async saveDraft(open: Open, { values }: Sent): Promise<Refusal | undefined> {
    const { section, actor } = open;
    const seen = valueOf({ values }, 'utkast');
    const saved = await saveSummaryDraft(
      this.recordSource,
      keyOf(open),
      seen === '' ? 'none' : Number(seen),
      {
        // What the draft was begun from goes with it: who opens it later must learn if that has changed.
        fields: { ...typedIn(section, values), [basedOn]: valueOf({ values }, basedOn) },
        savedBy: actor.id,
      },
    );
    if (saved !== undefined) return undefined;
    return { conflict: draftConflict(await this.reread(open)) ?? publishedConflict(open) };
  }

  private async publish(open: Open, sent: Sent): Promise<Refusal | undefined> {
    const { section, draft, actor } = open;
    if (fingerprintOf(section.published) !== valueOf(sent, basedOn)) {
      return { conflict: publishedConflict(open) };
    }
    if (String(draft?.version ?? '') !== valueOf(sent, 'utkast')) {
      return { conflict: draftConflict(open) ?? publishedConflict(open) };
    }
    const reading = await section.ask(sent.values);
    if (!('schema' in reading)) return reading;
    const { errors, stale } = await this.forms.take(reading, section.fields, actor, sent);
    if (stale === true) return { conflict: publishedConflict(await this.reread(open)) };
    if (errors.length > 0) return { errors };
    if (draft !== undefined) await discardSummaryDraft(this.recordSource, keyOf(open), draft.version);
    return undefined;
  }

  private async plan(
    request: Request,
    planNumber: string,
  ): Promise<{ actor: Actor; editing: PlanInEditing }> {
    const actor = actorOn(request);
    const editing = await planInEditing(this.recordSource, pageNumber(planNumber));
    if (editing === undefined) throw new PageFailure('not-found');
    if (!may(actor, 'edit-summary')) throw new PageFailure('forbidden', t('page.edit.forbidden'));
    if (editing.plan.state === 'closed') throw new PageFailure('forbidden', t('page.edit.closed'));
    return { actor, editing };
  }

  private async open(request: Request, planNumber: string, key: string): Promise<Open> {
    const { actor, editing } = await this.plan(request, planNumber);
    const section = await sectionAt(this.recordSource, editing, key);
    if (section === undefined) throw new PageFailure('not-found');
    const draft = await summaryDraft(this.recordSource, { planId: editing.plan.id, section: section.key });
    return { actor, editing, section, draft };
  }

  private async reread({ actor, editing, section }: Open): Promise<Open> {
    const now = (await planInEditing(this.recordSource, editing.plan.number)) ?? editing;
    const draft = await summaryDraft(this.recordSource, { planId: now.plan.id, section: section.key });
    return {
      actor,
      editing: now,
      section: (await sectionAt(this.recordSource, now, section.key)) ?? section,
      draft,
    };
  }

  private show(
    request: Request,
    response: Response,
    { editing, section, draft }: Open,
    state: FormState,
    conflict?: Conflict,
    /** Where nothing was looked up again, what the form knew stays what it was. */
    known?: FormValues,
  ): void {
    const fresh = {
      [basedOn]: fingerprintOf(section.published),
      utkast: String(draft?.version ?? ''),
      lest: section.considered ?? '',
    };
    const kept = known === undefined ? {} : keptHidden(known);
    const status =
      state.errors.length > 0
        ? refusedStatus
        : conflict !== undefined && conflict.what !== 'published-since-draft'
          ? conflictStatus
          : 200;
    this.pages.send(
      response,
      <SectionPage
        frame={this.pages.frame(request, response)}
        plan={editing.plan}
        section={section}
        state={state}
        hidden={{ ...fresh, ...kept, key: newFormKey() }}
        {...(draft === undefined ? {} : { draft: savedBy(editing, draft) })}
        {...(conflict === undefined ? {} : { conflict })}
      />,
      status,
    );
  }
}

/** The published text that the writer saw: its fingerprint, in forms and in drafts. */
const basedOn = 'sett';

function keptHidden(known: FormValues): Record<string, string> {
  return Object.fromEntries(
    [basedOn, 'utkast', 'lest'].map((name) => [name, valueOf({ values: known }, name)]),
  );
}

function keyOf({ editing, section }: Open) {
  return { planId: editing.plan.id, section: section.key };
}

function isEmpty(values: FormValues): boolean {
  return Object.values(values).every((value) => value.length === 0);
}

function savedBy({ personNames }: PlanInEditing, { savedBy: id, savedAt: at }: SummaryDraft) {
  return { by: personNames.get(id) ?? t('page.unknown'), at };
}

/** The proposal replaces a text that is as it was published, and follows one that the writer has changed. */
function withProposal(section: SummarySection, values: FormValues, index: number): FormValues {
  const proposal = section.proposals[index]?.text ?? '';
  const typed = valueOf({ values }, 'text').trim();
  const untouched = typed === '' || typed === valueOf({ values: section.published }, 'text').trim();
  return { ...values, text: untouched || proposal === '' ? proposal || typed : `${typed}\n\n${proposal}` };
}

function changedSinceDraft(open: Open): Conflict | undefined {
  const { section, draft } = open;
  if (draft === undefined || valueOf({ values: draft.fields }, basedOn) === fingerprintOf(section.published))
    return undefined;
  return { ...publishedConflict(open), what: 'published-since-draft' };
}

function publishedConflict({ section: { published, publishedBy } }: Open): Conflict {
  return { what: 'published', values: published, ...(publishedBy === undefined ? {} : { by: publishedBy }) };
}

function draftConflict({ editing, draft }: Open): Conflict | undefined {
  if (draft === undefined) return undefined;
  const { by: name, at } = savedBy(editing, draft);
  return { what: 'draft', values: draft.fields, by: { name, at } };
}
