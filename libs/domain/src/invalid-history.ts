/** A stream that doesn't start with its registration, or an event out of place: the history has been damaged. */
export function invalidHistory(stream: string, eventType: string): Error {
  return new Error(`The history of this ${stream} can't be read: ${eventType} is out of place`);
}
