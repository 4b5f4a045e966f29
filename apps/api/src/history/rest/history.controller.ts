import { Inject, Param, Query } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import { z } from 'zod';
import { seesEvent } from '#domain/access/history-sight.js';
import { type MeasureSight, requireReading } from '#domain/access/sight.js';
import { notFound } from '#domain/domain-error.js';
import type { MeasureEvent } from '#domain/measure/measure.events.js';
import type { StreamKind } from '#domain/history.js';
import type { Actor } from '#domain/roles/actor.js';
import { may, requirePermission } from '#domain/roles/permissions.js';
import { findCatalogue } from '#record/catalogue/catalogue.query.js';
import { findDecision } from '#record/decision/decision.query.js';
import { findEvaluation } from '#record/evaluation/evaluation.query.js';
import { type HistoryEntry, listHistory } from '#record/history/history.query.js';
import { findParty } from '#record/party/party.query.js';
import { findPerson } from '#record/person/person.query.js';
import { findPlan } from '#record/plan/plan.query.js';
import { findReport } from '#record/report/report.query.js';
import { seenMeasure, seenWithItem } from '../../measures/seen-measure.js';
import { Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import { Lists, RestController } from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { requireSeesEverything } from '../../rest/visibility.js';
import { idInPath } from '../../rest/schemas/values.js';
import { readsUnder } from '../../record/restricted-readings.js';
import { historyEntryShown, historyQuery, showHistoryEntry } from './history.shown.js';

type IdInPath = z.output<typeof idInPath>;
type HistoryQuery = z.output<typeof historyQuery>;

/** What happened to anything, in order: who, when, what, old and new value, and the hash that chains it. */
@RestController('', 'history')
export class HistoryController {
  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {}

  @Lists('evaluations/:id/history', 'What happened to an evaluation', historyEntryShown)
  async ofEvaluation(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    const { state } = orNotFound(await findEvaluation(this.recordSource, id), 'evaluation', id);
    return this.entries(
      { stream: 'evaluation', id },
      query,
      readsUnder(reader, state.access, { kind: 'evaluation', id: state.id }),
    );
  }

  @Lists('plans/:id/history', 'What happened to a plan', historyEntryShown)
  async ofPlan(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    orNotFound(await findPlan(this.recordSource, id), 'plan', id);
    return this.entries({ stream: 'plan', id }, query, true);
  }

  @Lists(
    'measures/:id/history',
    'What happened to a measure and its items; an owner sees what is theirs',
    historyEntryShown,
  )
  async ofMeasure(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireReading(reader);
    const { sight } = await seenMeasure(this.recordSource, id, reader);
    return this.ofSeen({ id }, sight, query, reader);
  }

  @Lists('items/:id/history', 'What happened to an item; its owner sees it too', historyEntryShown)
  async ofItem(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireReading(reader);
    const { known, sight } = await seenWithItem(this.recordSource, id, reader);
    if (!sight.measure.items.some((item) => item.id === id)) throw notFound('item', id);
    return this.ofSeen({ id: known.state.id, itemId: id }, sight, query, reader);
  }

  @Lists('parties/:id/history', 'What happened to a party', historyEntryShown)
  async ofParty(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requirePermission(reader, 'read-parties');
    orNotFound(await findParty(this.recordSource, id), 'party', id);
    return this.entries({ stream: 'party', id }, query, true);
  }

  @Lists('persons/:id/history', 'What happened to a person’s registration; never a name', historyEntryShown)
  async ofPerson(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requirePermission(reader, 'read-persons');
    orNotFound(await findPerson(this.recordSource, id), 'person', id);
    return this.entries({ stream: 'person', id }, query, true);
  }

  @Lists('decisions/:id/history', 'What happened to a decision', historyEntryShown)
  async ofDecision(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    orNotFound(await findDecision(this.recordSource, id), 'decision', id);
    return this.entries({ stream: 'decision', id }, query, true);
  }

  @Lists('catalogues/:id/history', 'What happened to a catalogue', historyEntryShown)
  async ofCatalogue(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    orNotFound(await findCatalogue(this.recordSource, { id }), 'catalogue', id);
    return this.entries({ stream: 'catalogue', id }, query, true);
  }

  @Lists('reports/:id/history', 'What happened to a status report', historyEntryShown)
  async ofReport(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    orNotFound(await findReport(this.recordSource, id), 'report', id);
    return this.entries({ stream: 'report', id }, query, may(reader, 'read-questions'));
  }

  /** Entries that are not for the reader leave no gap that a page could end in. */
  private async ofSeen(
    of: { id: string; itemId?: string },
    sight: MeasureSight,
    query: HistoryQuery,
    reader: Actor,
  ) {
    const wanted = { stream: 'measure', ...of, ...query } as const;
    const rows = await listHistory(
      this.recordSource,
      sight.whole ? wanted : { ...wanted, limit: mostEntries },
    );
    const seen = rows.filter((entry) => seesEvent(reader, sight, entry as HistoryEntry & MeasureEvent));
    return showPage(seen, query.limit, sight.withText);
  }

  private async entries(of: { stream: StreamKind; id: string }, query: HistoryQuery, withText: boolean) {
    return showPage(await listHistory(this.recordSource, { ...of, ...query }), query.limit, withText);
  }
}

/** The whole history of one measure is read: what an owner may see is chosen from all of it. */
const mostEntries = 100_000;

function showPage(rows: readonly HistoryEntry[], limit: number, withText: boolean) {
  return pageOf(
    rows,
    limit,
    ({ version }) => [version],
    (entry) => showHistoryEntry(entry, withText),
  );
}
