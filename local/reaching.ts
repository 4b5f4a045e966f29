/**
 * Asks a server for a command of ours.
 * @param name what people call it
 * @throws Error that says in plain words that it does not answer, and what is next
 */
export async function reach(name: string, url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    const next = 'Start Kvittert with "npm start", or wait until it is ready, and try again.';
    throw new Error(`${name} does not answer at ${new URL(url).origin}. ${next}`, { cause: error });
  }
}

/** @throws Error that says in plain words that the answer was none of the server's own */
export async function answerOf<Answer>(name: string, response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    throw new Error(
      `${name} answered ${response.status} and nothing that can be read. Try again in a moment.`,
      {
        cause: error,
      },
    );
  }
}
