import type { ReactNode } from 'react';
import { wordsParts } from '#messages/texts/marked-text.js';

/** Text as it was written: each part in its own language, and names from right to left by themselves. */
export function InLanguages({ words }: { words: string }): ReactNode {
  return wordsParts(words).map(({ text, language, rightToLeft }, index) =>
    rightToLeft !== undefined ? (
      <bdi key={index} lang={language} dir="rtl">
        {text}
      </bdi>
    ) : language === undefined ? (
      text
    ) : (
      <span key={index} lang={language}>
        {text}
      </span>
    ),
  );
}
