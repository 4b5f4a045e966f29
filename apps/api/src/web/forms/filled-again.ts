import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse, parseFragment, serialize } from 'parse5';
import type { KeptForm } from '#record/identity/kept-forms.js';
import { valuesOf } from './form-state.js';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

/** What could not be put back, and whether the thing has changed since. */
export interface FilledAgain {
  /** Names of fields that the page has no more. */
  left: readonly string[];
  changedMeanwhile: boolean;
  /** The form has a file, which no page can fill in. */
  file: boolean;
}

/** Ours are the token; the rest is what the form knew when it was sent, and the changed are shown by it. */
const neverFilled = new Set(['_csrf', '_felt']);

/**
 * A page with what was written put back into its form: whatever form it is, by the names of its fields.
 * @param notice what is said about it, above the page's heading
 */
export function filledAgain(
  { html, path }: { html: string; path: string },
  kept: KeptForm,
  notice: (filled: FilledAgain) => string,
): string {
  const document = parse(html);
  const form = formFor(document, kept);
  // The address begins as this page's does, but the form stands on another page.
  if (form === undefined && path !== kept.page && path !== kept.action) return html;
  const controls = form === undefined ? [] : controlsOf(document, form);
  const version = controls.find((control) => attribute(control, 'name') === 'version');
  const changedMeanwhile =
    version !== undefined &&
    'version' in kept.written &&
    attribute(version, 'value') !== kept.written['version'];
  const names = new Set(controls.map((control) => attribute(control, 'name')));
  fill(controls, kept);
  const said = notice({
    left: Object.keys(kept.written).filter((name) => !names.has(name)),
    changedMeanwhile,
    file: controls.some((control) => attribute(control, 'type') === 'file'),
  });
  putFirst(document, said);
  return serialize(document);
}

/** Among the forms of the page that go to the same address, the one that has most of the fields. */
function formFor(document: Node, { action, written }: KeptForm): Element | undefined {
  const fitting = (form: Element): number =>
    controlsOf(document, form).filter((control) => (attribute(control, 'name') ?? '') in written).length;
  return elementsIn(document)
    .filter(
      (element) =>
        element.tagName === 'form' &&
        attribute(element, 'method') === 'post' &&
        [element, ...buttonsOf(element)].some(
          (one) =>
            (attribute(one, 'formaction') ?? attribute(one, 'action') ?? '').replace(/\?.*$/u, '') === action,
        ),
    )
    .sort((one, other) => fitting(other) - fitting(one))[0];
}

/** A form may be sent to several addresses: its buttons say where. */
function buttonsOf(form: Element): Element[] {
  return elementsIn(form).filter((element) => attribute(element, 'formaction') !== undefined);
}

function controlsOf(document: Node, form: Element): Element[] {
  const id = attribute(form, 'id');
  const inside = new Set(elementsIn(form));
  return elementsIn(document).filter(
    (element) =>
      ['input', 'textarea', 'select', 'button'].includes(element.tagName) &&
      attribute(element, 'name') !== undefined &&
      (inside.has(element) || (id !== undefined && attribute(element, 'form') === id)),
  );
}

function fill(controls: readonly Element[], { written }: KeptForm): void {
  const taken = new Map<string, number>();
  for (const control of controls) {
    const name = attribute(control, 'name') ?? '';
    const type = attribute(control, 'type');
    if (neverFilled.has(name) || control.tagName === 'button' || type === 'file') continue;
    const values = valuesOf({ values: written }, name);
    if (type === 'checkbox' || type === 'radio') {
      mark(control, 'checked', values.includes(attribute(control, 'value') ?? 'on'));
      continue;
    }
    if (!(name in written)) continue;
    // Several fields of one name are sent in the page's order.
    const place = taken.get(name) ?? 0;
    taken.set(name, place + 1);
    setValue(control, values[place] ?? '');
  }
}

function setValue(control: Element, value: string): void {
  if (control.tagName === 'select') {
    for (const option of elementsIn(control).filter(({ tagName }) => tagName === 'option'))
      mark(option, 'selected', attribute(option, 'value') === value);
  } else if (control.tagName === 'textarea') {
    control.childNodes = [];
    // A browser takes the first line break away.
    defaultTreeAdapter.insertText(control, `\n${value}`);
  } else set(control, 'value', value);
}

/** Above the heading, as what was just done is said. */
function putFirst(document: Node, html: string): void {
  const heading = elementsIn(document).find((element) => attribute(element, 'class') === 'kv-heading');
  const parent = heading?.parentNode;
  if (heading === undefined || parent === undefined || parent === null) return;
  for (const node of parseFragment(html).childNodes) defaultTreeAdapter.insertBefore(parent, node, heading);
}

function elementsIn(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.flatMap((child) =>
    'tagName' in child ? [child, ...elementsIn(child)] : elementsIn(child),
  );
}

function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

function set(element: Element, name: string, value: string): void {
  element.attrs = [...element.attrs.filter((one) => one.name !== name), { name, value }];
}

function mark(element: Element, name: 'checked' | 'selected', on: boolean): void {
  element.attrs = element.attrs.filter((one) => one.name !== name);
  if (on) set(element, name, '');
}
