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
  });

  test('is refused when workflows import what they must not carry, and names each of it', async () => {
    const carried = ['temporal-polyfill', 'uuid'];
    const workflow = join(folder, 'workflow.ts');
    const imports = carried.map((name, index) => `import * as carried${index} from '${name}';`);
    const held = carried.map((_name, index) => `carried${index}`).join(', ');
    await writeFile(
      workflow,
      `${imports.join('\n')}\nexport async function seeded() { return Object.keys({ ${held} }).length; }\n`,
    );
    const refusal = bundleWorkflows(workflow).then(
      () => [],
      (error: Error) => /holds (.+)\. Workflows/u.exec(error.message)?.[1]?.split(', '),
    );
    expect(await refusal).toEqual(expect.arrayContaining(carried));
  });
});
