// npm run api:fuzz: calls an installation of its own with generated requests, as every role, for as long as one likes.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { installPythonTools } from './python-tools.mjs';

const usage =
  'npm run api:fuzz -- [--seeds 1,2,3] [--examples 25] [--roles secretariat,owner] [--phases coverage,fuzzing,stateful]';
const options = {
  seeds: { type: 'string', default: '1' },
  examples: { type: 'string', default: '25' },
  roles: { type: 'string' },
  phases: { type: 'string', default: 'examples,coverage,fuzzing,stateful' },
};
let values;
try {
  ({ values } = parseArgs({ options }));
} catch (error) {
  console.error(`${error.message}\n${usage}`);
  process.exit(2);
}
const tools = await installPythonTools();
if ('missing' in tools) {
  console.error(tools.missing);
  process.exit(1);
}
const env = {
  ...process.env,
  KVITTERT_FUZZ: JSON.stringify({
    seeds: values.seeds.split(',').map(Number),
    examples: Number(values.examples),
    phases: values.phases,
    ...(values.roles === undefined ? {} : { roles: values.roles.split(',') }),
  }),
};
const tests = spawn(
  process.execPath,
  [new URL('test.mjs', import.meta.url).pathname, 'test/api/generated-calls.spec.ts'],
  {
    env,
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => tests.kill(signal));
tests.once('close', (code) => {
  process.exitCode = code ?? 1;
});
