import { Body, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { Actor } from '#domain/roles/actor.js';
import type { CatalogueCommand } from '#domain/catalogue/catalogue.commands.js';
import { catalogueAtVersion, findCatalogue, listCatalogues } from '#record/catalogue/catalogue.query.js';
import { picksFrom } from '#record/catalogue/picks.query.js';
import { RecordSource } from '#record/record-source.js';
import { riskStatement } from '../../measures/rest/measure.schemas.js';
import { versioned } from '../../rest/answer.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, AskedOfVersion, type CommandRequest, Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import {
  Answers,
  Changes,
  Lists,
  Records,
  ifMatchHeader,
  RecordsMany,
  Registers,
  RestController,
  Shows,
} from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { requireSeesEverything } from '../../rest/visibility.js';
import { idInPath } from '../../rest/schemas/values.js';
import {
  catalogueChange,
  catalogueQuery,
  newCatalogue,
  newPick,
  situationAddition,
  situationChange,
  situationInPath,
  situationWithdrawal,
  versionInPath,
} from './catalogue.schemas.js';
import {
  catalogueInList,
  catalogueShown,
  picksShown,
  showCatalogue,
  showCatalogueInList,
  showPick,
} from './catalogue.shown.js';
import { notePicks } from '../../record/restricted-readings.js';

/** How many picks are shown of each candidate, the newest first. */
const mostPicks = 100;

type IdInPath = z.output<typeof idInPath>;
type SituationInPath = z.output<typeof situationInPath>;

/** Tiltaksbank. Everybody who is let in may read it. */
@RestController('catalogues')
export class CatalogueController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Registers('Register a catalogue of situations and candidate measures')
  register(
    @Body({ schema: newCatalogue }) body: z.output<typeof newCatalogue>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.registers('catalogue', { type: 'RegisterCatalogue', ...body }, asked);
  }

  @Lists('', 'Catalogues by number', catalogueInList)
  async list(@Query({ schema: catalogueQuery }) query: z.output<typeof catalogueQuery>) {
    const rows = await listCatalogues(this.recordSource, query);
    return pageOf(
      rows,
      query.limit,
      ({ state }) => [state.number],
      ({ state, version }) => showCatalogueInList(state, version),
    );
  }

  @Shows(':id', 'One catalogue with its situations and its change log', catalogueShown)
  async show(@Param({ schema: idInPath }) { id }: IdInPath) {
    const { state, version } = orNotFound(await findCatalogue(this.recordSource, { id }), 'catalogue', id);
    return versioned(showCatalogue(state, version), version);
  }

  @Answers(':id/versions/:version', 'The catalogue as it was at a version', catalogueShown)
  async showVersion(@Param({ schema: versionInPath }) { id, version }: z.output<typeof versionInPath>) {
    const state = await catalogueAtVersion(this.recordSource, id, version);
    return showCatalogue(orNotFound(state, 'version of the catalogue', String(version)), version);
  }

  @Changes(':id', 'Change what a catalogue is called and about')
  revise(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: catalogueChange }) body: z.output<typeof catalogueChange>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    return this.changes({ type: 'ReviseCatalogue', catalogueId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/situations', 'Add a situation')
  addSituation(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: situationAddition }) { change, ...situation }: z.output<typeof situationAddition>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'AddSituation', catalogueId: id, situation, change, ...asked.seen }, asked);
  }

  @Changes(':id/situations/:situationId', 'Change a situation; If-Match is the catalogue’s version')
  reviseSituation(
    @Param({ schema: situationInPath }) { id, situationId }: SituationInPath,
    @Body({ schema: situationChange }) { change, ...fields }: z.output<typeof situationChange>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    return this.changes(
      { type: 'ReviseSituation', catalogueId: id, situationId, fields, change, ...asked.seen },
      asked,
    );
  }

  @Records(':id/situations/:situationId/withdrawals', 'Take a situation out; older versions keep it')
  withdrawSituation(
    @Param({ schema: situationInPath }) { id, situationId }: SituationInPath,
    @Body({ schema: situationWithdrawal }) body: z.output<typeof situationWithdrawal>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(
      { type: 'WithdrawSituation', catalogueId: id, situationId, ...body, ...asked.seen },
      asked,
    );
  }

  @Records(':id/situations/:situationId/risk-statements', 'Say in words what the risk is in a situation')
  stateRisk(
    @Param({ schema: situationInPath }) { id, situationId }: SituationInPath,
    @Body({ schema: riskStatement }) risk: z.output<typeof riskStatement>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(
      { type: 'StateSituationRisk', catalogueId: id, situationId, risk, ...asked.seen },
      asked,
    );
  }

  @Answers(':id/picks', 'Measures that were picked from each candidate, and what became of them', picksShown)
  async picks(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    requireSeesEverything(reader);
    orNotFound(await findCatalogue(this.recordSource, { id }), 'catalogue', id);
    const picks = await picksFrom(this.recordSource, id, reader, { ofEach: mostPicks });
    notePicks(picks);
    return { items: picks.map(showPick) };
  }

  @RecordsMany(':id/picks', 'Register candidates as measures of a plan, with where they were picked from')
  @ifMatchHeader(false)
  pick(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: newPick }) body: z.output<typeof newPick>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.changesMany(
      'measure',
      { type: 'PickCandidates', catalogueId: id, ...body, ...asked.seen },
      asked,
      `/api/v1/plans/${body.planId}/measures`,
    );
  }

  private changes(command: CatalogueCommand, asked: CommandRequest) {
    return this.dispatcher.changes({ kind: 'catalogue', id: command.catalogueId }, command, asked);
  }

  private happens(command: CatalogueCommand, asked: CommandRequest) {
    return this.dispatcher.happens({ kind: 'catalogue', id: command.catalogueId }, command, asked);
  }
}
