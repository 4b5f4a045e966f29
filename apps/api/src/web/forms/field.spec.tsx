import { describe, expect } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { Field } from './field.js';
import type { FormField } from './form-fields.js';
import { emptyForm, type FormState } from './form-state.js';
import { Errors, Form } from './form.js';
import { it } from '../../../../../test/support/it-in-bokmal.js';

const what: FormField = {
  kind: 'long-text',
  name: 'what',
  label: 'Hva er gjort',
  hint: 'Kort.',
  required: true,
};
const mode: FormField = {
  kind: 'radio',
  name: 'mode',
  label: 'Slik deles ansvaret',
  required: true,
  choices: [
    { value: 'joint', label: 'Felles', hint: 'Sammen.' },
    { value: 'each', label: 'Hver' },
  ],
};

function rendered(field: FormField, state: FormState = emptyForm): string {
  return renderToStaticMarkup(<Field field={field} state={state} />);
}

describe('a field', () => {
  it('ties label, help and error to the control on the server', () => {
    const html = rendered(what, { values: {}, errors: [{ field: 'what', message: 'Fyll ut.' }] });
    expect(html).toContain('for="felt-what"');
    expect(html).toMatch(/<textarea[^>]*id="felt-what"[^>]*>/u);
    expect(html).toContain('aria-describedby="felt-what-hjelp felt-what-feil"');
    expect(html).toMatch(/id="felt-what-feil"[^>]*>Fyll ut\./u);
    expect(html).toContain('aria-invalid="true"');
  });

  it('keeps what was typed, as text', () => {
    const html = rendered(what, { values: { what: '<script>"å"</script>' }, errors: [] });
    expect(html).toContain('&lt;script&gt;&quot;å&quot;&lt;/script&gt;');
    expect(html).not.toContain('<script>');
  });

  it('gives every box of a choice a label of its own, and ids that are not used twice', () => {
    const html = rendered(mode, { values: { mode: 'each' }, errors: [{ field: 'mode', message: 'Velg.' }] });
    const ids = [...html.matchAll(/ id="([^"]+)"/gu)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(html).toContain('for="felt-mode"');
    expect(html).toContain('for="felt-mode-2"');
    expect(html).toMatch(/id="felt-mode-2"[^>]*checked|checked[^>]*value="each"/u);
    expect(html).toMatch(/<fieldset[^>]*aria-describedby="felt-mode-feil"/u);
  });

  it('says that it may be left out where it may', () => {
    expect(rendered({ kind: 'text', name: 'note', label: 'Merknad' })).toContain('Merknad (valgfritt)');
    expect(rendered(what)).not.toContain('(valgfritt)');
  });
});

describe('a form', () => {
  it('carries its token and what the page knew, and its errors lead to the fields', () => {
    const state: FormState = { values: {}, errors: [{ field: 'mode', message: 'Velg.' }] };
    const html = renderToStaticMarkup(
      <>
        <Errors state={state} fields={[what, mode]} />
        <Form
          action="/her"
          csrfToken="hemmelig"
          hidden={{ version: '7' }}
          fields={[what, mode]}
          state={state}
          submitLabel="Send"
          cancelHref="/"
        />
      </>,
    );
    expect(html).toContain('name="_csrf" value="hemmelig"');
    expect(html).toContain('name="version" value="7"');
    expect(html).toContain('href="#felt-mode"');
    expect(html).toMatch(/<ds-error-summary[^>]* autofocus/iu);
    expect(html).toMatch(/<ds-error-summary[^>]* tabindex="-1"/iu);
  });
});
