// Finds Temporal's test server that skips time. Plain JavaScript: npm test prepares it before the tests are loaded.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, downloadBySdk, findOnPath } from './temporal-server.mjs';

const testServerVersion = '1.32.1';

/**
 * The test server's program: from the cache, from the SDK's download, or from Maven Central, where it is a Java
 * program that gets a two-line script in front.
 *
 * @param {{ env?: NodeJS.ProcessEnv, say?: (line: string) => void }} [options]
 * @returns {Promise<{ program: string } | { missing: string }>} `missing` says what to install
 */
export async function findTimeSkippingServer({ env = process.env, say = console.log } = {}) {
  const folder = join(cacheFolder(env), `temporal-test-server-${testServerVersion}`);
  const fetched = join(folder, 'temporal-test-server');
  const script = join(folder, 'temporal-test-server.sh');
  const java = findOnPath('java', env);
  if (existsSync(fetched)) return { program: fetched };
  if (java && existsSync(script)) return { program: script };
  mkdirSync(folder, { recursive: true });
  if (await downloadBySdk({ kind: 'time-skipping', version: 'default', folder, target: fetched, say })) {
    return { program: fetched };
  }
  const maven = findOnPath('mvn', env);
  if (!java || !maven) {
    return {
      missing: 'Install Java 17 or newer and Maven (Debian: apt-get install default-jre-headless maven).',
    };
  }
  return (await fetchWithMaven(maven, folder, env, say))
    ? { program: writeScript(script, java, join(folder, 'lib')) }
    : { missing: 'Maven could not fetch io.temporal:temporal-test-server; its message is above.' };
}

async function fetchWithMaven(maven, folder, env, say) {
  const building = join(folder, `fetch-${process.pid}`);
  mkdirSync(building, { recursive: true });
  const project = join(building, 'pom.xml');
  writeFileSync(project, pom());
  say('Temporal: fetching the time-skipping server with Maven (about half a minute, this once) …');
  const startedAt = Date.now();
  const sign = setInterval(() => say(`  … ${Math.round((Date.now() - startedAt) / 1000)} s`), 10_000);
  try {
    const child = spawn(
      maven,
      [
        '-q',
        '-B',
        '-f',
        project,
        'dependency:copy-dependencies',
        '-DincludeScope=runtime',
        '-DoutputDirectory=lib',
      ],
      { env, cwd: building, stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const code = await new Promise((resolve) => {
      child.once('close', resolve);
      child.once('error', () => resolve(undefined));
    });
    const lib = join(building, 'lib');
    if (code !== 0 || !existsSync(lib) || readdirSync(lib).length === 0) return false;
    rmSync(join(folder, 'lib'), { recursive: true, force: true });
    renameSync(lib, join(folder, 'lib'));
    return true;
  } finally {
    clearInterval(sign);
    rmSync(building, { recursive: true, force: true });
  }
}

function writeScript(script, java, lib) {
  writeFileSync(script, `#!/bin/sh\nexec '${java}' -cp '${lib}/*' io.temporal.testserver.TestServer "$@"\n`);
  chmodSync(script, 0o755);
  return script;
}

function pom() {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>kvittert</groupId>
  <artifactId>time-skipping-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${testServerVersion}</version>
    </dependency>
  </dependencies>
</project>
`;
}
