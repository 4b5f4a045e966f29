import { osloInstant } from '#domain/follow-up/calendar.js';
import type { StateValue, StateValues } from '../slack-payloads.js';
import {
  type Block,
  type Element,
  elementsOf,
  type Option,
  optionsOf,
  type PlacedElement,
} from './block-kit.js';

/** The name of an element's field in the desk's forms. */
export function fieldName(place: string): string {
  return `felt.${place}`;
}

/** What the fields of a message or a view hold, as Slack says it; buttons hold nothing. */
export function readState(blocks: readonly Block[], form: URLSearchParams): StateValues {
  const values: StateValues = {};
  for (const { blockId, element, place } of elementsOf(blocks)) {
    const value = valueIn(element, form.getAll(fieldName(place)));
    if (value === undefined) continue;
    values[blockId] = { ...values[blockId], [element.action_id ?? '']: value };
  }
  return values;
}

/** What the fields hold before anybody has touched them. */
export function initialState(blocks: readonly Block[]): StateValues {
  const form = new URLSearchParams();
  for (const { element, place } of elementsOf(blocks)) {
    for (const given of initially(element)) form.append(fieldName(place), given);
  }
  return readState(blocks, form);
}

/** What Slack itself asks to be filled in before it sends anything: by block id. */
export function unfilled(blocks: readonly Block[], values: StateValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, blockId, element } of elementsOf(blocks)) {
    if (block.type !== 'input' || block.optional === true) continue;
    if (typedIn(values[blockId]?.[element.action_id ?? '']).length === 0) {
      errors[blockId] = 'Fyll ut dette feltet.';
    }
  }
  return errors;
}

/** Of the fields that the two have in common, by block id and action id: they keep what stood in them. */
export function kept(blocks: readonly Block[], before: StateValues): StateValues {
  const values = initialState(blocks);
  for (const [blockId, actions] of Object.entries(values)) {
    for (const [actionId, value] of Object.entries(actions)) {
      const old = before[blockId]?.[actionId];
      if (old?.type === value.type) actions[actionId] = old;
    }
  }
  return values;
}

/** The same value as what a form's field holds: one text, several where several may be chosen. */
export function typedIn(value: StateValue | undefined): string[] {
  if (value === undefined) return [];
  const { type: _type, ...held } = value;
  return Object.values(held).flatMap((given) => (Array.isArray(given) ? given : [given]).flatMap(textOf));
}

/** The action of a press on the element, beside `type` and its ids. */
export function pressedValue({ element, blockId }: PlacedElement, values: StateValues): StateValue {
  if (element.type === 'button' || element.type === 'workflow_button') {
    return {
      type: element.type,
      ...(element.text === undefined ? {} : { text: element.text }),
      ...(element.value === undefined ? {} : { value: element.value }),
      ...(element.style === undefined ? {} : { style: element.style }),
    };
  }
  return values[blockId]?.[element.action_id ?? ''] ?? { type: element.type };
}

function textOf(given: unknown): string[] {
  if (given === null || given === undefined || given === '') return [];
  if (typeof given === 'object') return [(given as Option).value ?? ''];
  return [String(given)];
}

function valueIn(element: Element, given: readonly string[]): StateValue | undefined {
  const { type } = element;
  const [first = ''] = given;
  const one = first === '' ? null : first;
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      // A form's lines end with a carriage return too; Slack's don't.
      return { type, value: one?.replace(/\r\n/gu, '\n') ?? null };
    case 'datepicker':
      return { type, selected_date: one };
    case 'timepicker':
      return { type, selected_time: one };
    case 'datetimepicker':
      return { type, selected_date_time: one === null ? null : secondsOf(one) };
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: chosen(element, given)[0] ?? null };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: chosen(element, given) };
    case 'users_select':
      return { type, selected_user: one };
    case 'multi_users_select':
      return { type, selected_users: given.filter((id) => id !== '') };
    default:
      return undefined;
  }
}

/** Only what is among the options: a form can be sent with anything. */
function chosen(element: Element, given: readonly string[]): Option[] {
  return optionsOf(element).filter(({ value }) => value !== undefined && given.includes(value));
}

function initially(element: Element): string[] {
  const { initial_option: option, initial_options: options = [], initial_date_time: at } = element;
  return [
    element.initial_value,
    element.initial_date,
    element.initial_time,
    ...(at === undefined ? [] : [localTime(at)]),
    option?.value,
    ...options.map(({ value }) => value),
    element.initial_user,
    ...(element.initial_users ?? []),
  ].filter((given) => given !== undefined);
}

/** `2026-12-01T08:00` in Oslo, as a browser's field has it, as Unix time. */
function secondsOf(local: string): number | null {
  const [day = '', time = ''] = local.split('T');
  try {
    return Math.floor(Date.parse(osloInstant(day, time)) / 1000);
  } catch {
    return null;
  }
}

/** @param seconds Unix time */
export function localTime(seconds: number): string {
  return new Date(seconds * 1000)
    .toLocaleString('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short', timeStyle: 'short' })
    .replace(' ', 'T');
}
