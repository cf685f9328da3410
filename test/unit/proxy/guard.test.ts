import { describe, expect, it } from 'vitest';
import { findRefusal } from '../../../sidecar/proxy/guard.ts';
import { resolveSettings } from '../../../sidecar/settings.ts';

const open = resolveSettings({}, { HOME: '/h' });
const closed = resolveSettings({ host: '0.0.0.0' }, { HOME: '/h', HEADROOM_PROXY_TOKEN: 'tök en' });

describe('findRefusal', () => {
  it('lets programs pass under any host name', () => {
    expect(findRefusal({ host: 'host.docker.internal:8787' }, open)).toBeNull();
    expect(findRefusal({}, open)).toBeNull();
  });

  it('turns web pages of elsewhere away', () => {
    expect(findRefusal({ origin: 'https://a.example', host: '127.0.0.1:8787' }, open)?.status).toBe(403);
    expect(findRefusal({ origin: 'file://', host: '127.0.0.1' }, open)?.status).toBe(403);
    expect(findRefusal({ 'sec-fetch-mode': 'no-cors', host: 'rebound.example' }, open)?.status).toBe(403);
  });

  it('knows the host it was bound to', () => {
    const bound = { ...open, host: 'Box.local' };
    expect(findRefusal({ 'sec-fetch-site': 'none', host: 'box.local:8787' }, bound)).toBeNull();
  });

  it('with a token asks for it and for nothing else', () => {
    expect(findRefusal({ 'x-headroom-proxy-token': 'tök en', origin: 'https://a.example' }, closed)).toBeNull();
    expect(findRefusal({ 'proxy-authorization': 'bearer tök en' }, closed)).toBeNull();
    for (const given of ['', 'tök', 'tök en2']) {
      expect(findRefusal({ 'x-headroom-proxy-token': given }, closed)?.status).toBe(401);
    }
    expect(findRefusal({}, closed)?.message).not.toContain('tök');
  });
});
