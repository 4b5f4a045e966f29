import type { Command } from '#domain/commands.js';
import type { ModalFacts } from '#domain/message/message-facts.js';
import type { Locale } from '../texts/say.js';
import type { SlackContext } from './buttons.js';
import type { FormAnswer, ViewValues } from './form-values.js';
import type { SlackView } from './modal-parts.js';
import type { ItemAction } from './button-value.js';

/** The commands that a modal can become. */
export type ItemCommand = Command & { measureId: string; itemId: string };

/** Why the modal has nothing to ask, as a refusal of the domain is said. */
export interface ModalRefusal {
  type: string;
  extra: Record<string, unknown>;
}

/** A button on a message about an item, the modal that it opens, and the command that the modal becomes. */
export interface ItemModal {
  action: ItemAction;
  /** For good: a modal may stand open while another release is started. */
  callbackId: string;
  fields: readonly [string, ...string[]];
  /** Whoever answers for the item, or whoever answers them. */
  isFor: 'owner' | 'answerer';
  /** What has happened since the button was made, where it leaves nothing to ask. */
  refusal?: (facts: ModalFacts) => ModalRefusal | undefined;
  view: (facts: ModalFacts, to: SlackContext) => SlackView;
  /** Checked as far as it can be without the record; undefined when the modal is not one of ours. */
  read: (
    locale: Locale,
    privateMetadata: string,
    values: ViewValues,
  ) => FormAnswer<string, ItemCommand> | undefined;
}
