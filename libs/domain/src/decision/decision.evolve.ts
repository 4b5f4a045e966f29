import type { RecordedEvent } from '../history.js';
import { invalidHistory } from '../invalid-history.js';
import type { DecisionEvent } from './decision.events.js';
import type { Decision } from './decision.js';

/** The decision after one more event. */
export function evolveDecision(state: Decision | undefined, event: RecordedEvent<DecisionEvent>): Decision {
  if (event.type === 'DecisionEntered') {
    const { decisionId, ...data } = event.data;
    return { ...data, id: decisionId, enteredBy: event.actorId, enteredAt: event.at };
  }
  if (state === undefined) throw invalidHistory('decision', event.type);
  return { ...state, fulfilment: { note: event.data.note, by: event.actorId, at: event.at } };
}
