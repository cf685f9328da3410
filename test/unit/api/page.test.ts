import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { isOwnPath } from '../../../sidecar/api/index.ts';
import { answerFile } from '../../../sidecar/api/page.ts';
import { makeApi, token } from './make-api.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-page-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const uiDir = join(base, 'ui');
mkdirSync(join(uiDir, 'assets'), { recursive: true });
writeFileSync(join(uiDir, 'index.html'), '<!doctype html><html><head lang="en"><title>x</title></head></html>');
writeFileSync(join(uiDir, 'assets', 'index-3zmnC5pe.js'), 'let a;');
writeFileSync(join(uiDir, 'assets', 'plain.css'), 'a{}');
writeFileSync(join(base, 'secret.txt'), 'secret');

const html = { accept: 'text/html' };

describe('the page', () => {
  it('carries the token, is kept by no cache and shown in no frame', async () => {
    const response = await makeApi({ uiDir }).ask('/', { headers: { ...html, authorization: 'none' } });
    expect(await response.text()).toContain(`<head lang="en"><meta name="headroom-token" content="${token}"><title>`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe-eval');
  });

  it('comes compressed to whoever takes that, where it is worth it', async () => {
    const code = 'export const line = 1;\n'.repeat(200);
    writeFileSync(join(uiDir, 'assets', 'long-3zmnC5pe.js'), code);
    const read = async (name: string, encodings?: string) => {
      const response = await answerFile(uiDir, `/assets/${name}`, encodings);
      const bytes = Buffer.from(new Uint8Array((await response?.arrayBuffer()) ?? []));
      return { how: response?.headers.get('content-encoding') ?? null, bytes };
    };
    const packed = await read('long-3zmnC5pe.js', 'br;q=1.0, GZIP;q=0.8');
    expect(packed.how).toBe('gzip');
    expect(gunzipSync(packed.bytes).toString()).toBe(code);
    for (const encodings of [undefined, 'br', 'gzip;q=0', 'gzip;q=0.0, br'])
      expect(await read('long-3zmnC5pe.js', encodings)).toEqual({ how: null, bytes: Buffer.from(code) });
    expect((await read('plain.css', 'gzip')).how).toBeNull();
    const { ask } = makeApi({ uiDir });
    const shown = await ask('/assets/long-3zmnC5pe.js', { headers: { 'accept-encoding': 'gzip' } });
    expect([shown.headers.get('content-encoding'), shown.headers.get('vary')]).toEqual(['gzip', 'accept-encoding']);
  });

  it('answers HEAD with its head alone, and leaves the HEAD of a client to the provider', async () => {
    const { ask } = makeApi({ uiDir });
    const head = await ask('/', { method: 'HEAD', headers: html });
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '',
    ]);
    expect((await ask('/', { method: 'HEAD' })).status).toBe(404);
    expect([isOwnPath('HEAD', '/', 'text/html'), isOwnPath('HEAD', '/', '*/*'), isOwnPath('HEAD', '/')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is a note without a token when it was not built', async () => {
    const text = await (await makeApi().ask('/', { headers: html })).text();
    expect(text).toContain('npm run build');
    expect(text).not.toContain(token);
  });

  it('is not given to a client that only probes its base URL', async () => {
    const response = await makeApi({ uiDir }).ask('/', { headers: { accept: '*/*' } });
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain(token);
  });
});

describe('files', () => {
  it('have their type, and are cached for ever when their name is their content', async () => {
    const { ask } = makeApi({ uiDir });
    const script = await ask('/assets/index-3zmnC5pe.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await ask('/assets/plain.css')).headers.get('cache-control')).toBe('no-cache');
    expect((await ask('/assets/none.js')).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/..\\..\\secret.txt',
    '/assets//etc/passwd.txt',
    '/assets/.hidden.txt',
    '/index.html',
    '/assets/a.js\0.txt',
  ])('never lead out of their directory: %j', async (path) => {
    expect(await answerFile(uiDir, path)).toBeNull();
    expect(await answerFile(uiDir, decodeURIComponent(path))).toBeNull();
  });
});
