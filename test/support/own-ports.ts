import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../local/free-port.js';

/** A data folder whose parts don't listen where another start, of a person or another test, would at the same moment. */
export async function withOwnPorts(dataFolder: string): Promise<string> {
  const parts = ['postgres', 'temporal', 'temporalUi', 'slack', 'desk', 'smtp', 'mail', 'identityProvider'];
  const ports: Record<string, number> = {};
  for (const part of parts) ports[part] = await freePort();
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(join(dataFolder, 'ports.json'), JSON.stringify(ports));
  return dataFolder;
}
