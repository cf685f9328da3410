import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { answerJson } from '../errors.ts';
import { parseJson, readBytes } from '../read-body.ts';
import { client, finding, plan, result } from '../schemas/clients.ts';
import { problem } from '../schemas/health.ts';
import type { ApiDeps, Call, ClientsDoor, Route } from '../types.ts';

const many = z.strictObject({ results: z.array(result).readonly() });

/** Body of every change; an empty body means no options. */
const options = z.strictObject({
  dryRun: z.boolean().optional().describe('Tell what would happen and write nothing.'),
  force: z.boolean().optional().describe('connect: also when the client was not found.'),
});

export const clients = {
  id: 'clients',
  method: 'get',
  path: '/api/v1/clients',
  access: 'token',
  summary: 'Every known client with its state, also those that are not installed.',
  answer: z.strictObject({ clients: z.array(client).readonly() }),
  handle: async ({ deps }) => answerJson({ clients: await door(deps).list() }),
} as const satisfies Route;

export const clientStates = {
  id: 'clientStates',
  method: 'get',
  path: '/api/v1/client-states',
  access: 'token',
  summary: 'The state of every client by its id; cheap enough to be asked every few seconds.',
  answer: z.strictObject({ states: z.record(z.string(), client.shape.state) }),
  handle: async ({ deps }) => answerJson({ states: await door(deps).states() }),
} as const satisfies Route;

export const clientPlan = {
  id: 'clientPlan',
  method: 'get',
  path: '/api/v1/clients/:id/plan',
  access: 'token',
  summary: 'What connecting a client would change, as a diff; nothing is written.',
  answer: plan,
  others: { 404: problem, 409: problem, 422: problem },
  handle: async ({ deps, params }) => answerJson(await door(deps).plan(params.id ?? '')),
} as const satisfies Route;

export const clientFindings = {
  id: 'clientFindings',
  method: 'get',
  path: '/api/v1/clients/:id/findings',
  access: 'token',
  summary: 'Whether a client is really routed: by its configuration and by the traffic seen.',
  answer: z.strictObject({ findings: z.array(finding).readonly() }),
  others: { 404: problem },
  handle: async ({ deps, params }) => answerJson({ findings: await door(deps).verify(params.id ?? '') }),
} as const satisfies Route;

export const connectClient = {
  id: 'connectClient',
  method: 'post',
  path: '/api/v1/clients/:id/connect',
  access: 'token',
  summary: 'Point a client, or every installed one ("all"), at this proxy.',
  body: options,
  answer: many,
  others: { 403: problem, 404: problem, 409: problem, 422: problem },
  handle: (call) => change(call, (own, id, given) => own.connect(id, given)),
} as const satisfies Route;

export const disconnectClient = {
  id: 'disconnectClient',
  method: 'post',
  path: '/api/v1/clients/:id/disconnect',
  access: 'token',
  summary: 'Take our values out of a client ("all": of every one); what others wrote stays.',
  body: options,
  answer: many,
  others: { 403: problem, 404: problem, 409: problem, 422: problem },
  handle: (call) => change(call, (own, id, given) => own.disconnect(id, given)),
} as const satisfies Route;

export const pauseClients = {
  id: 'pauseClients',
  method: 'post',
  path: '/api/v1/clients/pause',
  access: 'token',
  summary: 'Take our values out of every connected client for now.',
  body: options,
  answer: many,
  handle: (call) => change(call, (own, _, given) => own.pause(given)),
} as const satisfies Route;

export const resumeClients = {
  id: 'resumeClients',
  method: 'post',
  path: '/api/v1/clients/resume',
  access: 'token',
  summary: 'Connect every paused client again.',
  body: options,
  answer: many,
  handle: (call) => change(call, (own, _, given) => own.resume(given)),
} as const satisfies Route;

type Options = { dryRun?: boolean; force?: boolean };

async function change(
  { deps, params, context }: Call,
  work: (own: ClientsDoor, id: string, given: Options) => ReturnType<ClientsDoor['connect']>,
): Promise<Response> {
  const bytes = await readBytes(context.req.raw, 64 * 1024);
  const { data, error } = options.safeParse(bytes.length === 0 ? {} : parseJson(bytes));
  if (data === undefined) {
    throw new AppError('api.invalid', `The body is not valid: ${z.prettifyError(error).replaceAll('\n', ' ')}`, {
      hint: 'For example {"dryRun": true}; GET /api/v1/openapi.json tells what it may be.',
    });
  }
  const given: Options = {
    ...(data.dryRun !== undefined && { dryRun: data.dryRun }),
    ...(data.force !== undefined && { force: data.force }),
  };
  return answerJson({ results: await work(door(deps), params.id ?? '', given) });
}

function door({ clients: find }: ApiDeps): ClientsDoor {
  const own = find?.() ?? null;
  if (own !== null) return own;
  throw new AppError('client.denied', 'This Headroom is stateless: it could not take back what it writes.', {
    hint: 'Start it without --stateless to set up clients.',
  });
}
