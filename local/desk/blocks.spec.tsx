import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Block } from './block-kit.js';
import { Blocks } from './blocks.js';
import { initialState, kept, readState, unfilled } from './state-values.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ value, text: plain(`Valg ${value}`) });
const input = (blockId: string, element: object, rest: object = {}): Block =>
  ({
    type: 'input',
    block_id: blockId,
    label: plain(`Felt ${blockId}`),
    element: { action_id: 'input', ...element },
    ...rest,
  }) as Block;

const options = [option('a'), option('b')];

/** Each kind of field, with what a form sends and what Slack says of it. */
const fields: [Block, string[], object][] = [
  [input('text', { type: 'plain_text_input', multiline: true }), ['a\r\nb'], { value: 'a\nb' }],
  [input('mail', { type: 'email_text_input' }), ['a@b.example'], { value: 'a@b.example' }],
  [input('url', { type: 'url_text_input' }), ['https://a.example'], { value: 'https://a.example' }],
  [input('number', { type: 'number_input', is_decimal_allowed: false }), ['7'], { value: '7' }],
  [input('date', { type: 'datepicker' }), ['2026-12-08'], { selected_date: '2026-12-08' }],
  [input('time', { type: 'timepicker' }), ['08:30'], { selected_time: '08:30' }],
  [input('at', { type: 'datetimepicker' }), ['2026-12-08T08:30'], { selected_date_time: 1796715000 }],
  [input('one', { type: 'static_select', options }), ['b'], { selected_option: options[1] }],
  [input('radio', { type: 'radio_buttons', options }), ['a'], { selected_option: options[0] }],
  [input('many', { type: 'multi_static_select', options }), ['a', 'b'], { selected_options: options }],
  [input('marks', { type: 'checkboxes', options }), ['b'], { selected_options: [options[1]] }],
  [input('who', { type: 'users_select' }), ['U1'], { selected_user: 'U1' }],
  [input('all', { type: 'multi_users_select' }), ['U1', 'U2'], { selected_users: ['U1', 'U2'] }],
];
const blocks = fields.map(([block]) => block);
const filled = new URLSearchParams(
  fields.flatMap(([, given], index) => given.map((one): [string, string] => [`felt.${index}.0`, one])),
);

const drawn = (shown: readonly Block[], values = initialState(shown), errors = {}): string =>
  renderToStaticMarkup(
    <Blocks
      blocks={shown}
      drawing={{
        prefix: 'x',
        names: new Map([
          ['U1', 'Ola'],
          ['U2', 'Kari'],
        ]),
        values,
        errors,
      }}
    />,
  );

describe('the fields of Block Kit', () => {
  it('are read as Slack says them', () => {
    const values = readState(blocks, filled);
    for (const [block, , said] of fields) {
      expect(values[block.block_id ?? '']).toEqual({ input: { type: block.element?.type, ...said } });
    }
  });

  it('are all drawn, with a label each, and hold what was typed', () => {
    const html = drawn(blocks, readState(blocks, filled));
    expect(html).not.toContain('tegner ikke');
    for (const [block, given] of fields) {
      expect(html).toContain(`Felt ${block.block_id}`);
      if (block.element?.type !== 'plain_text_input') expect(html).toContain(`value="${given[0]}"`);
    }
    expect(html.match(/ selected=""/gu)).toHaveLength(6);
    expect(html.match(/ checked=""/gu)).toHaveLength(2);
  });

  it('that must be filled in are asked for by Slack itself', () => {
    expect(Object.keys(unfilled(blocks, initialState(blocks)))).toHaveLength(blocks.length);
    expect(unfilled(blocks, readState(blocks, filled))).toEqual({});
    const optional = [input('a', { type: 'plain_text_input' }, { optional: true })];
    expect(unfilled(optional, initialState(optional))).toEqual({});
  });

  it('take nothing that is not among the options', () => {
    const chosen = [input('one', { type: 'static_select', options })];
    expect(readState(chosen, new URLSearchParams('felt.0.0=c'))).toEqual({
      one: { input: { type: 'static_select', selected_option: null } },
    });
  });

  it('begin with what the view says, and keep what was typed when it is another view', () => {
    const before = [input('a', { type: 'plain_text_input', initial_value: 'først' })];
    expect(initialState(before)).toEqual({ a: { input: { type: 'plain_text_input', value: 'først' } } });
    const typed = readState(before, new URLSearchParams('felt.0.0=skrevet'));
    const after = [input('b', { type: 'datepicker' }), input('a', { type: 'plain_text_input' })];
    expect(kept(after, typed)).toEqual({
      b: { input: { type: 'datepicker', selected_date: null } },
      a: { input: { type: 'plain_text_input', value: 'skrevet' } },
    });
  });

  it('say what is wrong where it is wrong', () => {
    const html = drawn(blocks.slice(0, 1), undefined, { text: 'For kort.' });
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('aria-describedby="x-0-0-error"');
    expect(html).toContain('<p class="error" id="x-0-0-error">For kort.</p>');
  });
});

describe('the blocks of a message', () => {
  it('are a header, sections with fields, a context, a line, and buttons that press', () => {
    const html = drawn([
      { type: 'header', text: plain('Uke 49') },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '*Frist i dag*' },
        fields: [plain('en'), plain('to')],
      },
      { type: 'divider' },
      { type: 'context', elements: [{ type: 'mrkdwn', text: '_Derfor_' }] },
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'done', text: plain('Ferdig'), style: 'primary', value: 'v' },
          { type: 'button', action_id: 'open', text: plain('Åpne'), url: 'https://kvittert.example/' },
          { type: 'button', action_id: 'bad', text: plain('Lenke'), url: 'javascript:alert(1)' },
        ],
      },
    ]);
    expect(html).toContain('<p class="header">Uke 49</p>');
    expect(html).toContain('<strong>Frist i dag</strong>');
    expect(html).toContain('<li>en</li><li>to</li>');
    expect(html).toContain('<hr/>');
    expect(html).toContain('<em>Derfor</em>');
    expect(html).toMatch(/<button value="4\.0" data-style="primary" [^>]*name="trykk">Ferdig</u);
    expect(html).toContain('href="https://kvittert.example/"');
    expect(html).not.toContain('javascript:');
  });

  it('say so where the desk can’t draw one, and escape everything', () => {
    const html = drawn([
      { type: 'video', title: plain('<script>alert(1)</script>') },
      { type: 'section', text: plain('<img src=x onerror=alert(1)>') },
    ]);
    expect(html).toContain('tegner ikke «video»');
    expect(html).not.toMatch(/<script|<img/u);
  });

  it('ask before a press that wants it', () => {
    const confirm = { title: plain('Sikker?'), text: plain('Dette kan ikke angres.'), confirm: plain('Ja') };
    const html = drawn([
      { type: 'actions', elements: [{ type: 'button', action_id: 'x', text: plain('Slett'), confirm }] },
    ]);
    expect(html).toMatch(/<details class="confirm"><summary>Slett<\/summary>.*value="0\.0".*>Ja<\/button>/u);
  });
});
