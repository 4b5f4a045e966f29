import type { IncomingMessage, ServerResponse } from 'node:http';

/** One call of Slack's API that the workspace has done. */
export interface DoneCall {
  /** e.g. `views.open`. */
  method: string;
  body: Record<string, unknown>;
  answer: Record<string, unknown>;
}

/**
 * Passes a call of Slack's API on to the workspace and its answer back, both unchanged. A workspace that is down is a
 * line that is cut.
 * @param target the workspace's API address, ending in /api/
 * @returns what was done; undefined where the workspace refused or could not be reached
 */
export async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
): Promise<DoneCall | undefined> {
  try {
    const body = await bytesOf(request);
    const path = request.url?.replace(/^\/api\//u, '') ?? '';
    const answer = await fetch(`${target}${path}`, {
      method: request.method ?? 'POST',
      headers: forwardedHeaders(request),
      ...(body.length > 0 ? { body } : {}),
    });
    const text = await answer.text();
    const call = {
      method: path.split('?')[0] ?? '',
      body: readSlackBody(request.headers['content-type'], body),
      answer: JSON.parse(text) as Record<string, unknown>,
    };
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
    });
    response.end(text);
    return call.answer['ok'] === true ? call : undefined;
  } catch {
    request.socket.destroy();
    return undefined;
  }
}

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function forwardedHeaders(request: IncomingMessage): Record<string, string> {
  const { authorization, 'content-type': contentType } = request.headers;
  return {
    ...(authorization === undefined ? {} : { authorization }),
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
  };
}

/** Slack's client sends forms in which nested values are JSON. */
export function readSlackBody(contentType: string | undefined, body: Buffer): Record<string, unknown> {
  const text = body.toString('utf8');
  if (contentType?.includes('application/json')) {
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  }
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, valueOf(value)]));
}

function valueOf(value: string): unknown {
  if (!/^[[{]/u.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
