import type { NestExpressApplication } from '@nestjs/platform-express';

/**
 * The methods that an address takes instead of this one; none for an address that there isn't, and none where it takes
 * this one and just had nothing there.
 */
export type AllowedMethods = (asked: { method: string; path: string }) => readonly string[];

interface Layer {
  route?: { methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** Asks the router itself, so that every route counts, whoever mounted it. */
export function allowedMethodsOf(app: NestExpressApplication): AllowedMethods {
  const { router } = app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
  return ({ method, path }) => {
    const named = router.stack.flatMap((layer) =>
      layer.route !== undefined && matches(layer, path) ? Object.keys(layer.route.methods) : [],
    );
    const methods = new Set(named.map((name) => name.toUpperCase()));
    // Whatever can be got, its head can be asked for.
    if (methods.has('GET')) methods.add('HEAD');
    return methods.has(method) ? [] : [...methods].sort();
  };
}

/** Whether a method only reads (RFC 9110, 9.2.1). */
export function onlyReads(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** A path that can't be decoded matches nothing. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
