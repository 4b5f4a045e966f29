export const temporalCliVersion: string;
export function cacheFolder(env?: NodeJS.ProcessEnv): string;
export function findOnPath(program: string, env?: NodeJS.ProcessEnv): string | undefined;
export type Progress =
  { step: 'fetching' } | { step: 'building'; seconds: number; built: number; of: number };
export function findTemporalServer(options?: {
  env?: NodeJS.ProcessEnv;
  say?: (line: string) => void;
  progress?: (progress: Progress) => void;
  /** Ends what is under way. */
  signal?: AbortSignal;
}): Promise<{ address: string } | { program: string }>;
