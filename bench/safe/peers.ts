import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Obligation } from '../obligation.js';

/** Something that keeps an obligation until its time, in PostgreSQL. */
export interface Peer {
  name: string;
  /** How it is used here. */
  form: { one: string; batch: string };
  registerOne(obligation: Obligation, wakesAt: Date): Promise<unknown>;
  registerAll(obligations: readonly Obligation[], wakesAt: (index: number) => Date): Promise<unknown>;
  close(): Promise<void>;
}

/** How many connections each may use; as many as the API. */
export const poolSize = 20;

/**
 * The peers' packages, installed apart from our own (bench/peers). What is used of each is declared here, so that
 * the bench compiles where they are not installed.
 */
export class PeerPackages {
  private readonly require: NodeJS.Require;

  constructor(folder: string) {
    this.require = createRequire(join(folder, 'package.json'));
  }

  load<Module>(name: string): Module {
    return this.require(name) as Module;
  }
}
