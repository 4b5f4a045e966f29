import type { Entries } from './form-on-page.js';

/** A browser without scripts: follows addresses, keeps cookies, sends forms. */
export class Browserless {
  private readonly cookies = new Map<string, string>();

  /** @param language what the browser accepts (Accept-Language) */
  constructor(
    readonly url: string,
    private readonly language?: string,
  ) {}

  async get(path: string): Promise<Shown> {
    return this.ask(new URL(path, this.url));
  }

  /** Sends a form as it stands on the page, with what is written into it. */
  async send(page: Shown, written: Record<string, string>, path = page.formAction): Promise<Shown> {
    return this.ask(new URL(path, this.url), new URLSearchParams({ ...page.hidden, ...written }));
  }

  /** Sends a form that was not shown. */
  async post(path: string, written: Record<string, string>): Promise<Shown> {
    return this.ask(new URL(path, this.url), new URLSearchParams(written));
  }

  /** Sends what a browser would of a form. */
  async sendForm({ action, file }: { action: string; file: boolean }, entries: Entries): Promise<Shown> {
    const body = file ? new FormData() : new URLSearchParams();
    for (const [name, value] of entries) body.append(name, value);
    if (body instanceof FormData) body.append('file', new Blob(['Nr;Tiltak']), 'tiltak.csv');
    return this.ask(new URL(action, this.url), body);
  }

  /** What happens while the browser does not have the cookie, as when its time is up. */
  async without<T>(cookie: string, does: () => Promise<T>): Promise<T> {
    const had = this.cookies.get(cookie);
    this.cookies.delete(cookie);
    try {
      return await does();
    } finally {
      if (had !== undefined) this.cookies.set(cookie, had);
    }
  }

  /** Logs in at the provider that chooses people by e-mail address, and comes back. */
  async logIn(email: string, from = '/login'): Promise<Shown> {
    const choosing = await this.follow(
      await this.follow(await this.get(from), /href="(\/login\/start[^"]*)"/u),
    );
    const { action, sub } = choiceOf(choosing, email);
    return this.ask(new URL(action, choosing.address), new URLSearchParams({ sub }));
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  setCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  private async follow(page: Shown, link?: RegExp): Promise<Shown> {
    if (link === undefined) return page;
    const address = link.exec(page.html)?.[1]?.replaceAll('&amp;', '&');
    if (address === undefined) throw new Error(`No such link on ${page.address.href}`);
    return this.ask(new URL(address, page.address));
  }

  private async ask(address: URL, form?: URLSearchParams | FormData): Promise<Shown> {
    const response = await fetch(address, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(this.language === undefined ? {} : { 'accept-language': this.language }),
      },
      ...(form === undefined ? {} : { body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    const location = response.headers.get('location');
    if (location !== null) return this.ask(new URL(location, address));
    return new Shown(address, response.status, response.headers, await response.text());
  }

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const gone = attributes.some((one) => /^expires=Thu, 01 Jan 1970/iu.test(one));
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(at + 1));
  }
}

/** A page as it came. */
export class Shown {
  constructor(
    readonly address: URL,
    readonly status: number,
    readonly headers: Headers,
    readonly html: string,
  ) {}

  get heading(): string {
    return /<h1[^>]*>(.*?)<\/h1>/u.exec(this.html)?.[1] ?? '';
  }

  /** What the form on the page carries unseen. */
  get hidden(): Record<string, string> {
    const form = /<form[^>]*class="kv-form"[^]*?<\/form>/u.exec(this.html)?.[0] ?? this.html;
    const inputs = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu);
    return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, plain(value)]));
  }

  get formAction(): string {
    const form = /<form[^>]*class="kv-form"[^>]*>/u.exec(this.html)?.[0] ?? '';
    return /action="([^"]+)"/u.exec(form)?.[1] ?? this.address.pathname;
  }
}

/** An attribute's value as the browser sends it. */
function plain(value: string): string {
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The embedded provider's page has a button per person; its value is the e-mail address's first part. */
function choiceOf(page: Shown, email: string): { action: string; sub: string } {
  const sub = email.split('@')[0] ?? '';
  const action = /<form[^>]*action="([^"]+)"/u.exec(page.html)?.[1] ?? page.address.href;
  if (!page.html.includes(`value="${sub}"`))
    throw new Error(`${email} can’t be chosen at ${page.address.href}`);
  return { action, sub };
}
