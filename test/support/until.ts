/**
 * Polls until `condition` gives something other than undefined, false or an error, and returns that.
 * @throws Error that says what did not happen within `limitMs` milliseconds.
 */
export async function until<Result>(
  what: string,
  condition: () => Promise<Result | undefined | false> | Result | undefined | false,
  limitMs = 120_000,
): Promise<Result> {
  const giveUpAt = Date.now() + limitMs;
  let lastError: unknown;
  for (;;) {
    try {
      const result = await condition();
      if (result !== undefined && result !== false) return result;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > giveUpAt) {
      throw new Error(`Within ${limitMs / 1000} s this did not happen: ${what}`, { cause: lastError });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
