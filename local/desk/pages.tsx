import type { ReactNode } from 'react';
import type { ReceivedMail } from '../mail.js';
import type { LocalPerson } from '../people.js';
import type { SlackMessage } from '../slack.js';
import type { KeptView } from '../slack-payloads.js';
import { type Block, plainText, type TextObject, withBlockIds } from './block-kit.js';
import { Blocks } from './blocks.js';
import { Mrkdwn, OutLink, type SlackNames } from './mrkdwn.js';
import type { OpenModal, Whisper } from './slack-windows.js';
import { initialState } from './state-values.js';

/** A person in the list, with how much they have not read. */
export interface ListedPerson {
  person: LocalPerson;
  messages: number;
  mails: number;
}

interface FrameProps {
  title: string;
  people: readonly ListedPerson[];
  chosen?: LocalPerson;
  publicUrl: string;
  /** What the page shows is as of this: it is shown anew when the desk says another. */
  stand: string;
  /** A window lies over everything else. `key`: another one is another window. */
  modal?: { key: string; shown: ReactNode };
  children: ReactNode;
}

function Frame({ title, people, chosen, publicUrl, stand, modal, children }: FrameProps) {
  const covered = modal !== undefined;
  return (
    <html lang="nb" data-stand={stand}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – Skrivebordet`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/desk.css" />
        <script src="/live.js" type="module" />
      </head>
      <body>
        <div inert={covered}>
          <header className="top">
            <h1>Skrivebordet</h1>
            <p>
              Slack og e-post slik hver av de oppdiktede personene ser dem. Finnes bare når Kvittert prøves
              ut.
            </p>
            <OutLink href={publicUrl}>Til Kvittert</OutLink>
          </header>
          <div className="desk">
            <nav className="people card" aria-labelledby="folk-tittel" id="folk">
              <h2 id="folk-tittel">Hvem er du?</h2>
              <ul>
                {people.map((listed) => (
                  <li key={listed.person.sub}>
                    <PersonLink listed={listed} chosen={listed.person.sub === chosen?.sub} />
                  </li>
                ))}
              </ul>
            </nav>
            {children}
          </div>
        </div>
        <div id="vindu" data-view={modal?.key ?? ''} hidden={!covered}>
          {modal?.shown}
        </div>
      </body>
    </html>
  );
}

const roleNames: Record<string, string> = {
  secretariat: 'sekretariat',
  owner: 'ansvarlig',
  leadership: 'ledelse',
  auditor: 'revisor',
};

function PersonLink({ listed, chosen }: { listed: ListedPerson; chosen: boolean }) {
  const { person, messages, mails } = listed;
  const unread = messages + mails;
  return (
    <a
      href={`/${person.sub}`}
      {...(chosen ? { 'aria-current': 'page' as const } : {})}
      className={unread > 0 ? 'unread' : undefined}
    >
      {person.name}{' '}
      {unread === 0 ? null : (
        <span className="count">
          {unread} {unread === 1 ? 'ulest' : 'uleste'}
        </span>
      )}
      <small>
        {person.roles.map((role) => roleNames[role] ?? role).join(', ')}, {person.partyName}
      </small>
    </a>
  );
}

interface ChooseProps {
  people: readonly ListedPerson[];
  publicUrl: string;
  stand: string;
}

export function ChoosePage(props: ChooseProps) {
  return (
    <Frame title="Velg en person" {...props}>
      <main className="card" id="samtale">
        <h2>Velg en person</h2>
        <p>
          Velg hvem du vil være. Du ser meldingene fra Kvittert, og det du trykker på, sendes slik Slack ville
          gjort det. I et annet vindu kan du være en annen.
        </p>
      </main>
    </Frame>
  );
}

interface PersonPageProps {
  person: LocalPerson;
  people: readonly ListedPerson[];
  names: SlackNames;
  tab: 'meldinger' | 'hjem';
  /** The oldest first. */
  messages: readonly SlackMessage[];
  whispers: readonly Whisper[];
  home: KeptView | undefined;
  modal: OpenModal | undefined;
  trouble: string | undefined;
  /** The newest first; undefined where mail goes elsewhere. */
  mails: readonly ReceivedMail[] | undefined;
  publicUrl: string;
  stand: string;
}

export function PersonPage(props: PersonPageProps) {
  const { person, people, names, tab, home, modal, trouble, mails, publicUrl, stand } = props;
  return (
    <Frame
      title={person.name}
      people={people}
      chosen={person}
      publicUrl={publicUrl}
      stand={stand}
      {...(modal === undefined
        ? {}
        : { modal: { key: keyOf(modal), shown: <Modal person={person} modal={modal} names={names} /> } })}
    >
      <main className="card" id="samtale">
        <h2>Kvittert i Slack, {person.name}</h2>
        <nav className="tabs" aria-label="Slack">
          <a href={`/${person.sub}/hjem`} {...current(tab === 'hjem')}>
            Hjem
          </a>
          <a href={`/${person.sub}`} {...current(tab === 'meldinger')}>
            Meldinger
          </a>
        </nav>
        {trouble === undefined ? null : (
          <p className="trouble" role="alert">
            {trouble}
          </p>
        )}
        {tab === 'hjem' ? <Home person={person} home={home} names={names} /> : <Conversation {...props} />}
      </main>
      {mails === undefined ? null : <Mails person={person} mails={mails} />}
    </Frame>
  );
}

function keyOf({ view, errors, trouble = '' }: OpenModal): string {
  return [view.id, view.hash, ...Object.keys(errors), trouble].join(' ');
}

function current(is: boolean) {
  return is ? { 'aria-current': 'page' as const } : {};
}

function Home({
  person,
  home,
  names,
}: {
  person: LocalPerson;
  home: KeptView | undefined;
  names: SlackNames;
}) {
  if (home === undefined) return <p className="quiet">Kvittert har ikke lagt ut noe her.</p>;
  const blocks = home.blocks as unknown as Block[];
  return (
    <form method="post" action={`/${person.sub}/hjem`} className="blocks">
      <Blocks blocks={blocks} drawing={{ prefix: 'hjem', names, values: initialState(blocks) }} />
    </form>
  );
}

function Conversation({ person, messages, whispers, names }: PersonPageProps) {
  const said = [
    ...messages.map((message) => ({ ts: message.ts, message })),
    ...whispers.map((whisper) => ({ ts: whisper.ts, whisper })),
  ].sort((one, other) => (one.ts < other.ts ? -1 : 1));
  if (said.length === 0) return <p className="quiet">Ingen meldinger ennå.</p>;
  return said.map((one, index) => {
    const day = dayOf(one.ts);
    const before = said[index - 1];
    return (
      <div key={one.ts} id={index === said.length - 1 ? 'nyeste' : undefined}>
        {before !== undefined && dayOf(before.ts) === day ? null : <p className="day">{day}</p>}
        {'message' in one ? (
          <Message person={person} message={one.message} names={names} />
        ) : (
          <article className="message ephemeral" aria-label={`Kvittert, kl. ${timeOf(one.ts)}`}>
            <p className="only-you">Bare du ser dette</p>
            <Sender ts={one.ts} />
            <Said text={one.whisper.text} blocks={one.whisper.blocks} names={names} ts={one.ts} />
          </article>
        )}
      </div>
    );
  });
}

interface MessageProps {
  person: LocalPerson;
  message: SlackMessage;
  names: SlackNames;
}

function Message({ person, message, names }: MessageProps) {
  const { ts, text, edited } = message;
  const blocks = withBlockIds(message.blocks) as unknown as Block[];
  return (
    <article className="message" aria-label={`Kvittert, kl. ${timeOf(ts)}`}>
      <Sender ts={ts} edited={edited !== undefined} />
      <form method="post" action={`/${person.sub}/melding/${ts}`}>
        <Said text={text} blocks={blocks} names={names} ts={ts} />
      </form>
    </article>
  );
}

function Sender({ ts, edited = false }: { ts: string; edited?: boolean }) {
  return (
    <p className="who">
      Kvittert
      <time dateTime={new Date(Number(ts) * 1000).toISOString()}>{timeOf(ts)}</time>
      {edited ? <span>(redigert)</span> : null}
    </p>
  );
}

/** The blocks; where there are none, the text. */
function Said({ text, blocks, names, ts }: { text: string; blocks: Block[]; names: SlackNames; ts: string }) {
  return (
    <div className="blocks">
      {blocks.length === 0 ? (
        <p>
          <Mrkdwn text={text} names={names} />
        </p>
      ) : (
        <Blocks
          blocks={blocks}
          drawing={{ prefix: `m${ts.replace('.', '-')}`, names, values: initialState(blocks) }}
        />
      )}
    </div>
  );
}

function Modal({ person, modal, names }: { person: LocalPerson; modal: OpenModal; names: SlackNames }) {
  const { view, values, errors, trouble } = modal;
  const text = (part: string): string => plainText(view[part] as TextObject | undefined);
  return (
    <div className="veil">
      <section className="window" role="dialog" aria-modal="true" aria-labelledby="vindu-tittel">
        <h2 id="vindu-tittel" tabIndex={-1} data-focus="">
          {text('title')}
        </h2>
        {trouble === undefined ? null : (
          <p className="trouble" role="alert">
            {trouble}
          </p>
        )}
        {Object.keys(errors).length === 0 ? null : (
          <p className="trouble" role="alert">
            Noe må rettes før du kan sende.
          </p>
        )}
        <form method="post" action={`/${person.sub}/vindu`}>
          <input type="hidden" name="vindu" value={view.id} />
          <div className="blocks">
            <Blocks
              blocks={view.blocks as unknown as Block[]}
              drawing={{ prefix: 'vindu', names, values, errors }}
            />
          </div>
          <div className="foot">
            <button name="gjor" value="lukk" formNoValidate>
              {text('close') || 'Avbryt'}
            </button>
            {view['submit'] ? (
              <button name="gjor" value="send" data-style="primary">
                {text('submit')}
              </button>
            ) : null}
          </div>
        </form>
      </section>
    </div>
  );
}

function Mails({ person, mails }: { person: LocalPerson; mails: readonly ReceivedMail[] }) {
  return (
    <section className="card" id="epost" aria-labelledby="epost-tittel">
      <h2 id="epost-tittel">E-post til {person.name}</h2>
      <p className="quiet">{person.email}</p>
      {mails.length === 0 ? <p className="quiet">Ingen e-post ennå.</p> : null}
      {mails.map(({ messageId, subject, from, text, html, receivedAt }, index) => (
        <details key={messageId} className="mail" id={`epost-${mails.length - index}`} open={index === 0}>
          <summary>
            <strong>{subject}</strong>
            <small>
              {from} · {dayAndTime(receivedAt)}
            </small>
          </summary>
          <div>
            <pre>
              <Linked text={text} />
            </pre>
            {html === '' ? null : (
              <details id={`epost-${mails.length - index}-html`}>
                <summary>Som HTML</summary>
                <iframe
                  title={`${subject}, som HTML`}
                  src={`/${person.sub}/epost?id=${encodeURIComponent(messageId)}`}
                  sandbox="allow-popups allow-popups-to-escape-sandbox"
                  loading="lazy"
                />
              </details>
            )}
          </div>
        </details>
      ))}
    </section>
  );
}

/** Text with its web addresses as links. */
function Linked({ text }: { text: string }) {
  return text.split(/(https?:\/\/[^\s<>]*[^\s<>.,;:)])/u).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <OutLink key={index} href={part}>
        {part}
      </OutLink>
    ),
  );
}

/** The mail's own HTML; its links open beside the desk. */
export function shownMailHtml(html: string): string {
  return `<base target="_blank">${html}`;
}

const oslo = { timeZone: 'Europe/Oslo' } as const;

function timeOf(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString('nb-NO', { ...oslo, timeStyle: 'short' });
}

function dayOf(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleDateString('nb-NO', { ...oslo, dateStyle: 'full' });
}

function dayAndTime(at: Date): string {
  return at.toLocaleString('nb-NO', { ...oslo, dateStyle: 'long', timeStyle: 'short' });
}
