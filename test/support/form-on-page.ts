import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

/** What a browser sends of a form: each field by name, in the page's order. */
export type Entries = readonly (readonly [name: string, value: string])[];

export interface FormOnPage {
  action: string;
  file: boolean;
  /** As it stands. */
  entries: Entries;
  /** With something written or chosen in each field that a person can reach. */
  filledIn: Entries;
  /** The label of each field, by its name. */
  labels: Readonly<Record<string, string>>;
}

/** Every form of a page that changes something, as a browser would read it. */
export function formsOn(html: string): FormOnPage[] {
  const all = elementsIn(parse(html));
  return all
    .filter((form) => form.tagName === 'form' && attribute(form, 'method') === 'post')
    .map((form) => {
      const inside = new Set(elementsIn(form));
      const id = attribute(form, 'id');
      const controls = all.filter(
        (one) =>
          ['input', 'textarea', 'select'].includes(one.tagName) &&
          attribute(one, 'name') !== undefined &&
          (inside.has(one) || (id !== undefined && attribute(one, 'form') === id)),
      );
      return {
        action: attribute(form, 'action') ?? '',
        file: controls.some((one) => attribute(one, 'type') === 'file'),
        entries: controls.flatMap(entryOf),
        filledIn: controls.flatMap((one) => filledEntryOf(one, controls)),
        labels: Object.fromEntries(
          controls.flatMap((one) => {
            const label = all.find((two) => two.tagName === 'label' && attribute(two, 'for') === idOf(one));
            return label === undefined ? [] : [[nameOf(one), textOf(label).trim()]];
          }),
        ),
      };
    });
}

const writable = new Set(['text', 'email', 'search', 'date', undefined]);

function entryOf(control: Element): [string, string][] {
  const name = nameOf(control);
  const type = attribute(control, 'type');
  if (control.tagName === 'textarea') return [[name, textOf(control)]];
  if (control.tagName === 'select') return [[name, chosenIn(control)]];
  if (type === 'file') return [];
  if (type === 'checkbox' || type === 'radio')
    return attribute(control, 'checked') === undefined ? [] : [[name, attribute(control, 'value') ?? 'on']];
  return [[name, attribute(control, 'value') ?? '']];
}

function filledEntryOf(control: Element, controls: readonly Element[]): [string, string][] {
  const name = nameOf(control);
  const type = attribute(control, 'type');
  if (control.tagName === 'textarea') return [[name, `\nSkrevet i <${name}> & sånn.\n\nTo avsnitt.`]];
  if (control.tagName === 'select') return [[name, attribute(optionsOf(control).at(-1), 'value') ?? '']];
  if (type === 'radio') {
    const last = controls.filter((one) => nameOf(one) === name).at(-1);
    return control === last ? [[name, attribute(control, 'value') ?? '']] : [];
  }
  // The other way round than it stands.
  if (type === 'checkbox')
    return attribute(control, 'checked') === undefined ? [[name, attribute(control, 'value') ?? 'on']] : [];
  if (type === 'date') return [[name, '2031-05-06']];
  return writable.has(type) && type !== 'hidden' ? [[name, `"Skrevet" i ${name}`]] : entryOf(control);
}

function chosenIn(select: Element): string {
  const options = optionsOf(select);
  const chosen = options.find((option) => attribute(option, 'selected') !== undefined) ?? options[0];
  return attribute(chosen, 'value') ?? '';
}

function optionsOf(select: Element): Element[] {
  return elementsIn(select).filter(({ tagName }) => tagName === 'option');
}

function elementsIn(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.flatMap((child) =>
    'tagName' in child ? [child, ...elementsIn(child)] : elementsIn(child),
  );
}

function textOf(node: Node): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find((one) => one.name === name)?.value;
}

const nameOf = (element: Element): string => attribute(element, 'name') ?? '';
const idOf = (element: Element): string | undefined => attribute(element, 'id');
