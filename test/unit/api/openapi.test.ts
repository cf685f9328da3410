import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeDocument } from '../../../sidecar/api/openapi.ts';
import { routes } from '../../../sidecar/api/routes/index.ts';
import { makeBlocks, makeUsage } from '../analytics/make-exchange.ts';
import { makeApi } from './make-api.ts';

type Json = Record<string, unknown>;

interface Document {
  readonly openapi: string;
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content: Record<string, { schema: Json }> }> }>
  >;
  readonly components: { readonly schemas: Record<string, Json> };
}

const document = makeDocument(routes, '1.2.3') as unknown as Document;

/** A validator for a schema of the document, with its references put in. */
function compile(schema: Json): z.ZodType {
  const defs = document.components.schemas;
  const inline = JSON.stringify({ ...schema, $defs: defs }).replaceAll('#/components/schemas/', '#/$defs/');
  return z.fromJSONSchema(JSON.parse(inline) as Parameters<typeof z.fromJSONSchema>[0]);
}

function schemaOf(path: string, method: string, status: number): Json {
  const { responses } = document.paths[path]![method]!;
  return (responses[status] ?? responses.default)!.content['application/json']!.schema;
}

const unpriced = { model: 'somebody-elses', usage: makeUsage({ fresh: 5 }) };
const segment = {
  index: 0,
  tool: 'Bash',
  command: 'ls',
  path: '',
  by: ['log'],
  reason: null,
  tokensBefore: 9,
  tokensAfter: 3,
  lossy: { unit: 'lines', shown: 1, total: 2 },
  originalId: null,
  isNew: true,
};

describe('every JSON answer is what the document says', () => {
  const api = makeApi();
  const first = api.record({ blocks: makeBlocks([['a!', 2000, 'b', 1000]]), segments: [segment], project: 'p' });
  api.record(unpriced);
  api.record({ usage: null, status: 529, fault: 'upstream-reset', firstByteMs: null });

  it.each([
    ['/livez', '/livez', 200],
    ['/readyz', '/readyz', 200],
    ['/health', '/health', 200],
    ['/stats', '/stats', 200],
    ['/api/v1/summary', '/api/v1/summary?days=100000', 400],
    ['/api/v1/summary', '/api/v1/summary?since=0', 200],
    ['/api/v1/evidence', '/api/v1/evidence', 200],
    ['/api/v1/history', '/api/v1/history', 200],
    ['/api/v1/activity', '/api/v1/activity', 200],
    ['/api/v1/activity', '/api/v1/activity?offset=1&limit=1&text=a&outcome=fault&since=1&until=9', 200],
    ['/api/v1/activity', '/api/v1/activity?outcome=odd', 400],
    ['/api/v1/engine', '/api/v1/engine', 200],
    ['/api/v1/doctor', '/api/v1/doctor', 404],
    ['/api/v1/history', '/api/v1/history?by=hour&group=model', 200],
    ['/api/v1/history', '/api/v1/history?by=hour&from=0', 400],
    ['/api/v1/history', '/api/v1/history?from=9&to=3', 400],
    ['/api/v1/summary', '/api/v1/summary?since=1&until=2', 200],
    ['/api/v1/exchanges', '/api/v1/exchanges', 200],
    ['/api/v1/exchanges', '/api/v1/exchanges?limit=x', 400],
    ['/api/v1/exchanges/{id}', `/api/v1/exchanges/${first.id}`, 200],
    ['/api/v1/exchanges/{id}', '/api/v1/exchanges/none', 404],
    ['/api/v1/exchanges/{id}/segments/{index}', `/api/v1/exchanges/${first.id}/segments/0`, 200],
    ['/api/v1/exchanges/{id}/segments/{index}', `/api/v1/exchanges/${first.id}/segments/9`, 404],
    ['/api/v1/conversations', '/api/v1/conversations', 200],
    ['/api/v1/health', '/api/v1/health', 200],
    ['/api/v1/settings', '/api/v1/settings', 200],
    ['/api/v1/originals/{id}', '/api/v1/originals/0123456789abcdef0123?lines=2-3', 200],
    ['/api/v1/originals/{id}', '/api/v1/originals/0123456789abcdef0123?grep=two', 200],
    ['/api/v1/originals', '/api/v1/originals?query=two', 200],
    ['/api/v1/originals', '/api/v1/originals?query=two&limit=0', 400],
    ['/api/v1/originals', '/api/v1/originals', 400],
    ['/v1/retrieve/{id}', '/v1/retrieve/0123456789abcdef0123', 200],
    ['/v1/retrieve/{id}', '/v1/retrieve/ffffffffffffffffffff', 404],
  ])('%s (%s) → %i', async (path, url, status) => {
    const response = await api.ask(url);
    expect(response.status).toBe(status);
    const value: unknown = await response.json();
    expect(compile(schemaOf(path, 'get', status)).safeParse(value).error).toBeUndefined();
  });

  it('and the validator would notice', () => {
    const check = compile(schemaOf('/api/v1/summary', 'get', 200));
    expect(check.safeParse({ requests: 1 }).success).toBe(false);
  });
});

describe('the document', () => {
  it('is served, names every route, and refers only to what it holds', async () => {
    const served = (await (await makeApi().ask('/api/v1/openapi.json')).json()) as Document;
    expect(served).toEqual(JSON.parse(JSON.stringify(document)));
    expect(served.openapi).toBe('3.1.0');
    for (const route of routes) {
      expect(served.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method], route.id).toBeDefined();
    }
    for (const [, name] of JSON.stringify(served).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      expect(Object.keys(served.components.schemas)).toContain(name);
    }
    expect(JSON.stringify(served)).not.toContain('#/$defs/');
  });

  it('has distinct ids', () => {
    const ids = routes.map((route) => route.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
