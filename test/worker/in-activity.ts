import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { MessageActivities } from '#domain/contracts/activities.js';
import { messageActivities, type MessageParts } from '../../apps/worker/src/activities/message.activities.js';

/** What an activity runs in; it can be called off. */
export function activityEnvironment(): MockActivityEnvironment {
  return new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
}

/** The activities as a worker calls them: each call is an activity of its own. */
export function inActivity(parts: MessageParts, environment = activityEnvironment): MessageActivities {
  const activities = messageActivities(parts);
  return {
    sendMorningMessage: (...args) => environment().run(activities.sendMorningMessage, ...args),
    tellNow: (...args) => environment().run(activities.tellNow, ...args),
    refreshMessage: (...args) => environment().run(activities.refreshMessage, ...args),
  };
}
