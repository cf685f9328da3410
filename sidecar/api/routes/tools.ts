import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { ToolResult, ToolRow } from '../../contract/tools.ts';
import { answerJson, notFound } from '../errors.ts';
import { problem } from '../schemas/health.ts';
import { toolResult, toolRow } from '../schemas/tools.ts';
import type { ApiDeps, Call, Route, ToolsDoor } from '../types.ts';

const others = { 403: problem, 404: problem, 409: problem, 502: problem, 507: problem };

export const tools = {
  id: 'tools',
  method: 'get',
  path: '/api/v1/tools',
  access: 'token',
  summary: 'Programs of others that can be installed on request, with what is installed of them.',
  answer: z.strictObject({ tools: z.array(toolRow).readonly() }),
  handle: async ({ deps }) => answerJson({ tools: await door(deps).list() }),
} as const satisfies Route;

export const installTool = {
  id: 'installTool',
  method: 'post',
  path: '/api/v1/tools/:id/install',
  access: 'token',
  summary: 'Install the pinned version of a tool. 202 as soon as it has begun; events of kind `tool` tell the rest.',
  answer: toolResult,
  others: { ...others, 202: toolRow },
  handle: (call) => begin(call, 'install'),
} as const satisfies Route;

export const updateTool = {
  id: 'updateTool',
  method: 'post',
  path: '/api/v1/tools/:id/update',
  access: 'token',
  summary: 'Bring an installed tool to the pinned version; the one before is kept. Answers like install.',
  answer: toolResult,
  others: { ...others, 202: toolRow },
  handle: (call) => begin(call, 'update'),
} as const satisfies Route;

export const rollbackTool = {
  id: 'rollbackTool',
  method: 'post',
  path: '/api/v1/tools/:id/rollback',
  access: 'token',
  summary: 'Go back to the version that the last update replaced.',
  answer: toolResult,
  others,
  handle: async ({ deps, params }) => answerJson(await door(deps).rollback(params.id ?? '')),
} as const satisfies Route;

export const removeTool = {
  id: 'removeTool',
  method: 'post',
  path: '/api/v1/tools/:id/remove',
  access: 'token',
  summary: 'Remove a tool and all that was kept of it.',
  answer: toolResult,
  others,
  handle: async ({ deps, params }) => answerJson(await door(deps).remove(params.id ?? '')),
} as const satisfies Route;

export const cancelTool = {
  id: 'cancelTool',
  method: 'post',
  path: '/api/v1/tools/:id/cancel',
  access: 'token',
  summary: 'Interrupt the download of an installation; what came is kept. Answers with the tool as it stands then.',
  answer: toolRow,
  others,
  async handle({ deps, params: { id = '' } }) {
    await door(deps).cancel(id);
    return answerJson(await findRow(door(deps), id));
  },
} as const satisfies Route;

/** Answers with the end, or with the beginning when the end takes longer: a download may last minutes. */
async function begin({ deps, params }: Call, action: 'install' | 'update'): Promise<Response> {
  const { id = '' } = params;
  const own = door(deps);
  let stop: () => void = () => undefined;
  const begun = new Promise<null>((resolve) => {
    stop = own.onProgress(({ tool }) => {
      if (tool === id) resolve(null);
    });
  });
  const work = own[action](id);
  const first: ToolResult | null = await Promise.race([work, begun]).finally(stop);
  if (first !== null) return answerJson(first);
  // However it ends is told by an event and by the list; defects go to stderr as everywhere.
  work.catch((error) => {
    if (error instanceof AppError) return;
    deps.log?.writeDefect('tools', error);
    process.stderr.write(`headroom: defect in an installation: ${error?.stack}\n`);
  });
  return answerJson(await findRow(own, id), 202);
}

async function findRow(own: ToolsDoor, id: string): Promise<ToolRow> {
  const row = (await own.list()).find((tool) => tool.id === id);
  if (row === undefined) throw notFound('such tool');
  return row;
}

function door({ tools: own }: ApiDeps): ToolsDoor {
  if (own !== undefined && own !== null) return own;
  throw new AppError('tool.denied', 'This Headroom is stateless: it installs nothing.', {
    hint: 'Start it without --stateless to install tools.',
  });
}
