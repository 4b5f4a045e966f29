import type { RecordedEvent } from '../history.js';
import { invalidHistory } from '../invalid-history.js';
import type { DecisionEvent } from './decision.events.js';
import type { Decision } from './decision.js';

/** The decision after one more event. */
export function evolveDecision(state: Decision | undefined, event: RecordedEvent<DecisionEvent>): Decision {
  const { actorId: by, at } = event;
  if (event.type === 'DecisionEntered' || event.type === 'DecisionHeld') {
    const { decisionId, ...data } = event.data;
    const awaited = event.type === 'DecisionHeld' ? { countersigning: { kind: 'awaited' } as const } : {};
    return { ...data, ...awaited, id: decisionId, enteredBy: by, enteredAt: at };
  }
  if (state === undefined) throw invalidHistory('decision', event.type);
  switch (event.type) {
    case 'DecisionCountersigned':
      return { ...state, countersigning: { kind: 'given', by, at, ...event.data } };
    case 'DecisionWithdrawn':
      return { ...state, countersigning: { kind: 'withdrawn', by, at, ...event.data } };
    case 'DecisionFulfilled':
      return { ...state, fulfilment: { note: event.data.note, by, at } };
    default:
      return event satisfies never;
  }
}
