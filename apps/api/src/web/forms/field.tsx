import {
  Field as DesignField,
  Fieldset,
  Input,
  Label,
  Select,
  Textarea,
  ValidationMessage,
} from '../design-system.js';
import type { ReactNode } from 'react';
import { t } from '../frame/texts.js';
import type { Choice, FormField } from './form-fields.js';
import { errorOf, type FormState, valueOf, valuesOf } from './form-state.js';

/** The control that an error about the field leads to: the first box where there are several. */
export function controlId(field: FormField | { name: string }): string {
  return `felt-${field.name}`;
}

interface FieldProps {
  field: FormField;
  state: FormState;
}

/**
 * One field of a form. Designsystemet leaves `for` and `aria-describedby` to a script in the browser; here they are
 * set on the server, so that the field is whole without one.
 */
export function Field({ field, state }: FieldProps) {
  if (field.kind === 'radio' || field.kind === 'checkboxes')
    return <ChoiceGroup field={field} state={state} />;
  const id = controlId(field);
  const error = errorOf(state, field.name);
  const describedBy = describedByOf(id, field.hint !== undefined, error !== undefined);
  return (
    <DesignField>
      <Label htmlFor={id}>{labelOf(field)}</Label>
      {field.hint === undefined ? null : (
        <DesignField.Description id={`${id}-hjelp`}>{field.hint}</DesignField.Description>
      )}
      <Control field={field} state={state} id={id} describedBy={describedBy} invalid={error !== undefined} />
      {error === undefined ? null : <ValidationMessage id={`${id}-feil`}>{error}</ValidationMessage>}
    </DesignField>
  );
}

interface ControlProps {
  field: Exclude<FormField, { kind: 'radio' | 'checkboxes' }>;
  state: FormState;
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

function Control({ field, state, id, describedBy, invalid }: ControlProps): ReactNode {
  const shared = {
    id,
    name: field.name,
    defaultValue: valueOf(state, field.name),
    'aria-describedby': describedBy,
    'aria-invalid': invalid ? (true as const) : undefined,
    'aria-required': field.required === true ? (true as const) : undefined,
  };
  switch (field.kind) {
    case 'long-text':
      return <Textarea {...shared} rows={field.rows ?? 5} />;
    case 'text':
      return <Input {...shared} type="text" autoComplete={field.autoComplete ?? 'off'} />;
    case 'email':
      return <Input {...shared} type="email" autoComplete="email" />;
    case 'date':
      return <Input {...shared} type="date" className="kv-date" />;
    case 'select':
      return (
        <Select {...shared}>
          {field.emptyLabel === undefined ? null : <option value="">{field.emptyLabel}</option>}
          {field.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      );
    default:
      return field satisfies never;
  }
}

function ChoiceGroup({
  field,
  state,
}: {
  field: Extract<FormField, { kind: 'radio' | 'checkboxes' }>;
  state: FormState;
}) {
  const id = controlId(field);
  const error = errorOf(state, field.name);
  const chosen = valuesOf(state, field.name);
  return (
    <Fieldset aria-describedby={describedByOf(id, field.hint !== undefined, error !== undefined)}>
      <Fieldset.Legend>{labelOf(field)}</Fieldset.Legend>
      {field.hint === undefined ? null : (
        <Fieldset.Description id={`${id}-hjelp`}>{field.hint}</Fieldset.Description>
      )}
      {field.choices.map((choice, index) => (
        <ChoiceBox
          key={choice.value}
          kind={field.kind}
          name={field.name}
          id={index === 0 ? id : `${id}-${index + 1}`}
          choice={choice}
          chosen={chosen.includes(choice.value)}
          invalid={error !== undefined}
        />
      ))}
      {error === undefined ? null : <ValidationMessage id={`${id}-feil`}>{error}</ValidationMessage>}
    </Fieldset>
  );
}

interface ChoiceBoxProps {
  kind: 'radio' | 'checkboxes';
  name: string;
  id: string;
  choice: Choice;
  chosen: boolean;
  invalid: boolean;
}

/** Designsystemet's own Radio and Checkbox leave their label to a script: the same markup, with the label tied to it. */
function ChoiceBox({ kind, name, id, choice, chosen, invalid }: ChoiceBoxProps) {
  const hintId = `${id}-valg-hjelp`;
  return (
    <DesignField>
      <Input
        type={kind === 'radio' ? 'radio' : 'checkbox'}
        id={id}
        name={name}
        value={choice.value}
        defaultChecked={chosen}
        aria-invalid={invalid ? true : undefined}
        aria-describedby={choice.hint === undefined ? undefined : hintId}
      />
      <Label htmlFor={id} weight="regular">
        {choice.label}
      </Label>
      {choice.hint === undefined ? null : (
        <DesignField.Description id={hintId}>{choice.hint}</DesignField.Description>
      )}
    </DesignField>
  );
}

function labelOf(field: FormField): string {
  return field.required === true ? field.label : t('page.form.optional', { label: field.label });
}

function describedByOf(id: string, hint: boolean, error: boolean): string | undefined {
  const ids = [...(hint ? [`${id}-hjelp`] : []), ...(error ? [`${id}-feil`] : [])];
  return ids.length === 0 ? undefined : ids.join(' ');
}
