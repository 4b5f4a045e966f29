import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { Mrkdwn } from './mrkdwn.js';

const drawn = (text: string): string =>
  renderToStaticMarkup(<Mrkdwn text={text} names={new Map([['U1', 'Ola Hansen']])} />);

describe('Slack’s markup', () => {
  it.each([
    ['*Frist i dag* · _Punkt 3.2_ ~nei~', '<strong>Frist i dag</strong> · <em>Punkt 3.2</em> <s>nei</s>'],
    ['*to _i hverandre_*', '<strong>to <em>i hverandre</em></strong>'],
    ['2*3*4 og a_b_c', '2*3*4 og a_b_c'],
    ['* ikke fet *', '* ikke fet *'],
    ['én\nto', 'én<br/>to'],
    ['sagt:\n&gt; sitat', 'sagt:<blockquote>sitat</blockquote>'],
    ['`*kode*`', '<code>*kode*</code>'],
    ['Hei <@U1>', 'Hei <b>@Ola Hansen</b>'],
    ['<#C1|sekretariatet> <!here>', '<b>#sekretariatet</b> <b>@here</b>'],
    ['• én\n• to', '• én<br/>• to'],
  ])('%j', (text, html) => {
    expect(drawn(text)).toBe(html);
  });

  it('has links, also in bold, and none that leads elsewhere than to a page or an address', () => {
    expect(drawn('*<https://kvittert.example/?a=1&amp;b=2|Åpne *nå*>*')).toBe(
      '<strong><a href="https://kvittert.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">Åpne *nå*</a></strong>',
    );
    expect(drawn('<mailto:ola@vestdal.example>')).toContain('>ola@vestdal.example</a>');
    expect(drawn('<javascript:alert(1)|trykk>')).not.toContain('<a');
  });

  it('is text whatever else it is', () => {
    expect(drawn('&lt;script&gt;alert(1)&lt;/script&gt; <script>')).toBe(
      '&lt;script&gt;alert(1)&lt;/script&gt; &lt;script&gt;',
    );
    expect(drawn('a\uE000b')).toBe('a\uFFFDb');
  });
});
