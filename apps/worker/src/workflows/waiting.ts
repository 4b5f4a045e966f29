import { sleep } from '@temporalio/workflow';

/** @param instant RFC 3339; one that has passed is not waited for */
export async function waitUntil(instant: string): Promise<void> {
  const leftMs = Date.parse(instant) - Date.now();
  if (leftMs > 0) await sleep(leftMs);
}
