import { Body, Inject, Param, Query } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import type { z } from 'zod';
import { notFound } from '#domain/domain-error.js';
import { type Actor, isClient } from '#domain/roles/actor.js';
import { may, requirePermission } from '#domain/roles/permissions.js';
import { previewHandover } from '#record/person/duties.query.js';
import { findPerson, listPersons } from '#record/person/person.query.js';
import { versioned } from '../../rest/answer.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, AskedOfVersion, type CommandRequest, Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import { Answers, Changes, Lists, Records, Registers, RestController, Shows } from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { idInPath } from '../../rest/schemas/values.js';
import {
  absenceChange,
  absenceEnd,
  absenceInPath,
  dutiesQuery,
  erasure,
  handover,
  identityRelease,
  newAbsence,
  newPerson,
  personChange,
  personQuery,
} from './person.schemas.js';
import { dutiesShown, personShown, showDuties, showPerson } from './person.shown.js';

type IdInPath = z.output<typeof idInPath>;

@RestController('persons')
export class PersonController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Registers('Register a person; a verified e-mail address is how their first log-in is recognised')
  register(@Body({ schema: newPerson }) body: z.output<typeof newPerson>, @Asked() asked: CommandRequest) {
    return this.dispatcher.registers('person', { type: 'RegisterPerson', ...body }, asked);
  }

  @Lists('', 'Persons by name', personShown)
  async list(@Query({ schema: personQuery }) query: z.output<typeof personQuery>, @Reader() reader: Actor) {
    requirePermission(reader, 'read-persons');
    const rows = await listPersons(this.recordSource, query);
    return pageOf(
      rows,
      query.limit,
      ({ state }) => [state.name, state.id],
      ({ state, version }) => showPerson(state, version),
    );
  }

  @Shows(':id', 'One person', personShown)
  async show(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    if (isClient(reader)) requirePermission(reader, 'read-persons');
    if (!may(reader, 'read-persons') && reader.id !== id) throw notFound('person', id);
    const { state, version } = orNotFound(await findPerson(this.recordSource, id), 'person', id);
    return versioned(showPerson(state, version), version);
  }

  @Changes(':id', 'Change name, e-mail, roles, units, language, or that the person has left')
  revise(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: personChange }) body: z.output<typeof personChange>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    return this.dispatcher.changes(
      { kind: 'person', id },
      { type: 'RevisePerson', personId: id, ...body, ...asked.seen },
      asked,
    );
  }

  @Answers(
    ':id/duties',
    'What a person answers for, and what it means that another takes it over',
    dutiesShown,
  )
  async duties(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: dutiesQuery }) { to }: z.output<typeof dutiesQuery>,
    @Reader() reader: Actor,
  ) {
    requirePermission(reader, 'read-persons');
    orNotFound(await findPerson(this.recordSource, id), 'person', id);
    const taker =
      to === undefined ? undefined : orNotFound(await findPerson(this.recordSource, to), 'person', to).state;
    return showDuties(await previewHandover(this.recordSource, id, reader.id, taker));
  }

  @Records(':id/handovers', 'Everything the person answers for goes to others, all of it or nothing')
  handOver(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: handover }) body: z.output<typeof handover>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'person', id },
      { type: 'HandOverDuties', personId: id, ...body, ...asked.seen },
      asked,
    );
  }

  @Records(':id/absences', 'The person is away for a period; a deputy gets the messages too and may report')
  registerAbsence(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: newAbsence }) body: z.output<typeof newAbsence>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'person', id },
      { type: 'RegisterAbsence', personId: id, ...body, ...asked.seen },
      asked,
    );
  }

  @Records(':id/absences/:absenceId/changes', 'Other days, another deputy, or none')
  changeAbsence(
    @Param({ schema: absenceInPath }) { id, absenceId }: z.output<typeof absenceInPath>,
    @Body({ schema: absenceChange }) body: z.output<typeof absenceChange>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'person', id },
      { type: 'ChangeAbsence', personId: id, absenceId, ...body, ...asked.seen },
      asked,
    );
  }

  @Records(':id/absences/:absenceId/ends', 'The person is back, or does not go after all')
  endAbsence(
    @Param({ schema: absenceInPath }) { id, absenceId }: z.output<typeof absenceInPath>,
    @Body({ schema: absenceEnd }) _body: z.output<typeof absenceEnd>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'person', id },
      { type: 'EndAbsence', personId: id, absenceId, ...asked.seen },
      asked,
    );
  }

  @Records(':id/identity-releases', 'Let the person log in with another account from now on')
  releaseIdentity(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: identityRelease }) body: z.output<typeof identityRelease>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'person', id },
      { type: 'ReleaseIdentity', personId: id, ...body, ...asked.seen },
      asked,
    );
  }

  @Records(':id/erasures', 'Erase name, address and accounts of one who has left; the history stays')
  erase(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: erasure }) body: z.output<typeof erasure>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'person', id },
      { type: 'ErasePerson', personId: id, ...body, ...asked.seen },
      asked,
    );
  }
}
