export type PythonTools = { programs: string } | { missing: string };
export function findPythonTools(options?: { env?: NodeJS.ProcessEnv }): PythonTools;
export function installPythonTools(options?: {
  env?: NodeJS.ProcessEnv;
  say?: (line: string) => void;
}): Promise<PythonTools>;
