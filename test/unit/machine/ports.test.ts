import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findListener, isPortFree, parseNetstatPid, parseProcNetInodes } from '../../../sidecar/machine/ports.ts';

describe('a port that is listened on', () => {
  let server: Server;
  let port = 0;
  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is not free; another one is', async () => {
    expect(await isPortFree('127.0.0.1', port)).toBe(false);
    expect(await isPortFree('127.0.0.1', 0)).toBe(true);
  });

  it('has a listener with our process id', async (context) => {
    const listener = await findListener(port);
    if (listener === null && process.platform !== 'linux') context.skip('this system does not tell who listens');
    expect(listener?.pid).toBe(process.pid);
    expect(listener?.name).toMatch(/\w/);
  });

  it('says when the address itself is unusable', async () => {
    await expect(isPortFree('203.0.113.1', 0)).rejects.toThrow();
  });
});

describe('parseProcNetInodes', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:2253 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41234 1 0 100 0 0 10 0',
    '   1: 0100007F:2253 0100007F:C001 01 00000000:00000000 00:00000000 00000000  1000        0 41235 1 0 20 4 30 10 -1',
    '   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 999 1 0 100 0 0 10 0',
    '   3: 0100007F:2253 00000000:0000 06 00000000:00000000 03:00001705 00000000     0        0 0 3 0',
  ].join('\n');

  it('takes listening sockets of the port only', () => {
    expect(parseProcNetInodes(table, 8787)).toEqual(['41234']);
    expect(parseProcNetInodes(table, 22)).toEqual(['999']);
    expect(parseProcNetInodes(table, 80)).toEqual([]);
    expect(parseProcNetInodes('', 80)).toEqual([]);
  });
});

describe('parseNetstatPid', () => {
  const listing = [
    'Aktive Verbindungen',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    127.0.0.1:8787         127.0.0.1:50123        HERGESTELLT      11',
    '  TCP    127.0.0.1:18787        0.0.0.0:0              ABHÖREN          12',
    '  TCP    127.0.0.1:8787         0.0.0.0:0              ABHÖREN          4711',
    '  TCP    [::]:80                [::]:0                 ABHÖREN          4',
  ].join('\r\n');

  it('takes the listener, in any language', () => {
    expect(parseNetstatPid(listing, 8787)).toBe(4711);
    expect(parseNetstatPid(listing, 80)).toBe(4);
    expect(parseNetstatPid(listing, 787)).toBeNull();
    expect(parseNetstatPid('', 80)).toBeNull();
  });
});
