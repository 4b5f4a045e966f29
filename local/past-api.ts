import { runApi } from '../apps/api/src/run-api.js';
import { pastClock } from './past-clock.js';

/**
 * The API as it would have answered so many days ago (KVITTERT_DAYS_BEHIND): the demo's and the tests' history is
 * told with it, so that what time does has begun when Kvittert is first looked at. A program of its own: the API
 * itself has no setting that moves its clock. A request may have a day of its own (past-clock.ts).
 */
const daysBehind = Number(process.env['KVITTERT_DAYS_BEHIND']);
if (!Number.isFinite(daysBehind) || daysBehind <= 0)
  throw new Error('KVITTERT_DAYS_BEHIND must be a number of days');

await runApi(pastClock(daysBehind * 86_400_000));
