interface ShownBlock {
  type: string;
  text?: { text: string };
  elements?: readonly { text?: string | { text: string }; url?: string }[];
}

/** Blocks as text, for tests and logs: a section as its mrkdwn, actions as `[Ferdig] [Åpne]`. */
export function shownBlocks(blocks: readonly object[]): string {
  return (blocks as readonly ShownBlock[])
    .map((block) => {
      if (block.type === 'actions') {
        return (block.elements ?? [])
          .map(
            (element) => `[${typeof element.text === 'string' ? element.text : (element.text?.text ?? '')}]`,
          )
          .join(' ');
      }
      if (block.type === 'context')
        return (block.elements ?? []).map((element) => String(element.text)).join(' ');
      return block.text?.text ?? '';
    })
    .join('\n');
}
