/** A message as the sender takes it. `text` is the fallback that notifications and screen readers use. */
export interface SlackMessage {
  text: string;
  blocks: readonly object[];
}
