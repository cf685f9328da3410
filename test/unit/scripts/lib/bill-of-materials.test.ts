import { describe, expect, it } from 'vitest';
import { makeNode, mergeBill } from '../../../../scripts/lib/bill-of-materials.ts';

const listed = { 'bom-ref': 'hono@4.0.0', type: 'library', name: 'hono', version: '4.0.0' } as const;
const bill = {
  bomFormat: 'CycloneDX',
  serialNumber: 'urn:uuid:1',
  metadata: { timestamp: '2026-01-02T03:04:05Z', component: { 'bom-ref': 'x', type: 'library', name: 'folder' } },
  components: [listed],
};

describe('mergeBill', () => {
  it('adds what npm does not know of, once', () => {
    const node = makeNode({ node: '24.1.0' });
    const merged = mergeBill(bill, { version: '1.2.3', date: '2026-11-27', components: [node, listed, node] });
    expect(merged).toMatchObject({ bomFormat: 'CycloneDX', components: [node, listed] });
  });

  it('names the program, and nothing that differs between two runs', () => {
    const merged = mergeBill(bill, { version: '1.2.3', date: '2026-11-27', components: [] });
    expect(merged).not.toHaveProperty('serialNumber');
    expect(merged).toMatchObject({
      metadata: {
        timestamp: '2026-11-27T00:00:00Z',
        component: { 'bom-ref': 'x', type: 'application', name: 'headroom', version: '1.2.3' },
      },
    });
  });
});

describe('makeNode', () => {
  it('lists the libraries inside of Node, not the numbers of its interfaces', () => {
    const { version, components = [] } = makeNode({ node: '24.1.0', modules: '137', napi: '10', openssl: '3.5.4' });
    expect([version, components.map(({ name }) => name)]).toEqual(['24.1.0', ['openssl']]);
  });
});
