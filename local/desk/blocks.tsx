import type { ReactNode } from 'react';
import type { StateValues } from '../slack-payloads.js';
import {
  type Block,
  type Element,
  elementsOf,
  type Option,
  optionsOf,
  type PlacedElement,
  plainText,
  type TextObject,
} from './block-kit.js';
import { Mrkdwn, type SlackNames } from './mrkdwn.js';
import { fieldName, localTime, typedIn } from './state-values.js';

/** The name of every button that presses something; its value is the place of the element. */
export const pressName = 'trykk';

/** What is drawn beside the blocks themselves. */
export interface Drawing {
  /** Before each id, so that two messages on a page have none in common. */
  prefix: string;
  /** People by their Slack id. */
  names: SlackNames;
  values: StateValues;
  /** By block id. */
  errors?: Readonly<Record<string, string>>;
}

/** Blocks as Slack draws them. They stand in a form: its buttons press, and its fields go with them. */
export function Blocks({ blocks, drawing }: { blocks: readonly Block[]; drawing: Drawing }) {
  const placed = elementsOf(blocks);
  return blocks.map((block, index) => (
    <DrawnBlock
      key={index}
      block={block}
      elements={placed.filter(({ place }) => place.startsWith(`${index}.`))}
      drawing={drawing}
    />
  ));
}

interface BlockProps {
  block: Block;
  elements: readonly PlacedElement[];
  drawing: Drawing;
}

function DrawnBlock({ block, elements, drawing }: BlockProps) {
  switch (block.type) {
    case 'header':
      return <p className="header">{plainText(block.text)}</p>;
    case 'divider':
      return <hr />;
    case 'section':
      return (
        <div className="section">
          <div>
            {block.text === undefined ? null : (
              <p>
                <Text text={block.text} names={drawing.names} />
              </p>
            )}
            {block.fields === undefined ? null : (
              <ul className="fields">
                {block.fields.map((field, index) => (
                  <li key={index}>
                    <Text text={field} names={drawing.names} />
                  </li>
                ))}
              </ul>
            )}
          </div>
          {elements.map((placed) => (
            <Actionable key={placed.place} placed={placed} drawing={drawing} />
          ))}
        </div>
      );
    case 'context':
      return (
        <p className="context">
          {(block.elements ?? []).map((element, index) => (
            <span key={index}>
              {element.type === 'image' ? (
                `[${element.alt_text ?? 'bilde'}]`
              ) : (
                <Text text={element as TextObject} names={drawing.names} />
              )}
            </span>
          ))}
        </p>
      );
    case 'actions':
      return (
        <div className="actions">
          {elements.map((placed) => (
            <Actionable key={placed.place} placed={placed} drawing={drawing} />
          ))}
        </div>
      );
    case 'input':
      return elements.map((placed) => <InputBlock key={placed.place} placed={placed} drawing={drawing} />);
    case 'image':
      return <p className="context">[{block.alt_text ?? 'bilde'}]</p>;
    default:
      return <Unknown what={block} />;
  }
}

function Text({ text, names }: { text: TextObject; names: SlackNames }) {
  if (text.type === 'mrkdwn') return <Mrkdwn text={plainText(text)} names={names} />;
  return plainText(text)
    .split('\n')
    .flatMap((line, index): ReactNode[] => (index === 0 ? [line] : [<br key={index} />, line]));
}

/** In a message, or in a view outside an input: what is chosen is sent at once. */
function Actionable({ placed, drawing }: { placed: PlacedElement; drawing: Drawing }) {
  const { element, place } = placed;
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <PressButton placed={placed} />;
    case 'overflow':
      return (
        <details className="confirm">
          <summary>{element.accessibility_label ?? 'Flere valg'}</summary>
          {optionsOf(element).map((option) => (
            <button
              key={option.value}
              name={pressName}
              value={`${place} ${option.value ?? ''}`}
              formNoValidate
            >
              {plainText(option.text)}
            </button>
          ))}
        </details>
      );
    case 'image':
      return <span className="context">[{element.alt_text ?? 'bilde'}]</span>;
    default:
      return (
        <span className="chosen-at-once">
          <Field placed={placed} drawing={drawing} label={nameOf(element)} />
          <button name={pressName} value={place} formNoValidate>
            Velg
          </button>
        </span>
      );
  }
}

function nameOf(element: Element): string {
  return plainText(element.placeholder) || 'Velg';
}

function PressButton({ placed: { element, place } }: { placed: PlacedElement }) {
  const text = plainText(element.text);
  const { confirm, url, style = 'default', accessibility_label: label } = element;
  // A screen reader's name begins with what is seen.
  const spoken = label === undefined || label === text ? {} : { 'aria-label': label };
  if (url !== undefined && /^https?:/u.test(url)) {
    return (
      <a
        className="button"
        data-style={style}
        data-press={place}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        {...spoken}
      >
        {text}
      </a>
    );
  }
  const button = (shown: string, named = {}) => (
    <button name={pressName} value={place} data-style={style} formNoValidate {...named}>
      {shown}
    </button>
  );
  if (confirm === undefined) return button(text, spoken);
  return (
    <details className="confirm">
      <summary {...spoken}>{text}</summary>
      <strong>{plainText(confirm.title)}</strong>
      <p>{plainText(confirm.text)}</p>
      {button(plainText(confirm.confirm) || text)}
    </details>
  );
}

/** With its label, hint and error. */
function InputBlock({ placed, drawing }: { placed: PlacedElement; drawing: Drawing }) {
  const { block, blockId, element, place } = placed;
  const error = drawing.errors?.[blockId];
  const label = (
    <>
      {plainText(block.label)}
      {block.optional === true ? <span className="optional"> (valgfritt)</span> : null}
    </>
  );
  const isGroup = element.type === 'radio_buttons' || element.type === 'checkboxes';
  const id = idOf(drawing, place);
  const field = <Field placed={placed} drawing={drawing} />;
  const about = (
    <>
      {block.hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {plainText(block.hint)}
        </p>
      )}
      {error === undefined ? null : (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
  return (
    <div className="input" data-block={blockId}>
      {isGroup ? (
        <fieldset {...describedBy(placed, drawing)}>
          <legend>{label}</legend>
          {field}
        </fieldset>
      ) : (
        <>
          <label htmlFor={id}>{label}</label>
          {field}
        </>
      )}
      {about}
      {block.dispatch_action === true ? (
        <button name={pressName} value={place} formNoValidate>
          Oppdater
        </button>
      ) : null}
    </div>
  );
}

function idOf({ prefix }: Drawing, place: string): string {
  return `${prefix}-${place.replace('.', '-')}`;
}

function describedBy({ block, blockId, place }: PlacedElement, drawing: Drawing): Record<string, string> {
  const id = idOf(drawing, place);
  const wrong = drawing.errors?.[blockId] !== undefined;
  const by = [
    ...(block.type === 'input' && block.hint !== undefined ? [`${id}-hint`] : []),
    ...(wrong ? [`${id}-error`] : []),
  ];
  return by.length === 0 ? {} : { 'aria-describedby': by.join(' ') };
}

const inputTypes: Record<string, string> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

interface FieldProps {
  placed: PlacedElement;
  drawing: Drawing;
  /** Where no label stands beside it. */
  label?: string;
}

function Field({ placed, drawing, label }: FieldProps) {
  const { block, blockId, element, place } = placed;
  const held = typedIn(drawing.values[blockId]?.[element.action_id ?? '']);
  const isGroup = element.type === 'radio_buttons' || element.type === 'checkboxes';
  const common = {
    name: fieldName(place),
    id: idOf(drawing, place),
    ...(label === undefined ? {} : { 'aria-label': label }),
    ...(drawing.errors?.[blockId] === undefined || isGroup ? {} : { 'aria-invalid': true }),
    ...(block.type === 'input' && block.optional !== true ? { required: true } : {}),
    ...(isGroup ? {} : describedBy(placed, drawing)),
  };
  const text = {
    placeholder: plainText(element.placeholder) || undefined,
    minLength: element.min_length,
    maxLength: element.max_length,
  };
  switch (element.type) {
    case 'plain_text_input':
      return element.multiline === true ? (
        <textarea {...common} {...text} rows={4} defaultValue={held[0] ?? ''} />
      ) : (
        <input {...common} {...text} type="text" defaultValue={held[0] ?? ''} />
      );
    case 'email_text_input':
    case 'url_text_input':
      return <input {...common} {...text} type={inputTypes[element.type]} defaultValue={held[0] ?? ''} />;
    case 'number_input':
      return (
        <input
          {...common}
          type="number"
          step={element.is_decimal_allowed === true ? 'any' : 1}
          min={element.min_value}
          max={element.max_value}
          defaultValue={held[0] ?? ''}
        />
      );
    case 'datepicker':
    case 'timepicker':
      return <input {...common} type={inputTypes[element.type]} defaultValue={held[0] ?? ''} />;
    case 'datetimepicker':
      return (
        <input
          {...common}
          type="datetime-local"
          defaultValue={held[0] === undefined ? '' : localTime(Number(held[0]))}
        />
      );
    case 'static_select':
      return <Choice common={common} element={element} held={held} />;
    case 'multi_static_select':
      return <Choice common={common} element={element} held={held} multiple />;
    case 'users_select':
    case 'multi_users_select': {
      const people = {
        ...element,
        options: [...drawing.names].map(([value, name]) => ({ value, text: { text: name } })),
      };
      const multiple = element.type === 'multi_users_select';
      return <Choice common={common} element={people} held={held} multiple={multiple} />;
    }
    case 'radio_buttons':
    case 'checkboxes':
      return <Marks common={common} element={element} held={held} names={drawing.names} />;
    default:
      return <Unknown what={element} />;
  }
}

interface ChoiceProps {
  common: { name: string; id: string; required?: boolean };
  element: Element;
  held: readonly string[];
  multiple?: boolean;
}

function Choice({ common, element, held, multiple = false }: ChoiceProps) {
  const groups = element.option_groups;
  return (
    <select {...common} multiple={multiple} defaultValue={multiple ? [...held] : (held[0] ?? '')}>
      {multiple ? null : <option value="">{plainText(element.placeholder) || 'Velg'}</option>}
      {groups === undefined || element.options !== undefined
        ? optionsOf(element).map(drawnOption)
        : groups.map(({ label, options = [] }, index) => (
            <optgroup key={index} label={plainText(label)}>
              {options.map(drawnOption)}
            </optgroup>
          ))}
    </select>
  );
}

function drawnOption({ value, text }: Option) {
  return (
    <option key={value} value={value}>
      {plainText(text)}
    </option>
  );
}

/** One of several, or any of them. */
function Marks({ common, element, held, names }: ChoiceProps & { names: SlackNames }) {
  const { id, name, required } = common;
  const type = element.type === 'checkboxes' ? 'checkbox' : 'radio';
  return optionsOf(element).map(({ value = '', text = {}, description }, index) => (
    <p key={value} className="mark">
      <input
        type={type}
        name={name}
        id={index === 0 ? id : `${id}-${index}`}
        value={value}
        defaultChecked={held.includes(value)}
        required={required === true && type === 'radio'}
      />
      <label htmlFor={index === 0 ? id : `${id}-${index}`}>
        <Text text={text} names={names} />
        {description === undefined ? null : <span className="hint"> {plainText(description)}</span>}
      </label>
    </p>
  ));
}

/** Said, not left out: the one who looks would think that it was all. */
function Unknown({ what }: { what: { type: string } }) {
  return (
    <details className="unknown">
      <summary>Skrivebordet tegner ikke «{what.type}»</summary>
      <pre>{JSON.stringify(what, null, 2)}</pre>
    </details>
  );
}
