import { DefaultLogger, Runtime } from '@temporalio/worker';

// Imported before a test makes workers: their comings and goings would fill the log.
Runtime.install({ logger: new DefaultLogger('ERROR') });
