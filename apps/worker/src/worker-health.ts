import { createServer } from 'node:http';

/** Answers `/health/ready` for whoever watches the container: 503 while the worker takes no tasks. */
export async function openHealthPort(
  port: number,
  takesTasks: () => boolean,
): Promise<{ close: () => Promise<void> }> {
  const server = createServer(({ url }, response) => {
    const status = url !== '/health/ready' ? 404 : takesTasks() ? 200 : 503;
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify({ status: status === 200 ? 'ok' : 'down' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
