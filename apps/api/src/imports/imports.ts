import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { recogniseFile } from '#documents/recognising/recognise-file.js';
import type { RegisteredParty } from '#documents/recognising/party-matching.js';
import { DomainError } from '#domain/domain-error.js';
import { type Comparison, comparisons } from '#domain/import/comparison.js';
import { confirmed } from '#domain/import/confirmed.js';
import { type DraftEdit, edited } from '#domain/import/edit-draft.js';
import { type ImportDraft, type WarningContext, warningContext } from '#domain/import/import-draft.js';
import { importRegistered } from '#domain/import/import.errors.js';
import type { ImportId } from '#domain/ids.js';
import { limits } from '#domain/limits.js';
import type { Measure } from '#domain/measure/measure.js';
import type { Actor } from '#domain/roles/actor.js';
import { isRestrictedDraft } from '#domain/access/sight.js';
import { requirePermission } from '#domain/roles/permissions.js';
import { RecordSource } from '#record/record-source.js';
import { CommandHandler, type HandleOptions } from '#record/command-handler.js';
import {
  type Confirmation,
  discardImportDraft,
  findImportDraft,
  findReading,
  findUploaded,
  keepImportDraft,
  type ListedDraft,
  listImportDrafts,
  markConfirmed,
  type Reading,
  saveImportDraft,
  type StoredDraft,
} from '#record/imports/import-drafts.js';
import { undoingOf, type UndoingRecord } from '#record/imports/import-to-undo.query.js';
import { findEvaluation } from '#record/evaluation/evaluation.query.js';
import { listMeasures } from '#record/measure/measure.query.js';
import { partiesNamed } from '#record/party/party.query.js';
import { findPlan } from '#record/plan/plan.query.js';
import { orNotFound } from '../rest/or-not-found.js';
import { todayInOslo } from '../rest/today.js';
import { draftOf, readingOf } from './draft-of-document.js';
import { language } from '../language/spoken-language.js';
import { unreadableFile } from '../uploads/unreadable-file.js';
import { noteRestricted } from '../record/restricted-readings.js';

export type OpenDraft = Extract<StoredDraft, { state: 'open' }>;

/** What is chosen before the file is read. */
export interface UploadChoices {
  planId?: string;
  /** `none`: the file is a table of measures, not an evaluation. */
  evaluationId?: string;
}

export interface Confirmed extends Confirmation {
  replayed: boolean;
}

/** What undoing an import led to. */
export interface Undone {
  commandId: string;
  planId: string;
  planNumber: number;
  /** Withdrawn; 0 when it had been undone before. */
  measures: number;
  replayed: boolean;
}

/** From a file to registered measures: the same for REST and for the pages. */
@Injectable()
export class Imports {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(CommandHandler) private readonly commands: CommandHandler,
  ) {}

  /** Reads the file in a process of its own and keeps what was found. @throws DomainError `file-unreadable`, … */
  async upload(
    actor: Actor,
    file: { name: string; bytes: Uint8Array },
    choices: UploadChoices,
    uploadKey?: string,
  ): Promise<StoredDraft> {
    requirePermission(actor, 'register');
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const before =
      uploadKey === undefined ? undefined : await findUploaded(this.recordSource, actor.id, uploadKey);
    if (before !== undefined) return sameFile(before, sha256);
    const { planId, evaluationId } = choices;
    if (planId !== undefined) orNotFound(await findPlan(this.recordSource, planId), 'plan', planId);
    if (evaluationId !== undefined && evaluationId !== 'none')
      orNotFound(await findEvaluation(this.recordSource, evaluationId), 'evaluation', evaluationId);

    const read = await recogniseFile(file, { today: todayInOslo() }).catch((error: unknown) => {
      throw unreadableFile(error);
    });
    const draft = draftOf(read.candidates, {
      fileName: file.name,
      register: await this.register(),
      ...(planId === undefined ? {} : { plan: { id: planId } }),
      ...(evaluationId === undefined
        ? {}
        : { evaluation: evaluationId === 'none' ? 'none' : { id: evaluationId } }),
    });
    return keepImportDraft(this.recordSource, {
      id: newId(),
      newPlanId: newId(),
      document: { name: file.name, bytes: file.bytes.length, sha256 },
      reading: storable(readingOf(read.document, read.candidates, language())),
      draft: storable(draft),
      uploadedBy: actor.id,
      ...(uploadKey === undefined ? {} : { uploadKey }),
    });
  }

  async list(actor: Actor, limit = 100): Promise<ListedDraft[]> {
    requirePermission(actor, 'register');
    return listImportDrafts(this.recordSource, limit);
  }

  /** @throws DomainError `not-found`, `not-permitted` for a draft with restricted text that the actor may not read */
  async find(actor: Actor, id: ImportId): Promise<StoredDraft> {
    requirePermission(actor, 'register');
    const stored = orNotFound(await findImportDraft(this.recordSource, id), 'import', id);
    if (stored.state === 'open' && isRestrictedDraft(stored.draft)) {
      requirePermission(actor, 'read-restricted');
      noteRestricted({ kind: 'import', id });
    }
    return stored;
  }

  /** @throws DomainError `not-found`, `import-registered` once it has been confirmed */
  async findOpen(actor: Actor, id: ImportId): Promise<OpenDraft> {
    const stored = await this.find(actor, id);
    if (stored.state === 'confirmed') throw importRegistered(stored.confirmation.planNumber);
    return stored;
  }

  async reading(actor: Actor, id: ImportId): Promise<Reading> {
    requirePermission(actor, 'register');
    return orNotFound(await findReading(this.recordSource, id), 'import', id);
  }

  /** What of the draft is in the chosen plan already. */
  async compared(draft: ImportDraft): Promise<ReadonlyMap<string, Comparison>> {
    return comparisons(draft, await this.measuresOf(draft));
  }

  /** What its measures are looked at beside: the rules that confirming goes by. */
  async warnedBeside(draft: ImportDraft): Promise<WarningContext> {
    const { plan, evaluation } = draft;
    const [inPlan, from] = await Promise.all([
      plan.kind === 'registered' ? findPlan(this.recordSource, plan.planId) : undefined,
      evaluation.kind === 'registered'
        ? findEvaluation(this.recordSource, evaluation.evaluationId)
        : undefined,
    ]);
    const registered = {
      ...(inPlan === undefined ? {} : { plan: inPlan.state }),
      ...(from === undefined ? {} : { evaluation: from.state }),
    };
    return warningContext(draft, { today: todayInOslo(), now: new Date().toISOString(), registered });
  }

  /** One or several edits, all or none. @throws DomainError `stale`, `not-found`, `invalid-value` */
  async edit(actor: Actor, id: ImportId, seen: number, edits: readonly DraftEdit[]): Promise<OpenDraft> {
    const stored = await this.findOpen(actor, id);
    if (stored.version !== seen) throw stale(stored.version);
    const draft = storable(edits.reduce(edited, stored.draft));
    const saved = await saveImportDraft(this.recordSource, { id, seen }, { draft, changedBy: actor.id });
    if (saved?.state !== 'open') throw stale((await this.find(actor, id)).version);
    return saved;
  }

  /**
   * Registers everything that is in the draft, in one transaction.
   * @param seen the version the person saw; absent: whatever it is
   * @throws DomainError `invalid-value` while something is undecided, `stale`, `import-registered`, …
   */
  async confirm(
    actor: Actor,
    id: ImportId,
    seen: number | undefined,
    idempotency: HandleOptions['idempotency'],
  ): Promise<Confirmed> {
    const stored = await this.find(actor, id);
    if (stored.state === 'confirmed') return confirmedBefore(stored.confirmation, actor, idempotency);
    if (seen !== undefined && stored.version !== seen) throw stale(stored.version);
    const command = confirmed(
      stored.draft,
      { importId: id, document: stored.document, newPlanId: stored.newPlanId },
      await this.measuresOf(stored.draft),
    );
    const handled = await this.commands.handle(
      command,
      actor,
      idempotency === undefined ? {} : { idempotency },
    );
    const plan = handled.changed.find(({ stream }) => stream === 'plan');
    const confirmation: Confirmation = {
      key: idempotency?.key ?? null,
      actorId: actor.id,
      planId: command.planId,
      planNumber: plan?.number ?? 0,
      commandId: handled.commandId,
      measures: handled.changed.filter(({ stream, version }) => stream === 'measure' && version === 1).length,
      changed: command.changes.length,
    };
    await markConfirmed(this.recordSource, id, confirmation);
    return { ...confirmation, replayed: handled.replayed };
  }

  /** What became of an import, and what stands in the way of undoing it. @throws DomainError `not-found` */
  async undoing(actor: Actor, id: ImportId): Promise<UndoingRecord> {
    requirePermission(actor, 'register');
    return orNotFound(await undoingOf(this.recordSource, id), 'import', id);
  }

  /**
   * Takes back all that the import made, while nothing has been done on it.
   * @throws DomainError `import-touched`, `import-changed-measures`, `reason-missing`, `not-found`, …
   */
  async undo(
    actor: Actor,
    id: ImportId,
    reason: string,
    idempotency: HandleOptions['idempotency'],
  ): Promise<Undone> {
    const { plan } = await this.undoing(actor, id);
    const { commandId, changed, replayed } = await this.commands.handle(
      { type: 'UndoImport', importId: id, planId: plan.id, reason },
      actor,
      idempotency === undefined ? {} : { idempotency },
    );
    const measures = changed.filter(({ stream }) => stream === 'measure').length;
    return { commandId, planId: plan.id, planNumber: plan.number, measures, replayed };
  }

  async discard(actor: Actor, id: ImportId): Promise<void> {
    await this.findOpen(actor, id);
    await discardImportDraft(this.recordSource, id);
  }

  private async measuresOf({ plan }: ImportDraft): Promise<Measure[]> {
    if (plan.kind !== 'registered') return [];
    const today = todayInOslo();
    const rows = await listMeasures(this.recordSource, {
      plan: plan.planId,
      limit: limits.measuresAtOnce,
      today,
    });
    return rows.map(({ state }) => state);
  }

  private async register(): Promise<RegisteredParty[]> {
    const parties = await partiesNamed(this.recordSource);
    return parties.map(({ id, name, kind }) => ({ id, name, group: kind === 'group' }));
  }
}

function sameFile(before: StoredDraft, sha256: string): StoredDraft {
  if (before.document.sha256 === sha256) return before;
  throw new DomainError({
    type: 'idempotency-key-reused',
    refusal: 'invalid',
    title: 'The Idempotency-Key has been used for something else',
    detail: 'Another file was uploaded with this Idempotency-Key.',
    next: 'Use a new key for a new file; the same key only to send the same file again.',
  });
}

function confirmedBefore(
  confirmation: Confirmation,
  actor: Actor,
  idempotency: HandleOptions['idempotency'],
): Confirmed {
  const same = idempotency?.key === confirmation.key && actor.id === confirmation.actorId;
  if (confirmation.key === null || !same) throw importRegistered(confirmation.planNumber);
  return { ...confirmation, replayed: true };
}

function stale(currentVersion: number): DomainError {
  return new DomainError({
    type: 'stale',
    refusal: 'stale',
    title: 'It has changed meanwhile',
    detail: `Somebody has changed the draft: it is now version ${currentVersion}.`,
    next: 'Look at what has changed, and send your change again with the current version.',
    extra: { currentVersion },
  });
}

/** A document may hold what the database can't keep: null characters and halves of letters. */
function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, one: unknown) =>
    typeof one === 'string' ? one.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\uFFFD') : one,
  ) as T;
}
