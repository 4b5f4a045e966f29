export const temporalCliVersion: string;
export function cacheFolder(env?: NodeJS.ProcessEnv): string;
export function findOnPath(program: string, env?: NodeJS.ProcessEnv): string | undefined;
export function findTemporalServer(options?: {
  env?: NodeJS.ProcessEnv;
  say?: (line: string) => void;
}): Promise<{ address: string } | { program: string }>;
