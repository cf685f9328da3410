import { z } from 'zod';
import { problem } from './schemas/health.ts';
import type { Route } from './types.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document, made of the schemas that check the input and type the answers. */
export function makeDocument(routes: readonly Route[], version: string): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: makeOperation(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Headroom control API',
      version,
      description: 'Served on loopback beside the proxy. Money in US dollars, times in milliseconds since the epoch.',
    },
    paths,
    components: {
      schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Content of <home>/token.' } },
    },
  };
}

function makeOperation(route: Route, schemas: Json): Json {
  const parameters = [...makeParameters(route, schemas)];
  const responses: Json = { 200: { description: 'The answer.', content: makeContent(route.answer, schemas) } };
  for (const [status, schema] of Object.entries(route.others ?? {})) {
    responses[status] = { description: 'See the schema.', content: makeContent(schema, schemas) };
  }
  responses.default = { description: 'What went wrong.', content: makeContent(problem, schemas) };
  return {
    operationId: route.id,
    summary: route.summary,
    security: route.access === 'token' ? [{ token: [] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: { required: true, content: makeContent(route.body, schemas) } }),
    responses,
  };
}

function* makeParameters(route: Route, schemas: Json): Generator<Json> {
  for (const [, name] of route.path.matchAll(/:(\w+)/g)) {
    yield { name, in: 'path', required: true, schema: { type: 'string' } };
  }
  if (route.query === undefined) return;
  const { properties = {} } = makeSchema(route.query, schemas, 'input') as { properties?: Record<string, Json> };
  for (const [name, schema] of Object.entries(properties)) yield { name, in: 'query', required: false, schema };
}

function makeContent(answer: Route['answer'], schemas: Json): Json {
  if (typeof answer === 'string') return { [answer.split(';')[0] ?? answer]: { schema: { type: 'string' } } };
  return { 'application/json': { schema: makeSchema(answer, schemas, 'output') } };
}

/** A schema whose named parts are moved into the document's components. */
function makeSchema(schema: z.ZodType, schemas: Json, io: 'input' | 'output'): Json {
  const made = z.toJSONSchema(schema, { target: 'draft-2020-12', io, reused: 'inline' }) as Json;
  const { $schema: _dialect, $defs, ...rest } = made;
  for (const [name, part] of Object.entries(($defs as Json | undefined) ?? {})) schemas[name] ??= relocate(part);
  const id = typeof rest.id === 'string' ? rest.id : null;
  const here = relocate(rest) as Json;
  if (id === null) return here;
  schemas[id] ??= here;
  return { $ref: `#/components/schemas/${id}` };
}

/** References point into $defs; `id` would change the base of references in JSON Schema. */
function relocate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocate);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, part]) => {
    if (key === 'id' && typeof part === 'string') return [];
    if (key === '$ref' && typeof part === 'string') {
      return [[key, part.replace('#/$defs/', '#/components/schemas/')] as const];
    }
    return [[key, key === 'properties' ? relocateProperties(part) : relocate(part)] as const];
  });
  return Object.fromEntries(entries);
}

/** A property may be called "id". */
function relocateProperties(properties: unknown): unknown {
  return Object.fromEntries(
    Object.entries(properties as Json).map(([name, schema]) => [name, relocate(schema)] as const),
  );
}
