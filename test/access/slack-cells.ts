import { randomUUID } from 'node:crypto';
import { SlackClient } from '#messages/slack/slack-client.js';
import { type ItemModal, itemModals } from '#messages/slack/item-modals.js';
import { actionId, type ItemAction, buttonValue } from '#messages/slack/button-value.js';
import type { SlackMessage } from '../../local/slack.js';
import type { Installation } from '../support/installation.js';
import { type Filled, SlackTestUser } from '../support/slack-test-user.js';
import { until } from '../support/until.js';
import type { Places } from './planted.js';

/** One thing that can be done in Slack, with one item. */
export interface SlackRow {
  name: string;
  does: 'press' | 'submit';
  what: ItemModal;
  measureId: string;
  itemId: string;
}

/** Everything that Slack can send: the buttons and the modals they open. There is no slash command and no home page. */
export function slackRows(places: Places): SlackRow[] {
  const items = [
    ['ola’s', places.both, places.olasItem],
    ['amina’s', places.both, places.aminasItem],
    ['secret', places.secret, places.secretItem],
  ] as const;
  return (['press', 'submit'] as const).flatMap((does) =>
    itemModals.flatMap((what) =>
      items.map(([of, measureId, itemId]) => ({
        name: `SLACK /${does}/${does === 'press' ? actionId(what.action) : what.callbackId}  (${of})`,
        does,
        what,
        measureId,
        itemId,
      })),
    ),
  );
}

const filled: Record<ItemAction, Filled> = {
  done: { what: 'Vaktlisten er laget og prøvd av alle.', evidence: '2026/1-2' },
  extend: { to: { date: '2030-01-01' }, reason: 'Leverandøren er forsinket.' },
  grant: { words: 'Anlegget må tåle vinter.' },
  'grant-otherwise': { on: { date: '2030-01-01' }, words: 'Anlegget må tåle vinter.' },
  refuse: { words: 'Fristen står i loven.' },
  status: { progress: { choice: 'under-way' }, text: 'Arbeidet er i gang.' },
  'not-ours': { reason: 'Dette hører til en annen virksomhet.' },
};

/** What is said, in one word; texts stand in libs/messages/src/texts. */
const said: readonly [RegExp, string][] = [
  [/kjenner ikke Slack-kontoen din/u, 'unknown'],
  [/tilhører en annen/u, 'others'],
  [/Rollen din gir ikke tilgang/u, 'role'],
  [/Punktet finnes ikke lenger/u, 'gone'],
  [/unntatt offentlighet/u, 'restr'],
  [/venter på svar/u, 'none'],
  [/allerede|ikke vedtatt|ikke er vedtatt/u, 'state'],
];

/** What a person meets: the form, or a word for why not; and the text, to look for what is planted in it. */
export async function slackCell(
  kvittert: Installation,
  email: string,
  row: SlackRow,
): Promise<{ cell: string; text: string }> {
  const { slack, slackLine } = kvittert;
  const person = new SlackTestUser(slack, slackLine, kvittert.apiUrl());
  const { measureId, itemId, what } = row;
  const value = buttonValue({ measureId, itemId });
  const calls = () => [...slackLine.callsOf('views.open'), ...slackLine.callsOf('chat.postEphemeral')];
  if (row.does === 'press') {
    const before = new Set(calls());
    const slackClient = new SlackClient({ botToken: slack.botToken, apiUrl: slack.apiUrl });
    const channel = await slackClient.conversationWith(await slackClient.userOf({ email, slackUsers: [] }));
    const message: SlackMessage = { channel, ts: '1.1', text: '', blocks: [] };
    const pressed = { email, message, actionId: actionId(what.action), value };
    await person.deliver(await slack.pressed(pressed));
    const call = await until('something is shown', () => calls().find((one) => !before.has(one)));
    const shown = call.body['view'] ?? call.body['text'];
    const text = typeof shown === 'string' ? shown : JSON.stringify(shown);
    return { cell: /"type":"input"/u.test(text) ? 'form' : wordFor(text), text };
  }
  const { body } = await person.submit(
    email,
    {
      id: `V${randomUUID()}`,
      hash: '1',
      callback_id: what.callbackId,
      private_metadata:
        what.action === 'done' ? JSON.stringify({ press: value, evidenceRequired: true }) : value,
      title: { text: '' },
      blocks: [],
    },
    filled[what.action],
  );
  if (body?.response_action === 'clear') return { cell: 'may', text: '' };
  const text = Object.values(body?.errors ?? {}).join(' ');
  return { cell: wordFor(text), text };
}

function wordFor(text: string): string {
  return said.find(([words]) => words.test(text))?.[1] ?? `? ${text}`;
}
