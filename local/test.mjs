// npm test: every test there is, unit and system; arguments go on to Jest. The last line says how it went.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, projectRoot } from './prepare.mjs';
import { findTimeSkippingServer } from './time-skipping-server.mjs';

// Tests bring their own servers: what a developer's shell points at must not be written to.
const replaced = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_API_URL',
  'SMTP_URL',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'PORT',
  'PUBLIC_URL',
];
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !replaced.includes(name)));

try {
  const { temporalProgram } = await prepare({ env });
  if (temporalProgram) env.KVITTERT_TEMPORAL_PROGRAM = temporalProgram;
  const skipping = await findTimeSkippingServer({ env });
  if ('program' in skipping) env.KVITTERT_TIME_SKIPPING_PROGRAM = skipping.program;
  else {
    env.KVITTERT_TIME_SKIPPING_MISSING = skipping.missing;
    console.log(`Tests that skip time are left out. ${skipping.missing}`);
  }
} catch (error) {
  console.error(`\n${error.message}`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const ownGroup = process.platform !== 'win32';
const folder = mkdtempSync(join(tmpdir(), 'kvittert-test-'));
const resultFile = join(folder, 'result.json');
console.log('Tests: unit and system on real servers (some minutes) …');
const jest = spawn(
  process.execPath,
  [
    '--no-warnings',
    join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js'),
    // A system test waits more than it works: three at a time fill two cores.
    ...(process.argv.some((argument) => /^(-i|--runInBand|-w|--maxWorkers)/.test(argument))
      ? []
      : ['--maxWorkers=3']),
    '--json',
    `--outputFile=${resultFile}`,
    ...process.argv.slice(2),
  ],
  {
    cwd: projectRoot,
    env: {
      ...env,
      NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} --no-warnings`.trim(),
    },
    // The counts are in the file; the report for people goes to the error channel in any case.
    stdio: ['inherit', 'ignore', 'inherit'],
    // A group of its own: what Jest has started is found when Jest itself is gone.
    detached: ownGroup,
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signalAll(signal));
const { code, signal } = await new Promise((resolve) => {
  jest.once('close', (exitCode, endedBy) => resolve({ code: exitCode ?? 1, signal: endedBy }));
  jest.once('error', (error) => {
    console.error(error.message);
    resolve({ code: 1 });
  });
});
// A Jest that was stopped has stopped none of its servers.
signalAll('SIGKILL');
if (signal)
  console.error(`\nThe tests were stopped (${signal}); what had not been reported by then is not known.`);

const { passed, failed, skipped } = counts();
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = code === 0 && failed === 0 && passed > 0 ? 0 : 1;

function signalAll(sent) {
  try {
    process.kill(ownGroup ? -jest.pid : jest.pid, sent);
  } catch {
    // Nobody is left.
  }
}

function counts() {
  try {
    const result = JSON.parse(readFileSync(resultFile, 'utf8'));
    const failures = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return {
      passed: result.numPassedTests,
      // Whatever made Jest fail is a failure, also when no single test is to blame.
      failed: failures === 0 && code !== 0 ? 1 : failures,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
