import { isolatedText } from '#domain/printable-text.js';
import { partedByMarks } from '../texts/marked-text.js';

/** A mail as it is sent: the same content as plain text and as simple HTML (multipart/alternative). */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for every attempt, so that a server or a mail program can see that two are one. */
  messageId: string;
  headers: Readonly<Record<string, string>>;
}

/** What a mail says, part by part. */
export type MailPart =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; lines: readonly string[]; language?: string }
  | { kind: 'link'; label: string; url: string };

/** Lines are left as long as they are: mail programs wrap them. */
export function asText(parts: readonly MailPart[]): string {
  return `${parts.map(partAsText).join('\n\n')}\n`;
}

function partAsText(part: MailPart): string {
  switch (part.kind) {
    case 'heading':
    case 'paragraph':
      return isolatedText(part.text);
    case 'list':
      return part.lines.map((line) => `- ${isolatedText(line)}`).join('\n');
    case 'link':
      return `${isolatedText(part.label)}:\n${part.url}`;
    default:
      return part satisfies never;
  }
}

export function asHtml(language: string, title: string, parts: readonly MailPart[]): string {
  const body = parts.map(partAsHtml).join('\n');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body style="font:1rem/1.5 sans-serif;max-width:40rem">
${body}
</body></html>
`;
}

function partAsHtml(part: MailPart): string {
  switch (part.kind) {
    case 'heading':
      return `<h1 style="font-size:1.25rem">${inHtml(part.text)}</h1>`;
    case 'paragraph':
      return `<p>${inHtml(part.text)}</p>`;
    case 'list': {
      const language = part.language === undefined ? '' : ` lang="${part.language}"`;
      return `<ul${language}>${part.lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
    }
    case 'link':
      return `<p><a href="${escaped(part.url)}">${inHtml(part.label)}</a></p>`;
    default:
      return part satisfies never;
  }
}

/** What bokmål stands in for says so, where the reader's own language is still being written. */
function inHtml(marked: string): string {
  return partedByMarks(marked)
    .map(({ text, language }) =>
      language === undefined ? escaped(text) : `<span lang="${language}">${escaped(text)}</span>`,
    )
    .join('');
}

function escaped(text: string): string {
  return isolatedText(text).replace(/[&<>"]/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
