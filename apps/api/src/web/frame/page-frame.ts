import type { Actor } from '#domain/roles/actor.js';

/** What every page is given beside its own content. */
export interface PageFrame {
  /** The path asked for, to mark where one is in the navigation. */
  path: string;
  /** Where the page's styles are found, versioned by content. */
  stylesheets: readonly string[];
  icon: string;
  /** Absent for somebody who has not logged in. */
  user?: { name: string; actor: Actor };
  /** For every form; bound to the session. */
  csrfToken: string;
  /** What was just done, said once. */
  done?: string;
  /** What is still being prepared on this machine, and how far it has come; only where it was just installed. */
  preparing?: readonly string[];
  /** Where the embedded installation shows everybody's Slack and e-mail. */
  desk?: string;
}
