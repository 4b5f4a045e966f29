import { log, reasonOf } from './log.js';

/** A second signal this soon is the same key press: npm passes on what the terminal has delivered already. */
const sameKeyPressMs = 700;

let firstSignalAt = 0;
let stopWorker: () => void = () => undefined;

function onSignal(signal: NodeJS.Signals): void {
  if (firstSignalAt === 0) {
    firstSignalAt = Date.now();
    log.info('stopping', { signal });
    stopWorker();
  } else if (Date.now() - firstSignalAt > sameKeyPressMs) {
    log.warn('stopped at once: a second signal', { signal });
    process.exit(1);
  }
}
process.on('SIGTERM', onSignal);
process.on('SIGINT', onSignal);

try {
  // Loaded only now, so that a signal in the half second this takes is heard.
  const [{ readConfig }, { WorkerProcess }] = await Promise.all([
    import('./config.js'),
    import('./worker-process.js'),
  ]);
  const worker = new WorkerProcess(readConfig(process.env), log);
  stopWorker = () => {
    worker.stop();
  };
  if (firstSignalAt > 0) worker.stop();
  await worker.run();
} catch (error) {
  log.error('the worker has ended', { reason: reasonOf(error) });
  process.exitCode = 1;
}
// Whatever is still open by now must not keep the process: everything of ours is closed.
process.exit();
