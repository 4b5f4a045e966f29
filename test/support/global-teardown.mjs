// Jest's global teardown of the project `system`; see global-setup.mjs.
export default async function globalTeardown() {
  const { stopSharedServers } = await import('../../dist/test/support/shared-servers.js');
  await stopSharedServers();
}
