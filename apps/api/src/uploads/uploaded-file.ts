import { AsyncResource } from 'node:async_hooks';
import type { Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { readingLimits } from '#documents/reading/limits.js';
import { ReadingError } from '#documents/reading/reading-error.js';
import { unreadableFile } from './unreadable-file.js';

/** The one field with a file. */
export const fileField = 'file';
/** As the store takes it. */
const longestName = 300;

const limits = { fileSize: readingLimits.bytes, files: 1, fields: 20, fieldSize: 10_000, fieldNameSize: 100 };

const upload = multer({ storage: multer.memoryStorage(), limits, defParamCharset: 'utf8' }).single(fileField);

const fieldsOnly = multer({
  limits,
  defParamCharset: 'utf8',
  fileFilter: (_request, _file, take) => take(null, false),
}).single(fileField);

/** The fields of a form with a file, from somebody who is not logged in: the file is let go as it comes. */
export const takesFieldsOnly: RequestHandler = (request, response, next) => {
  if (request.is('multipart/form-data') === false) {
    next();
    return;
  }
  const go = AsyncResource.bind(next);
  fieldsOnly(request, response, () => {
    request.body = { ...(request.body as object) };
    go();
  });
};

/** Takes a form with one file; its other fields are the body. What is no such form passes untouched. */
export const takesOneFile: RequestHandler = (request, response, next) => {
  if (request.is('multipart/form-data') === false) {
    next();
    return;
  }
  // The parser goes on where the request came in: whoever is spoken to would be forgotten.
  const go = AsyncResource.bind(next);
  upload(request, response, (error: unknown) => {
    // Without a prototype as multer leaves it, and so no plain object to whoever checks it.
    request.body = { ...(request.body as object) };
    if (error !== undefined) refused.set(request, refusalOf(error));
    go();
  });
};

const refused = new WeakMap<Request, unknown>();

function refusalOf(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  return unreadableFile(
    error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE'
      ? new ReadingError('too-large', 'The file is larger than 50 MB.')
      : new ReadingError('damaged', `The upload could not be taken: ${message}`),
  );
}

/**
 * The uploaded file; undefined when none was sent. A browser's form without a file sends an empty one without a name.
 * @throws DomainError `file-unreadable` for one that was not taken
 */
export function uploadedFile(request: Request): { name: string; bytes: Uint8Array } | undefined {
  const refusal = refused.get(request);
  if (refusal !== undefined) throw refusal as Error;
  const { file } = request;
  if (file === undefined || file.originalname === '') return undefined;
  const name = file.originalname
    .replaceAll(/[\u0000-\u001f\u007f]/gu, '')
    .split(/[\\/]/u)
    .at(-1);
  return {
    name: (name === undefined || name === '' ? 'dokument' : name).slice(-longestName),
    bytes: file.buffer,
  };
}
