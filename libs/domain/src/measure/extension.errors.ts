import { DomainError } from '../domain-error.js';
import type { PlainDate } from '../ids.js';
import type { ExtensionObstacle } from './extension.js';
import { itemNumber, type Item, type Measure } from './measure.js';

export function extensionOpen(measure: Measure, item: Item, to: PlainDate): DomainError {
  const number = itemNumber(measure, item);
  return new DomainError({
    type: 'extension-open',
    refusal: 'conflict',
    title: 'An extension is asked for already',
    detail: `An extension of item ${number} to ${to} waits for an answer.`,
    next: `Wait for the answer, or withdraw the request first: POST /api/v1/items/${item.id}/extension-withdrawals`,
    extra: { item: number, to },
  });
}

export function noDeadline(measure: Measure, item: Item): DomainError {
  const number = itemNumber(measure, item);
  return new DomainError({
    type: 'no-deadline',
    refusal: 'conflict',
    title: 'There is no deadline to extend',
    detail: `Item ${number} has no deadline.`,
    next: 'Nothing needs to be asked for. Report status instead.',
    extra: { item: number },
  });
}

export function notLater(field: string, on: PlainDate, deadline: PlainDate): DomainError {
  return new DomainError({
    type: 'extension-not-later',
    refusal: 'invalid',
    title: 'The day is not later than the deadline',
    detail: `${on} is not after the deadline in force, ${deadline}.`,
    next: `Choose a day after ${deadline}.`,
    extra: { field, on, deadline },
  });
}

export function noExtensionAsked(measure: Measure, item: Item): DomainError {
  const number = itemNumber(measure, item);
  return new DomainError({
    type: 'no-extension-asked',
    refusal: 'conflict',
    title: 'No extension waits for an answer',
    detail: `No extension of item ${number} waits for an answer: it was answered, withdrawn or overtaken, or never asked for.`,
    next: 'Read the item to see what became of it.',
    extra: { item: number },
  });
}

export function extensionReplaced(measure: Measure, item: Item, to: PlainDate): DomainError {
  const number = itemNumber(measure, item);
  return new DomainError({
    type: 'extension-replaced',
    refusal: 'conflict',
    title: 'Another extension is asked for now',
    detail: `The request that you answer is over; an extension of item ${number} to ${to} is asked for now.`,
    next: 'Read the new request and answer that.',
    extra: { item: number, to },
  });
}

const obstacles: Record<ExtensionObstacle, string> = {
  'own-request': 'you asked for it yourself',
  'own-party': 'it is your own unit’s item',
  'secretariat-answers': 'the secretariat set the deadline, and answers',
  'secretariats-own': 'the item is the secretariat’s own, and leadership answers',
  'set-by-leadership': 'leadership set the deadline, and answers',
  'third-time': 'the deadline has been moved twice, and leadership answers',
  'long-slip': 'it would slip so far that leadership answers',
  'nobody-else': 'nobody else in the secretariat could, and leadership answers',
};

export function anotherAnswers(measure: Measure, item: Item, ground: ExtensionObstacle): DomainError {
  const number = itemNumber(measure, item);
  return new DomainError({
    type: 'another-answers',
    refusal: 'forbidden',
    title: 'Somebody else answers this request',
    detail: `You can’t answer the request for an extension of item ${number}: ${obstacles[ground]}.`,
    next:
      ground === 'own-request' || ground === 'own-party'
        ? 'Leave it to another.'
        : ground === 'secretariat-answers'
          ? 'Leave it to the secretariat.'
          : 'Leave it to leadership; where that is a body, enter its decision with authority.',
    extra: { item: number, ground },
  });
}

export function anothersRequest(measure: Measure, item: Item): DomainError {
  const number = itemNumber(measure, item);
  return new DomainError({
    type: 'anothers-request',
    refusal: 'forbidden',
    title: 'Another has asked for this extension',
    detail: `The request for an extension of item ${number} is withdrawn by who asked, or by somebody of the same party.`,
    next: 'Answer the request instead.',
    extra: { item: number },
  });
}
