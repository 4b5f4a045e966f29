/** Everything the workflow bundle holds. */
export { measureFollowUp } from './measure-follow-up.js';
export { morningMessageAgain } from './morning-message-again.js';
export { morningRound } from './morning-round.js';
export { quarterlyReport } from './quarterly-report.js';
export { subscriberRound } from './subscriber-round.js';
export { subscriptionConfirmation } from './subscription-confirmation.js';
export { recordAnchor } from './record-anchor.js';
export { recordUpkeep } from './record-upkeep.js';
export { refresh, tell } from './tell.js';
