import { Button } from '../design-system.js';

interface AskedFirstProps {
  /** What is asked for. */
  label: string;
  /** What is lost by it. */
  warning: string;
  /** The press that does it. */
  confirmLabel: string;
  /** Of the button: where it goes, or what it says. */
  press: { formAction?: string; name?: string; value?: string };
}

/**
 * A press that takes away what can't be had again: it opens a question, and the answer does it. The browser's own
 * disclosure, so that it needs no script, and nothing that was typed beside it is lost.
 */
export function AskedFirst({ label, warning, confirmLabel, press }: AskedFirstProps) {
  return (
    <details className="kv-ask-first">
      <summary>{label}</summary>
      <p>{warning}</p>
      <Button type="submit" variant="secondary" data-color="danger" data-size="sm" {...press}>
        {confirmLabel}
      </Button>
    </details>
  );
}
