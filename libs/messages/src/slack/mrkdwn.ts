import { isolatedText } from '#domain/printable-text.js';

/** Slack's own limits, in characters. */
export const slackLimits = {
  blocks: 50,
  sectionText: 3000,
  buttonText: 75,
  accessibilityLabel: 75,
  modalTitle: 24,
  inputText: 3000,
} as const;

/** Text written by people, made safe for mrkdwn: no mention, link, channel call or turned line can be made of it; one line. */
function escaped(text: string): string {
  return isolatedText(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** At most `max` characters, cut with an ellipsis; whole characters, never half an emoji. */
export function clipped(text: string, max: number): string {
  const characters = Array.from(text);
  return characters.length <= max
    ? text
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}

/** Clipped before it is escaped, so that an escape is never cut in two. */
export function userText(text: string, max: number): string {
  return escaped(clipped(text.replace(/\s+/g, ' ').trim(), max));
}

/** Bold. An asterisk inside would end it early, so a look-alike stands in for it. */
export function bold(text: string): string {
  return `*${text.replaceAll('*', '∗')}*`;
}

export function italic(text: string): string {
  return `_${text.replaceAll('_', '＿')}_`;
}

export function link(url: string, text: string): string {
  return `<${url}|${text.replaceAll('|', '¦')}>`;
}

export function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text: clipped(text, slackLimits.sectionText) } };
}

export function context(text: string): object {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: clipped(text, slackLimits.sectionText) }] };
}
