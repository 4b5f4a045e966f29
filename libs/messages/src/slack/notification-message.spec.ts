import { describe, expect, it } from '@jest/globals';
import { identityChanges } from '#domain/person/identity-change.js';
import { notificationKinds } from '#domain/follow-up/immediate-notifications.js';
import type { NotificationFacts, NotificationItem } from '#domain/message/message-facts.js';
import { shownBlocks } from './shown-blocks.js';
import { notificationMessage } from './notification-message.js';

const to = { locale: 'nb', publicUrl: 'https://kvittert.example' } as const;

function item(over: Partial<NotificationItem> = {}): NotificationItem {
  return {
    measureId: 'm4',
    itemId: 'i41',
    planNumber: 2,
    number: '4.1',
    title: 'Plan for varsling',
    planTitle: 'Vannutbruddet i Vestdal',
    restricted: false,
    canReport: true,
    deadline: { inForce: '2026-12-01', original: '2026-12-01', moves: 0 },
    ...over,
  };
}

function facts(over: Partial<NotificationFacts> = {}): NotificationFacts {
  return { kind: 'sent-back', items: [item()], date: '2026-11-20', byRole: 'secretariat', ...over };
}

const shown = (given: NotificationFacts): string => shownBlocks(notificationMessage([given], to).blocks);

describe('told at once of who one is', () => {
  it('says what was changed, by whom, and what to do if it is unknown; no address stands in it', () => {
    expect(
      shownBlocks(notificationMessage([{ identity: 'account-released', byRole: 'leadership' }], to).blocks),
    ).toBe(
      [
        '*Innloggingen din i Kvittert ble endret: ledelsen har frigjort kontoen du har logget inn med.*',
        'Logg inn på nytt med din egen konto. Visste du ikke om dette, gi sekretariatet beskjed i dag.',
        '[Åpne]',
      ].join('\n'),
    );
    for (const identity of identityChanges) {
      expect(notificationMessage([{ identity, byRole: 'system' }], to).text).toMatch(
        /gi sekretariatet beskjed i dag\.$/u,
      );
    }
  });
});

describe('told at once', () => {
  it('says what was sent back, why, and what to do', () => {
    expect(shown(facts({ reason: 'Planen mangler varslingslisten for natt.' }))).toBe(
      [
        '*Punkt 4.1 er sendt tilbake.* Sekretariatet skriver: «Planen mangler varslingslisten for natt.» Fristen er fortsatt 1. desember.',
        'Punkt 4.1 – Plan for varsling (Vannutbruddet i Vestdal)',
        '[Se hva som mangler] [Meld ferdig på nytt]',
      ].join('\n'),
    );
  });

  it('says that an extension is asked for, on what terms, and takes the answer', () => {
    const asked = item({
      deadline: { inForce: '2026-11-13', original: '2026-10-01', moves: 1 },
      extension: { to: '2027-01-15', askedOn: '2026-11-20' },
      canReport: false,
    });
    const given = facts({
      kind: 'extension-asked',
      items: [asked],
      byRole: 'owner',
      reason: 'Anlegget må prøves i frost.',
    });
    expect(shown(given)).toBe(
      [
        '*Det er bedt om utsettelse for punkt 4.1.* Fristen er 13. november (opprinnelig 1. oktober, flyttet én gang). Ønsket frist er 15. januar 2027, 63 dager senere. Eieren skriver: «Anlegget må prøves i frost.»',
        'Punkt 4.1 – Plan for varsling (Vannutbruddet i Vestdal)',
        '[Innvilg] [Innvilg annen dato] [Avslå] [Åpne]',
      ].join('\n'),
    );
    expect(shown({ ...given, items: [{ ...asked, restricted: true }] })).toBe(
      ['*Det er bedt om utsettelse for punkt 4.1.*', '[Åpne]'].join('\n'),
    );
  });

  it('says what became of a request that was answered, and asks no more', () => {
    const settled = { as: 'answered', at: '2026-11-20T07:14:00.000Z', byYou: true } as const;
    expect(shown(facts({ kind: 'extension-asked', byRole: 'owner', settled }))).toBe(
      [
        '*Det er bedt om utsettelse for punkt 4.1.* ✓ Besvart av deg kl. 08.14',
        'Punkt 4.1 – Plan for varsling (Vannutbruddet i Vestdal)',
        '[Åpne]',
      ].join('\n'),
    );
  });

  it('says to when an extension is granted, and how far the deadline has slipped; or that it stands', () => {
    const moved = item({ deadline: { inForce: '2027-01-15', original: '2026-10-01', moves: 2 } });
    expect(
      shown(facts({ kind: 'extension-granted', items: [moved], reason: 'Anlegget må tåle vinter.' })),
    ).toBe(
      [
        '*Utsettelse for punkt 4.1 er innvilget til 15. januar 2027.* Fristen er nå flyttet to ganger, 106 dager i alt. Sekretariatet skriver: «Anlegget må tåle vinter.»',
        'Punkt 4.1 – Plan for varsling (Vannutbruddet i Vestdal)',
        '[Ferdig] [Meld status] [Åpne]',
      ].join('\n'),
    );
    expect(shown(facts({ kind: 'extension-refused', reason: 'Fristen står i loven.' }))).toBe(
      [
        '*Utsettelse for punkt 4.1 er avslått.* Fristen er fortsatt 1. desember. Sekretariatet skriver: «Fristen står i loven.»',
        'Punkt 4.1 – Plan for varsling (Vannutbruddet i Vestdal)',
        '[Ferdig] [Meld status] [Åpne]',
      ].join('\n'),
    );
  });

  it('says why a request fell away, where it is the same for all', () => {
    const lapsed = facts({ kind: 'extension-lapsed', lapsedBecause: 'deadline-moved', reason: 'Ny plan.' });
    expect(shown(lapsed)).toBe(
      [
        '*Ønsket om utsettelse for punkt 4.1 falt bort: Fristen ble endret på en annen måte.* Fristen er 1. desember. Sekretariatet skriver: «Ny plan.»',
        'Punkt 4.1 – Plan for varsling (Vannutbruddet i Vestdal)',
        '[Ferdig] [Meld status] [Åpne]',
      ].join('\n'),
    );
    const items = [item({ canReport: false }), item({ number: '4.2', itemId: 'i42', canReport: false })];
    expect(shown(facts({ kind: 'extension-lapsed', lapsedBecause: 'waived', items }))).toContain(
      '*Ønsket om utsettelse for punkt 4.1 og 4.2 falt bort: Punktene utgår.*',
    );
    expect(shown(facts({ kind: 'extension-lapsed', items }))).toContain('punkt 4.1 og 4.2 falt bort.*');
  });

  it('gives one message for many items, with a link to each and to the measure', () => {
    const items = Array.from({ length: 13 }, (_, index) =>
      item({ number: `4.${index + 1}`, itemId: `i${index}` }),
    );
    const text = shown(facts({ kind: 'assigned', items }));
    expect(text).toContain('*13 punkter er gitt til dere.*');
    expect(text).toContain(
      '• <https://kvittert.example/planer/2/tiltak/4#punkt-4.2|Punkt 4.2 – Plan for varsling>. Fristen er 1. desember.',
    );
    expect(text).toContain('… og 3 til.');
    const blocks = notificationMessage([facts({ kind: 'assigned', items })], to).blocks as {
      elements?: { url?: string }[];
    }[];
    expect(blocks.at(-1)?.elements?.[0]?.url).toBe('https://kvittert.example/planer/2/tiltak/4');
  });

  it('names the items when they are few', () => {
    const items = [item(), item({ number: '4.2' }), item({ number: '5.1' })];
    expect(notificationMessage([facts({ kind: 'signed-off', items })], to).text).toBe(
      'Punkt 4.1, 4.2 og 5.1 er kvittert ut.',
    );
    expect(notificationMessage([facts({ kind: 'deadline-moved', items })], to).text).toBe(
      'Fristen for punkt 4.1, 4.2 og 5.1 er flyttet.',
    );
  });

  it('tells who took over what they have got, from whom, and what comes first', () => {
    const four = [1, 2, 3, 4].map((n) =>
      item({
        number: `4.${n}`,
        deadline: { inForce: `2026-12-0${8 - n}`, original: '2026-12-01', moves: 0 },
      }),
    );
    const takenOver = { from: 'Kari Nordmann', party: 'Vestdal kommune' };
    const message = shown(facts({ kind: 'taken-over', items: four, takenOver }));
    expect(message).toContain(
      '*Du har overtatt 4 punkter fra Kari Nordmann i Vestdal kommune.* Det første har frist 4. desember.',
    );
    expect(message).toContain('[Se alle]');
    expect(shown(facts({ kind: 'taken-over', takenOver: {} }))).toContain('*Du har overtatt punkt 4.1.*');
    const [first, ...rest] = four;
    const secret = { ...(first ?? item()), restricted: true };
    expect(shown(facts({ kind: 'taken-over', items: [secret, ...rest], takenOver }))).not.toContain(
      'Vestdal kommune.',
    );
  });

  it('tells what somebody is named for after a handover', () => {
    const duties = [
      { name: 'plan.case-officer', of: '1' },
      { name: 'party.leader', of: 'Vestdal kommune' },
    ] as const;
    expect(shownBlocks(notificationMessage([{ handedOverBy: 'Kari Nordmann', duties }], to).blocks)).toBe(
      '*Du har overtatt etter Kari Nordmann: saksbehandler for plan 1 og leder for Vestdal kommune.*\n[Åpne]',
    );
    const many = Array.from({ length: 12 }, () => duties[0]);
    expect(notificationMessage([{ handedOverBy: 'Kari', duties: many }], to).text).toMatch(
      /og 2 oppgaver til\.$/,
    );
  });

  it('tells a moved deadline with its original', () => {
    const moved = item({ deadline: { inForce: '2027-01-15', original: '2026-12-01', moves: 1 } });
    expect(notificationMessage([facts({ kind: 'deadline-moved', items: [moved] })], to).text).toBe(
      'Fristen for punkt 4.1 er flyttet. Ny frist er 15. januar 2027 (opprinnelig 1. desember).',
    );
  });

  it('lets neither title, plan, deadline nor reason of a restricted item out', () => {
    const secret = item({ restricted: true, title: 'Sårbarhet', planTitle: 'Hemmelig' });
    for (const kind of notificationKinds) {
      for (const items of [[secret], [secret, item({ number: '4.2' })]]) {
        const message = JSON.stringify(
          notificationMessage([facts({ kind, items, reason: 'Fordi pumpen er svak' })], to),
        );
        expect(message).not.toMatch(/Sårbarhet|Hemmelig|pumpen/);
        expect(message).toContain('4.1');
      }
    }
    expect(shown(facts({ items: [secret], reason: 'Fordi pumpen er svak' }))).toBe(
      '*Punkt 4.1 er sendt tilbake.*\n[Åpne]',
    );
  });

  it('has words for everything that can be told, also for a measure as a whole', () => {
    const { itemId: _none, ...measure } = item({ number: '4' });
    for (const kind of notificationKinds) {
      for (const items of [[item()], [measure], [measure, { ...measure, number: '5' }]]) {
        const { text } = notificationMessage([facts({ kind, items })], to);
        expect(text).toMatch(/^[A-ZÆØÅ].*\.$/);
        expect(text).not.toMatch(/[{}!]|undefined/);
      }
    }
  });

  it('says everything one command did, what weighs most first', () => {
    const parts = [
      facts({ kind: 'assigned' }),
      facts({ kind: 'contributing', items: [item({ number: '5.1' })] }),
    ];
    const message = notificationMessage(parts, to);
    const [assigned, contributing] = parts.map((part) => notificationMessage([part], to));
    expect(message.text).toBe(`${assigned?.text} ${contributing?.text}`);
    expect(message.blocks).toEqual([...(assigned?.blocks ?? []), ...(contributing?.blocks ?? [])]);
  });
});
