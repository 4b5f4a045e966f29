import type { Link, Operation, Paths, Response } from './described.js';

/**
 * Where one goes from an answer, read from the addresses: what was made is shown, a page leads to the next and to what
 * it lists, one thing to its parts and to its history.
 */
export function addLinks(paths: Paths): void {
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      for (const [status, response] of Object.entries(operation.responses)) {
        if (!/^2/u.test(status) || !('description' in response)) continue;
        const links = linksFrom(paths, { path, method, status, operation, response });
        if (Object.keys(links).length > 0) response.links = links;
      }
    }
  }
}

interface From {
  path: string;
  method: string;
  status: string;
  operation: Operation;
  response: Response;
}

function linksFrom(paths: Paths, from: From): Record<string, Link> {
  return Object.fromEntries(
    [
      ...ofHeldDecision(paths, from),
      ...toWhatWasMade(paths, from),
      ...toOwner(paths, from),
      ...ofPage(paths, from),
      ...toParts(paths, from),
    ].map((link): [string, Link] => [link.operationId, link]),
  );
}

/** A body's decision that waits is another thing than what it is about. */
function ofHeldDecision(paths: Paths, { status }: From): Link[] {
  if (status !== '202') return [];
  const id = '$response.body#/awaitsCountersignature/id';
  return [
    link(paths['/api/v1/decisions/{id}']?.['get'], 'The decision as it was entered.', { id }),
    link(paths['/api/v1/decisions/{id}/countersignatures']?.['post'], 'Another countersigns it.', { id }),
  ].filter((one) => one !== undefined);
}

function toWhatWasMade(paths: Paths, { path, method, status }: From): Link[] {
  if (method !== 'post' || status !== '201' || path.includes('{')) return [];
  const shown = link(paths[`${path}/{id}`]?.['get'], 'What was made.', { id: '$response.body#/id' });
  return shown === undefined ? [] : [shown];
}

/** What happened to a thing shows on it, and in its history. */
function toOwner(paths: Paths, { path, method }: From): Link[] {
  const owner = /^(\/api\/v1\/[\w-]+\/\{id\})/u.exec(path)?.[1];
  if (owner === undefined || method === 'get' || method === 'delete') return [];
  const id = '$request.path.id';
  return [
    link(paths[owner]?.['get'], 'As it stands now.', { id }),
    link(paths[`${owner}/history`]?.['get'], 'What has happened to it.', { id }),
  ].filter((one) => one !== undefined);
}

function ofPage(paths: Paths, { path, operation, method }: From): Link[] {
  const isPaged = operation.parameters?.some(({ name }) => name === 'cursor') ?? false;
  if (method !== 'get' || !isPaged) return [];
  const inPath = Object.fromEntries(
    (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'path')
      .map(({ name }) => [name, `$request.path.${name}`]),
  );
  const collection = `/api/v1/${path.split('/').at(-1) ?? ''}/{id}`;
  return [
    link(operation, 'The next page, with the same filters; there is none when nextCursor is null.', {
      ...inPath,
      cursor: '$response.body#/nextCursor',
    }),
    link(paths[collection]?.['get'], 'The first of the page.', { id: '$response.body#/items/0/id' }),
  ].filter((one) => one !== undefined);
}

function toParts(paths: Paths, { path, method }: From): Link[] {
  if (method !== 'get' || !path.endsWith('/{id}')) return [];
  return Object.entries(paths)
    .filter(([other]) => other.startsWith(`${path}/`) && other.split('{').length === path.split('{').length)
    .flatMap(([, { get: part }]) => {
      const asked =
        part?.parameters?.some(({ required, in: place }) => required && place !== 'path') ?? false;
      const to = asked ? undefined : link(part, part?.summary ?? '', { id: '$request.path.id' });
      return to === undefined ? [] : [to];
    });
}

function link(
  to: Operation | undefined,
  description: string,
  parameters: Record<string, string>,
): Link | undefined {
  return to === undefined ? undefined : { operationId: to.operationId, description, parameters };
}
