import { describe, expect, it } from '@jest/globals';
import { asHtml, asText, type MailPart } from './mail.js';

describe('a mail', () => {
  const turned = 'Plan \u202Efdp.exe 2026 for منى 12';
  const parts: MailPart[] = [
    { kind: 'heading', text: turned },
    { kind: 'paragraph', text: turned },
    { kind: 'list', lines: [turned] },
    { kind: 'link', label: turned, url: 'https://kvittert.example/rapporter' },
  ];

  it.each([
    ['text', asText(parts)],
    ['HTML', asHtml('nb', turned, parts)],
  ])(
    'has no sign that turns the letters around it, and keeps a name written the other way by itself: %s',
    (_form, mail) => {
      expect(mail).not.toMatch(/[\u202A-\u202E]/u);
      expect(mail.split('Plan fdp.exe 2026 for \u2067منى\u2069 12').length - 1).toBe(
        mail.startsWith('<') ? 5 : 4,
      );
    },
  );
});
