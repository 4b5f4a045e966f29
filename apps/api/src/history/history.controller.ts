import { Inject, Param, Query } from '@nestjs/common';
import { DataSource } from '#record/data-source.js';
import { z } from 'zod';
import { mayReadRestricted, mayReadText } from '#domain/access/visibility.js';
import { notFound } from '#domain/domain-error.js';
import type { StreamKind } from '#domain/history.js';
import type { Actor } from '#domain/roles/actor.js';
import { requirePermission } from '#domain/roles/permissions.js';
import { findCatalogue } from '#record/catalogue/catalogue.query.js';
import { findDecision } from '#record/queries/decision.query.js';
import { findEvaluation } from '#record/queries/evaluation.query.js';
import { listHistory } from '#record/queries/history.query.js';
import { measureOfItem } from '#record/queries/item.query.js';
import { findMeasure } from '#record/queries/measure.query.js';
import { findParty } from '#record/queries/party.query.js';
import { findPerson } from '#record/queries/person.query.js';
import { findPlan } from '#record/queries/plan.query.js';
import { findReport } from '#record/queries/report.query.js';
import { isOwnItem } from '../measures/measure.shown.js';
import { Reader } from '../rest/command-request.js';
import { found } from '../rest/found.js';
import { Lists, RestController } from '../rest/operations.js';
import { pageOf } from '../rest/paging.js';
import { requireSeesEverything, seesEvaluationText, seesEverything } from '../rest/visibility.js';
import { idInPath } from '../schemas/values.js';
import { historyEntryShown, historyQuery, showHistoryEntry } from './history.shown.js';

type IdInPath = z.output<typeof idInPath>;
type HistoryQuery = z.output<typeof historyQuery>;

/** What happened to anything, in order: who, when, what, old and new value, and the hash that chains it. */
@RestController('', 'history')
export class HistoryController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Lists('evaluations/:id/history', 'What happened to an evaluation', historyEntryShown)
  async ofEvaluation(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    const { state } = found(await findEvaluation(this.dataSource, id), 'evaluation', id);
    return this.entries({ stream: 'evaluation', id }, query, seesEvaluationText(reader, state.access));
  }

  @Lists('plans/:id/history', 'What happened to a plan', historyEntryShown)
  async ofPlan(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    found(await findPlan(this.dataSource, id), 'plan', id);
    return this.entries({ stream: 'plan', id }, query, true);
  }

  @Lists('measures/:id/history', 'What happened to a measure and its items', historyEntryShown)
  async ofMeasure(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    const { state } = found(await findMeasure(this.dataSource, id), 'measure', id);
    return this.entries({ stream: 'measure', id }, query, mayReadText(reader, state));
  }

  @Lists('items/:id/history', 'What happened to an item; its owner sees it too', historyEntryShown)
  async ofItem(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    const measureId = found(await measureOfItem(this.dataSource, id), 'item', id);
    const { state: measure } = found(await findMeasure(this.dataSource, measureId), 'item', id);
    const item = measure.items.find((known) => known.id === id);
    const own = item !== undefined && isOwnItem(reader, item);
    if (!own && !seesEverything(reader)) throw notFound('item', id);
    return this.entries(
      { stream: 'measure', id: measureId, itemId: id },
      query,
      mayReadText(reader, measure),
    );
  }

  @Lists('parties/:id/history', 'What happened to a party', historyEntryShown)
  async ofParty(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requirePermission(reader, 'read-parties');
    found(await findParty(this.dataSource, id), 'party', id);
    return this.entries({ stream: 'party', id }, query, true);
  }

  @Lists('persons/:id/history', 'What happened to a person’s registration; never a name', historyEntryShown)
  async ofPerson(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requirePermission(reader, 'read-persons');
    found(await findPerson(this.dataSource, id), 'person', id);
    return this.entries({ stream: 'person', id }, query, true);
  }

  @Lists('decisions/:id/history', 'What happened to a decision', historyEntryShown)
  async ofDecision(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    found(await findDecision(this.dataSource, id), 'decision', id);
    return this.entries({ stream: 'decision', id }, query, true);
  }

  @Lists('catalogues/:id/history', 'What happened to a catalogue', historyEntryShown)
  async ofCatalogue(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    found(await findCatalogue(this.dataSource, { id }), 'catalogue', id);
    return this.entries({ stream: 'catalogue', id }, query, true);
  }

  @Lists('reports/:id/history', 'What happened to a status report', historyEntryShown)
  async ofReport(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    found(await findReport(this.dataSource, id), 'report', id);
    return this.entries({ stream: 'report', id }, query, mayReadRestricted(reader));
  }

  private async entries(
    of: { stream: StreamKind; id: string; itemId?: string },
    query: HistoryQuery,
    withText: boolean,
  ) {
    const rows = await listHistory(this.dataSource, { ...of, ...query });
    return pageOf(
      rows,
      query.limit,
      ({ version }) => [version],
      (entry) => showHistoryEntry(entry, withText),
    );
  }
}
