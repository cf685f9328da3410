import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOwner } from '../../../sidecar/machine/index.ts';

/** Writes down that this very process is the Headroom of a home and listens at an address. */
export async function writeMain(home: string, url: string): Promise<void> {
  mkdirSync(join(home, 'run'), { recursive: true });
  const record = { owner: await readOwner(), kind: 'main', url, version: '1', since: 1 };
  writeFileSync(join(home, 'run', 'main.json'), JSON.stringify(record));
}
