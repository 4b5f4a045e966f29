// The desk's pages say what is new by themselves. Without this a reload does.
const everyMs = 1500;
const sections = ['folk', 'samtale', 'epost', 'vindu'];
const latest = new Map(sections.map((id) => [id, document.getElementById(id)?.outerHTML]));
let stand = document.documentElement.dataset.stand;

newestInView();
document.querySelector('[data-focus]')?.focus();
setInterval(() => void look(), everyMs);

async function look() {
  if (document.hidden) return;
  try {
    const now = await (await fetch('/stand')).text();
    if (now === stand) return;
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    stand = now;
    for (const id of sections) take(id, page.getElementById(id));
  } catch {
    // Kvittert is being started anew; the next look tells.
  }
}

function take(id, fresh) {
  const shown = document.getElementById(id);
  if (!shown || !fresh || fresh.outerHTML === latest.get(id)) return;
  // What somebody types in stays; a window that is another replaces it.
  if (id === 'vindu' && shown.dataset.view === fresh.dataset.view) return;
  if (id === 'vindu') return location.reload();
  latest.set(id, fresh.outerHTML);
  const open = [...shown.querySelectorAll('details[open][id]')].map((details) => details.id);
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  if (focused?.matches('select, input, textarea')) return;
  shown.replaceWith(fresh);
  for (const one of open) document.getElementById(one)?.setAttribute('open', '');
  if (id === 'samtale') newestInView();
}

function newestInView() {
  document.getElementById('nyeste')?.scrollIntoView({ block: 'end' });
}

// A button that is a link opens its page, and Slack tells of the press too.
document.addEventListener('click', ({ target }) => {
  const link = target.closest?.('a[data-press]');
  const form = link?.closest('form');
  if (!form) return;
  const body = new URLSearchParams(new FormData(form));
  body.set('trykk', link.dataset.press);
  navigator.sendBeacon(form.action, body);
});
