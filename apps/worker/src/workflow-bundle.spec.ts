import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allowedPackages, bundleWorkflows, largestBundleBytes } from './workflow-bundle.js';

describe('The workflow bundle', () => {
  let folder: string;

  beforeAll(async () => {
    // Inside the project, so that packages are found from it as they are from the workflows.
    const built = fileURLToPath(new URL('../../../dist/', import.meta.url));
    await mkdir(built, { recursive: true });
    folder = await mkdtemp(join(built, 'seeded-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('holds Temporal’s own packages and stays below its cap', async () => {
    const { code, packages } = await bundleWorkflows();
    expect(packages).toContain('@temporalio/workflow');
    for (const name of packages) expect(allowedPackages).toContain(name);
    expect(Buffer.byteLength(code)).toBeLessThan(largestBundleBytes);
  }, 60_000);

  test.each(['zod', 'date-holidays', 'temporal-polyfill', 'uuid'])(
    'is refused when a workflow imports %s',
    async (name) => {
      const workflow = join(folder, `with-${name}.ts`);
      await writeFile(
        workflow,
        `import * as carried from '${name}';\nexport async function seeded() { return Object.keys(carried).length; }\n`,
      );
      await expect(bundleWorkflows(workflow)).rejects.toThrow(name);
    },
    60_000,
  );
});
