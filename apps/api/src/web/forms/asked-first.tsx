import { Button } from '../design-system.js';

interface AskedFirstProps {
  /** Of the button that opens the question. */
  label: string;
  /** What is lost by it. */
  warning: string;
  /** Of the button that does it. */
  confirmLabel: string;
  /** Of the button: where it goes, or what it says. */
  press: { formAction?: string; name?: string; value?: string };
}

/**
 * A button for what can't be undone: it opens a question, whose answer does it. Built on `<details>`, so that it needs
 * no script and nothing typed beside it is lost.
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
