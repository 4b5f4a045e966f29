import type { NestExpressApplication } from '@nestjs/platform-express';

/** The methods that an address takes; none for an address that there isn't. */
export type AllowedMethods = (path: string) => readonly string[];

interface Layer {
  route?: { methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** Asks the router itself, so that every route counts, whoever mounted it. */
export function allowedMethodsOf(app: NestExpressApplication): AllowedMethods {
  const { router } = app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
  return (path) => {
    const methods = router.stack.flatMap((layer) =>
      layer.route !== undefined && matches(layer, path) ? Object.keys(layer.route.methods) : [],
    );
    return [...new Set(methods.map((method) => method.toUpperCase()))].sort();
  };
}

/** A path that can't be decoded matches nothing. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
