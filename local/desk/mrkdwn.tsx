import { Fragment, type ReactNode } from 'react';

/** Names of people and channels by their Slack id. */
export type SlackNames = ReadonlyMap<string, string>;

interface MrkdwnProps {
  text: string;
  names: SlackNames;
}

/** Slack's own markup as Slack shows it. Whatever it is not is text. */
export function Mrkdwn({ text, names }: MrkdwnProps) {
  // What is between < and > or in code is set aside first: nothing in it is markup.
  const aside: ReactNode[] = [];
  const setAside = (node: ReactNode): string => {
    aside.push(node);
    return aside.length > mostAside ? '' : String.fromCodePoint(firstAside + aside.length - 1);
  };
  const marked = text
    .replace(asideSigns, '\uFFFD')
    .replace(/```\n?([\s\S]+?)\n?```/gu, (_whole, code: string) => setAside(<pre>{unescaped(code)}</pre>))
    .replace(/`([^`\n]+)`/gu, (_whole, code: string) => setAside(<code>{unescaped(code)}</code>))
    .replace(/<([^<>\n]+)>/gu, (_whole, inside: string) => setAside(reference(inside, names)));
  return <>{lines(marked, aside)}</>;
}

const firstAside = 0xe000;
const mostAside = 0x1900;
const asideSigns = /[\uE000-\uF8FF]/gu;

function lines(text: string, aside: readonly ReactNode[]): ReactNode {
  return text.split('\n').map((line, index) => {
    const quoted = /^(?:&gt;|>)\s?(.*)$/u.exec(line);
    return (
      <Fragment key={index}>
        {index === 0 || quoted !== null ? null : <br />}
        {quoted === null ? inline(line, aside) : <blockquote>{inline(quoted[1] ?? '', aside)}</blockquote>}
      </Fragment>
    );
  });
}

const styles = { '*': 'strong', _: 'em', '~': 's' } as const;

/** Bold, italic and struck out, each at the edge of a word; they may stand in each other. */
function inline(text: string, aside: readonly ReactNode[]): ReactNode {
  const found = /(?<![\p{L}\p{N}])([*_~])(?=\S)(.*?\S)\1(?![\p{L}\p{N}])/u.exec(text);
  if (found === null) return plain(text, aside);
  const Style = styles[found[1] as keyof typeof styles];
  return (
    <>
      {plain(text.slice(0, found.index), aside)}
      <Style>{inline(found[2] ?? '', aside)}</Style>
      {inline(text.slice(found.index + found[0].length), aside)}
    </>
  );
}

function plain(text: string, aside: readonly ReactNode[]): ReactNode {
  return text
    .split(/([\uE000-\uF8FF])/u)
    .map((part, index) => (
      <Fragment key={index}>
        {index % 2 === 1 ? aside[(part.codePointAt(0) ?? 0) - firstAside] : unescaped(part)}
      </Fragment>
    ));
}

/** `<https://…|text>`, `<@U1>`, `<#C1|name>`, `<!date^…|fallback>`. */
function reference(inside: string, names: SlackNames): ReactNode {
  const [target = '', label] = split(inside);
  const shown = label === undefined ? undefined : unescaped(label);
  if (target.startsWith('@')) return <b>@{names.get(target.slice(1)) ?? shown ?? target.slice(1)}</b>;
  if (target.startsWith('#')) return <b>#{names.get(target.slice(1)) ?? shown ?? target.slice(1)}</b>;
  if (target.startsWith('!')) return <b>{shown ?? `@${target.slice(1).split('^')[0]}`}</b>;
  const url = unescaped(target);
  if (!/^(https?|mailto):/u.test(url)) return `<${unescaped(inside)}>`;
  return <OutLink href={url}>{shown ?? url.replace(/^mailto:/u, '')}</OutLink>;
}

/** Beside the desk, so that both stay open; nobody is logged in there who was not. */
export function OutLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function split(inside: string): [string, string?] {
  const bar = inside.indexOf('|');
  return bar === -1 ? [inside] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
