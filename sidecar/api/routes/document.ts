import { z } from 'zod';
import { answerJson } from '../errors.ts';
import { makeDocument } from '../openapi.ts';
import type { Route } from '../types.ts';
import { routes } from './index.ts';

export const document = {
  id: 'openapi',
  method: 'get',
  path: '/api/v1/openapi.json',
  access: 'token',
  summary: 'This document.',
  answer: z.looseObject({ openapi: z.string() }),
  handle: ({ deps }) => answerJson(makeDocument(routes, deps.version)),
} as const satisfies Route;
