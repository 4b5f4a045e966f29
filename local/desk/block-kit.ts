/** The parts of Block Kit that the desk draws, as they come from outside: nothing of it is trusted to be there. */

export interface TextObject {
  type?: string;
  text?: string;
}

export interface Option {
  text?: TextObject;
  value?: string;
  description?: TextObject;
}

interface Confirm {
  title?: TextObject;
  text?: TextObject;
  confirm?: TextObject;
  deny?: TextObject;
  style?: string;
}

export interface Element {
  type: string;
  action_id?: string;
  text?: TextObject | string;
  value?: string;
  url?: string;
  style?: string;
  accessibility_label?: string;
  confirm?: Confirm;
  placeholder?: TextObject;
  options?: Option[];
  option_groups?: { label?: TextObject; options?: Option[] }[];
  initial_value?: string;
  initial_date?: string;
  initial_time?: string;
  initial_date_time?: number;
  initial_option?: Option;
  initial_options?: Option[];
  initial_user?: string;
  initial_users?: string[];
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  min_value?: string;
  max_value?: string;
  is_decimal_allowed?: boolean;
  alt_text?: string;
}

export interface Block {
  type: string;
  block_id?: string;
  text?: TextObject;
  fields?: TextObject[];
  accessory?: Element;
  elements?: Element[];
  element?: Element;
  label?: TextObject;
  hint?: TextObject;
  optional?: boolean;
  dispatch_action?: boolean;
  alt_text?: string;
  title?: TextObject;
}

/** An element where it stands, and what it is called in the desk's forms. */
export interface PlacedElement {
  block: Block;
  blockId: string;
  element: Element;
  /** Of the field, and of the press. */
  place: string;
}

/** Slack gives each block an id that has none. */
export function withBlockIds(blocks: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return blocks.map((block, index) => ({ block_id: `b${index}`, ...block }));
}

/** The elements one can do something with, in their order. */
export function elementsOf(blocks: readonly Block[]): PlacedElement[] {
  return blocks.flatMap((block, blockIndex) =>
    elementsIn(block).map((element, index) => ({
      block,
      blockId: block.block_id ?? `b${blockIndex}`,
      element,
      place: `${blockIndex}.${index}`,
    })),
  );
}

function elementsIn(block: Block): Element[] {
  if (block.type === 'input') return block.element === undefined ? [] : [block.element];
  if (block.type === 'actions') return block.elements ?? [];
  if (block.type === 'section') return block.accessory === undefined ? [] : [block.accessory];
  return [];
}

export function optionsOf(element: Element): Option[] {
  return element.options ?? element.option_groups?.flatMap(({ options = [] }) => options) ?? [];
}

export function plainText(text: TextObject | string | undefined): string {
  return (typeof text === 'string' ? text : text?.text) ?? '';
}
