// What the tests use of the tools that read the API's description; who has not installed them yet can still compile.

declare module '@redocly/openapi-core' {
  interface Finding {
    ruleId: string;
    message: string;
    location: readonly { pointer?: string }[];
  }
  const redocly: {
    createConfig(config: { extends: string[] }): Promise<unknown>;
    lintFromString(asked: { source: string; absoluteRef: string; config: unknown }): Promise<Finding[]>;
  };
  export default redocly;
}

declare module '@stoplight/spectral-core' {
  interface Spectral {
    setRuleset(ruleset: { extends: [unknown, 'all'][]; rules: Record<string, 'off'> }): void;
    run(document: object): Promise<{ code: string | number; message: string; path: (string | number)[] }[]>;
  }
  const spectral: { Spectral: new () => Spectral };
  export default spectral;
}

declare module '@stoplight/spectral-rulesets' {
  const rulesets: { oas: unknown };
  export default rulesets;
}

declare module 'openapi-typescript' {
  export default function openapiTypescript(document: object): Promise<readonly object[]>;
  export function astToString(ast: readonly object[]): string;
}
