import { AsyncLocalStorage } from 'node:async_hooks';
import type { Language } from '#domain/language.js';

/**
 * Whom the current request or job speaks to. More is known of them as it goes from the request to the person.
 */
interface Spoken {
  language: Language;
}

const spoken = new AsyncLocalStorage<Spoken>();

/** The work, and all it waits for, says its texts in this language. */
export function speaking<Result>(language: Language, work: () => Result): Result {
  return spoken.run({ language }, work);
}

/** From here on the same request is answered in this language: more is known of who asks. */
export function speakOn(language: Language): void {
  current().language = language;
}

/**
 * The language of whoever is spoken to.
 * @throws where nobody is: a text at the top of a module would keep the language of whoever came first
 */
export function language(): Language {
  return current().language;
}

function current(): Spoken {
  const store = spoken.getStore();
  if (store === undefined) throw new Error('A text was asked for outside a request: nobody is spoken to');
  return store;
}
