import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

type Configuration = Parameters<
  NonNullable<Parameters<typeof bundleWorkflowCode>[0]['webpackConfigHook']>
>[0];

/** What the worker runs: built beforehand (`npm run bundle`), so that a start costs no bundling. */
export const workflowBundlePath = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));

/** The cap of ARCHITECTURE.md: every cached workflow pays for what its bundle imports (STACK.md). */
export const largestBundleBytes = 2 * 1024 * 1024;

/** Packages the bundle may hold: Temporal's own, and what those bring along. */
export const allowedPackages: readonly string[] = [
  '@temporalio/common',
  '@temporalio/proto',
  '@temporalio/worker',
  '@temporalio/workflow',
  'assert',
  'long',
  'ms',
  'nexus-rpc',
  'protobufjs',
];

export interface WorkflowBundle extends WorkflowBundleWithSourceMap {
  /** Packages found in it, by name. */
  packages: string[];
}

/**
 * Bundles the workflows that lie beside this file: the built ones, or the sources under test.
 * @throws Error when a package is in it that workflows must not carry, or when it is too large
 */
export async function bundleWorkflows(workflowsPath: string = workflowsBeside()): Promise<WorkflowBundle> {
  const modules = new Set<string>();
  const bundle = await bundleWorkflowCode({
    workflowsPath,
    logger: quiet,
    webpackConfigHook: (configuration) => observed(configuration, modules),
  });
  const packages = packagesOf(modules);
  const foreign = packages.filter((name) => !allowedPackages.includes(name));
  if (foreign.length > 0) {
    throw new Error(
      `The workflow bundle holds ${foreign.join(', ')}. Workflows import contracts and activity types only.`,
    );
  }
  const bytes = Buffer.byteLength(bundle.code);
  if (bytes > largestBundleBytes) {
    throw new Error(`The workflow bundle has ${bytes} bytes; ${largestBundleBytes} is the most.`);
  }
  return { ...bundle, packages };
}

/** @throws Error that says what to run when it has not been built. */
export async function readWorkflowBundle(): Promise<{ code: string }> {
  try {
    return { code: await readFile(workflowBundlePath, 'utf8') };
  } catch (error) {
    throw new Error(`The workflow bundle is missing (${workflowBundlePath}). Build it: npm run bundle`, {
      cause: error,
    });
  }
}

function workflowsBeside(): string {
  const here = import.meta.url;
  return fileURLToPath(new URL(`workflows/index.${here.endsWith('.ts') ? 'ts' : 'js'}`, here));
}

/** `#domain/…` is found beside whatever is bundled, built or not, and every file that goes in is noted. */
function observed(configuration: Configuration, modules: Set<string>): Configuration {
  const domain = fileURLToPath(new URL('../../../libs/domain/src', import.meta.url));
  return {
    ...configuration,
    resolve: {
      ...configuration.resolve,
      alias: { ...(configuration.resolve?.alias as Record<string, string>), '#domain': domain },
      extensionAlias: { '.js': ['.js', '.ts'] },
    },
    plugins: [
      ...(configuration.plugins ?? []),
      (compiler) => {
        compiler.hooks.compilation.tap('modules', (compilation) => {
          compilation.hooks.succeedModule.tap('modules', (module) => {
            const { resource } = module as { resource?: string };
            if (resource !== undefined) modules.add(resource);
          });
        });
      },
    ],
  };
}

function packagesOf(modules: ReadonlySet<string>): string[] {
  const names = [...modules].flatMap((path) => {
    const inside = path.replaceAll('\\', '/').split('/node_modules/').at(-1);
    if (inside === undefined || inside === path) return [];
    return inside
      .split('/')
      .slice(0, inside.startsWith('@') ? 2 : 1)
      .join('/');
  });
  return [...new Set(names)].sort();
}

const quiet = { log: noLine, trace: noLine, debug: noLine, info: noLine, warn: noLine, error: noLine };
function noLine(): void {
  // The bundler's own lines say nothing that an error would not.
}
