import { SaxesParser, type SaxesTagPlain } from 'saxes';

export interface WordHandlers {
  /**
   * @param value the element's `val`, which nearly all of Word's properties have
   * @param before where the element begins in the text
   */
  open: (name: string, value: string, tag: SaxesTagPlain, before: number) => void;
  /** @param after where the element ends in the text */
  close?: (name: string, after: number, prefix: string) => void;
}

/**
 * Walks a part of a Word file, without byte order mark; element names come without their prefix.
 * @throws Error when the XML is broken
 */
export function parseWord(xml: string, { open, close }: WordHandlers): void {
  if (xml === '') return;
  const parser = new SaxesParser();
  parser.on('opentag', (tag) =>
    open(
      local(tag.name),
      attribute(tag, 'val') ?? '',
      tag,
      xml.lastIndexOf(`<${tag.name}`, parser.position - 1),
    ),
  );
  if (close !== undefined) {
    parser.on('closetag', ({ name }) =>
      close(local(name), parser.position, name.slice(0, -local(name).length)),
    );
  }
  parser.write(xml).close();
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** By its name without prefix. */
export function attribute({ attributes }: SaxesTagPlain, name: string): string | undefined {
  return Object.entries(attributes).find(([key]) => local(key) === name)?.[1];
}
