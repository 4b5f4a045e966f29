type Fetch = typeof globalThis.fetch;

/** A `fetch` for one request that asks before the first byte of the request leaves. */
export interface ConfirmingFetch {
  fetch: Fetch;
  /** From here on the receiver may have it. */
  readonly handedOver: boolean;
  /** Why the one who was asked stopped it. */
  readonly stopped: { reason: unknown } | undefined;
}

/**
 * The body is read from only when the connection stands, and headers leave together with its first bytes: between the
 * answer of `handingOver` and the write nothing is waited for.
 */
export function confirmingFetch(handingOver: () => Promise<void>): ConfirmingFetch {
  let handedOver = false;
  let stopped: { reason: unknown } | undefined;

  async function askThen(send: () => void): Promise<void> {
    try {
      await handingOver();
    } catch (reason) {
      stopped = { reason };
      throw reason;
    }
    handedOver = true;
    send();
  }

  return {
    fetch: (url, init) => {
      const bytes = new TextEncoder().encode(String(init?.body));
      const body = new ReadableStream<Uint8Array>(
        {
          pull: (controller) =>
            askThen(() => {
              controller.enqueue(bytes);
              controller.close();
            }),
        },
        { highWaterMark: 0 },
      );
      const headers = new Headers(init?.headers);
      headers.set('content-length', String(bytes.byteLength));
      return globalThis.fetch(url, { ...init, headers, body, duplex: 'half' });
    },
    get handedOver() {
      return handedOver;
    },
    get stopped() {
      return stopped;
    },
  };
}
