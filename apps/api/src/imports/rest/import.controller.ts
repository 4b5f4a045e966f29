import { Body, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { invalid } from '#domain/domain-error.js';
import type { Actor } from '#domain/roles/actor.js';
import { refusals } from '../../problems/refusals.js';
import { Answer, versioned } from '../../rest/answer.js';
import { changeAnswer, CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, AskedOfVersion, type CommandRequest, Reader } from '../../rest/command-request.js';
import {
  Answers,
  createdHeaders,
  ifMatchHeader,
  keyHeader,
  locationHeader,
  replayedHeader,
  RestController,
  Shows,
  versionHeader,
} from '../../rest/operations.js';
import { idInPath } from '../../rest/schemas/values.js';
import { confirmation, draftChange, takingIn, undoing, uploadChoices } from './import.schemas.js';
import {
  confirmationShown,
  importInList,
  importShown,
  showConfirmation,
  showImport,
  showImportInList,
} from './import.shown.js';
import { showUndoing, showUndone, undoingShown, undoneShown } from './undoing.shown.js';
import { Imports, type OpenDraft } from '../imports.js';
import { takingInCommand } from '../taking-in.js';
import { fileField, uploadedFile } from '../../uploads/uploaded-file.js';

type IdInPath = z.output<typeof idInPath>;

const waiting = z.object({ items: z.array(importInList) });

/** The file with what is chosen beside it. */
const uploadForm = {
  type: 'object',
  required: [fileField],
  properties: {
    [fileField]: { type: 'string', format: 'binary' },
    ...z.toJSONSchema(uploadChoices, { io: 'input' }).properties,
  },
  additionalProperties: false,
} as { type: 'object' };

@RestController('imports')
export class ImportController {
  constructor(
    @Inject(Imports) private readonly imports: Imports,
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Read a document (PDF, DOCX, XLSX, HTML, CSV, text; at most 50 MB); nothing is registered yet',
  })
  @keyHeader(true)
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: uploadForm,
  })
  @ApiCreatedResponse({
    standardSchema: importShown,
    headers: { ...versionHeader(true), ...locationHeader('Where the draft is found.') },
    description: 'Read: this is what was found.',
  })
  async upload(@Req() request: Request, @Asked() asked: CommandRequest) {
    const choices = choicesIn(request);
    const file = uploadedFile(request);
    if (file === undefined) {
      throw invalid('file', 'No file was sent.', 'Send it as multipart/form-data, in the field “file”.');
    }
    const stored = await this.imports.upload(asked.actor, file, choices, asked.idempotency?.key);
    const { body, headers } = await this.shown(
      await this.imports.findOpen(asked.actor, stored.id),
      asked.actor,
    );
    return new Answer(body, { ...headers, Location: `/api/v1/imports/${stored.id}` });
  }

  @Get()
  @ApiOperation({ summary: 'Documents that were read and wait to be confirmed, the last touched first' })
  @ApiOkResponse({ standardSchema: waiting, description: 'At most 100.' })
  async list(@Reader() reader: Actor) {
    return { items: (await this.imports.list(reader)).map((draft) => showImportInList(draft, reader)) };
  }

  @Shows(':id', 'What was read of a document, with what a person should look at', importShown)
  async show(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    return this.shown(await this.imports.findOpen(reader, id), reader);
  }

  @Patch(':id')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Correct, merge, split, leave out, add, choose parties and plan: in order, all or none',
  })
  @ifMatchHeader(true)
  @ApiOkResponse({
    standardSchema: importShown,
    headers: versionHeader(true),
    description: 'As it stands now.',
  })
  async edit(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: draftChange }) { edits }: z.output<typeof draftChange>,
    @AskedOfVersion() { actor, seen }: CommandRequest,
  ) {
    return this.shown(await this.imports.edit(actor, id, seen.expectedVersion ?? 0, edits), actor);
  }

  @Post(':id/confirmations')
  @ApiOperation({
    summary: 'Register everything in the draft: evaluation, plan and measures, in one transaction',
  })
  @keyHeader(true)
  @ifMatchHeader(false)
  @ApiCreatedResponse({
    standardSchema: confirmationShown,
    headers: { ...locationHeader('The plan.'), ...replayedHeader },
    description: 'Registered.',
  })
  async confirm(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: confirmation }) _nothing: z.output<typeof confirmation>,
    @Asked() { actor, seen, idempotency }: CommandRequest,
  ) {
    const confirmed = await this.imports.confirm(actor, id, seen.expectedVersion, idempotency);
    const body = showConfirmation(confirmed);
    const again = confirmed.replayed ? { 'Idempotency-Replayed': 'true' } : {};
    return new Answer(body, { ...again, Location: body.href });
  }

  @Post(':id/catalogue-entries')
  @ApiOperation({
    summary:
      'Take situations of the document into a catalogue, new or registered; nothing else is registered',
  })
  @keyHeader(true)
  @ApiCreatedResponse({
    standardSchema: changeAnswer,
    headers: createdHeaders,
    description: 'The catalogue as it is now.',
  })
  async takeIn(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: takingIn }) body: z.output<typeof takingIn>,
    @Asked() asked: CommandRequest,
  ) {
    const { draft } = await this.imports.findOpen(asked.actor, id);
    const command = takingInCommand(draft, body);
    return command.type === 'RegisterCatalogue'
      ? this.dispatcher.registers('catalogue', command, asked)
      : this.dispatcher.happens({ kind: 'catalogue', id: command.catalogueId }, command, asked);
  }

  @Answers(':id/undoings', 'Whether an import can be undone, and what has been done since', undoingShown)
  async undoing(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    return showUndoing(await this.imports.undoing(reader, id));
  }

  @Post(':id/undoings')
  @ApiOperation({
    summary: 'Take back everything that a confirmed import made, while nothing has been done on any of it',
  })
  @keyHeader(true)
  @ApiCreatedResponse({
    standardSchema: undoneShown,
    headers: { ...locationHeader('The plan.'), ...replayedHeader },
    description: 'Withdrawn; the numbers are not used again.',
  })
  async undo(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: undoing }) { reason }: z.output<typeof undoing>,
    @Asked() { actor, idempotency }: CommandRequest,
  ) {
    const undone = await this.imports.undo(actor, id, reason, idempotency);
    const again = undone.replayed ? { 'Idempotency-Replayed': 'true' } : {};
    const body = showUndone(undone);
    return new Answer(body, { ...again, Location: body.href });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Throw the draft away; nothing has been registered' })
  @ApiNoContentResponse({ description: 'Gone.' })
  async discard(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() actor: Actor) {
    await this.imports.discard(actor, id);
  }

  private async shown(stored: OpenDraft, actor: Actor) {
    const [reading, compared] = await Promise.all([
      this.imports.reading(actor, stored.id),
      this.imports.compared(stored.draft),
    ]);
    return versioned(
      showImport(stored, reading, compared, await this.imports.warnedBeside(stored.draft)),
      stored.version,
    );
  }
}

/** The form's other fields. They are no JSON body, and are described with the file. */
function choicesIn(request: Request): z.output<typeof uploadChoices> {
  const read = uploadChoices.safeParse(request.body);
  if (read.success) return read.data;
  throw refusals.invalidRequest(
    read.error.issues.map(({ path, message }) => ({
      pointer: `#/${path.map(String).join('/')}`,
      detail: message,
    })),
  );
}
