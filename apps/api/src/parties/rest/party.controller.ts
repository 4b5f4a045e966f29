import { Body, Inject, Param, Query } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import type { z } from 'zod';
import { notFound } from '#domain/domain-error.js';
import type { PartyId } from '#domain/ids.js';
import { type Actor, isClient } from '#domain/roles/actor.js';
import { may, requirePermission } from '#domain/roles/permissions.js';
import { findParty, listParties } from '#record/party/party.query.js';
import { versioned } from '../../rest/answer.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, AskedOfVersion, type CommandRequest, Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import { Changes, Lists, Records, Registers, RestController, Shows } from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { todayInOslo } from '../../rest/today.js';
import { idInPath } from '../../rest/schemas/values.js';
import {
  departureAnswer,
  memberDeparture,
  memberInPath,
  newMember,
  newParty,
  partyChange,
  partyQuery,
} from './party.schemas.js';
import { partyShown, showParty } from './party.shown.js';

type IdInPath = z.output<typeof idInPath>;

@RestController('parties')
export class PartyController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Registers('Register an organisation, or a group of them')
  register(@Body({ schema: newParty }) body: z.output<typeof newParty>, @Asked() asked: CommandRequest) {
    if (body.kind === 'group') {
      const { kind: _kind, ...group } = body;
      return this.dispatcher.registers('party', { type: 'RegisterGroup', ...group }, asked);
    }
    const { kind: _kind, name, confirmedNotSimilarTo, ...fields } = body;
    return this.dispatcher.registers(
      'party',
      { type: 'RegisterOrganisation', name, fields, ...another(confirmedNotSimilarTo) },
      asked,
    );
  }

  @Lists('', 'Parties by name', partyShown)
  async list(@Query({ schema: partyQuery }) query: z.output<typeof partyQuery>, @Reader() reader: Actor) {
    requirePermission(reader, 'read-parties');
    const rows = await listParties(this.recordSource, query);
    return pageOf(
      rows,
      query.limit,
      ({ state }) => [state.name, state.id],
      (row) => showParty(row, todayInOslo()),
    );
  }

  @Shows(':id', 'One party; a group with its members over time', partyShown)
  async show(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    if (isClient(reader)) requirePermission(reader, 'read-parties');
    if (!may(reader, 'read-parties') && !reader.partyIds.includes(id)) throw notFound('party', id);
    const row = orNotFound(await findParty(this.recordSource, id), 'party', id);
    return versioned(showParty(row, todayInOslo()), row.version);
  }

  @Changes(':id', 'Change facts about a party')
  revise(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: partyChange }) { reason, confirmedNotSimilarTo, ...fields }: z.output<typeof partyChange>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    const why = reason === undefined ? {} : { reason };
    return this.dispatcher.changes(
      { kind: 'party', id },
      { type: 'ReviseParty', partyId: id, fields, ...why, ...another(confirmedNotSimilarTo), ...asked.seen },
      asked,
    );
  }

  @Records(
    ':id/members',
    'Somebody joins the group, and gets an item in each measure that the group has from that day',
  )
  addMember(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: newMember }) body: z.output<typeof newMember>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'party', id },
      { type: 'AddMember', groupId: id, ...body, ...asked.seen },
      asked,
    );
  }

  @Records(
    ':id/members/:memberId/departures',
    'A member leaves the group; the secretariat is asked what becomes of its items',
  )
  endMembership(
    @Param({ schema: memberInPath }) { id, memberId }: z.output<typeof memberInPath>,
    @Body({ schema: memberDeparture }) body: z.output<typeof memberDeparture>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'party', id },
      { type: 'EndMembership', groupId: id, partyId: memberId, ...body, ...asked.seen },
      asked,
    );
  }

  @Records(
    ':id/members/:memberId/departure-answers',
    'What becomes of the items of one who left: they are kept, or proposed to be waived',
  )
  answerDeparture(
    @Param({ schema: memberInPath }) { id, memberId }: z.output<typeof memberInPath>,
    @Body({ schema: departureAnswer }) body: z.output<typeof departureAnswer>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'party', id },
      { type: 'AnswerDeparture', groupId: id, partyId: memberId, ...body, ...asked.seen },
      asked,
    );
  }
}

function another(ids: readonly PartyId[] | undefined): { confirmedNotSimilarTo?: readonly PartyId[] } {
  return ids === undefined ? {} : { confirmedNotSimilarTo: ids };
}
