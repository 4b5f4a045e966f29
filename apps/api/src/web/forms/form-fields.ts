export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

interface FieldCore {
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
}

/** What a form asks for, as data: one component draws them all, and the ids and aria of each are set there. */
export type FormField = FieldCore &
  (
    | { kind: 'text'; autoComplete?: string }
    | { kind: 'email' }
    | { kind: 'long-text'; rows?: number; maxLength?: number }
    | { kind: 'date' }
    | {
        kind: 'select';
        choices: readonly Choice[];
        emptyLabel?: string;
        /** Nothing chosen is an answer too: the one that `emptyLabel` says. */
        emptyAnswers?: boolean;
      }
    | { kind: 'radio'; choices: readonly Choice[] }
    | { kind: 'checkboxes'; choices: readonly Choice[] }
  );
