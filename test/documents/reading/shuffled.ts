import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { packedFiles } from '#documents/reading/packed-files.js';

/** The same packed file with its parts in another order; `seed` says which. */
export async function shuffled(bytes: Uint8Array, seed: number): Promise<Buffer> {
  const parts = [...(await packedFiles(bytes, /[^/]$/))];
  let state = seed * 2_654_435_761 + 1;
  for (let last = parts.length - 1; last > 0; last--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (last + 1);
    [parts[last], parts[other]] = [parts[other], parts[last]] as [(typeof parts)[0], (typeof parts)[0]];
  }
  const zip = new yazl.ZipFile();
  for (const [name, content] of parts) zip.addBuffer(content, name);
  zip.end();
  return buffer(zip.outputStream);
}
