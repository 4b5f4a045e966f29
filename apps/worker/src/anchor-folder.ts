import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NumberedAnchor } from '#record/anchor/anchor.js';

const nameOf = (number: number): string => `anchor-${String(number).padStart(10, '0')}.json`;
const named = /^anchor-(\d{10})\.json$/;

/**
 * Anchors outside the database, one file each and none ever written over: a disk of another machine, or a bucket that is
 * mounted. Whoever can alter the record should not be able to alter these.
 */
export class AnchorFolder {
  constructor(private readonly path: string) {}

  /** The number of the last one that is there; 0 where there is none. */
  async last(): Promise<number> {
    await mkdir(this.path, { recursive: true });
    const names = await readdir(this.path);
    return names.reduce((last, name) => Math.max(last, Number(named.exec(name)?.[1] ?? 0)), 0);
  }

  /** Whole or not at all; one that is there already stays as it is. */
  async write(anchor: NumberedAnchor): Promise<void> {
    const begun = join(this.path, `.${nameOf(anchor.number)}.${process.pid}`);
    await writeFile(begun, `${JSON.stringify(anchor)}\n`);
    try {
      await copyFile(begun, join(this.path, nameOf(anchor.number)), constants.COPYFILE_EXCL);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await rm(begun, { force: true });
    }
  }
}
