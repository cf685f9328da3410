import type { SegmentTexts } from '../../contract/api.ts';
import { answerJson, notFound } from '../errors.ts';
import { segmentTexts as answer } from '../schemas/exchange.ts';
import { problem } from '../schemas/health.ts';
import type { ApiDeps, Route } from '../types.ts';

export const segmentTexts = {
  id: 'segmentTexts',
  method: 'get',
  path: '/api/v1/exchanges/:id/segments/:index',
  access: 'token',
  summary: 'One tool result before and after: from memory for the latest requests, its original from disk when stored.',
  answer,
  others: { 404: problem },
  handle: async ({ deps, params }) => {
    const { id = '', index = '' } = params;
    const detail = /^\d{1,6}$/.test(index) ? await deps.store.exchange(id) : null;
    const segment = detail?.segments.find((each) => each.index === Number(index));
    if (segment === undefined) throw notFound('such tool result');
    if (segment.by.length === 0) {
      return answerJson({ original: null, sent: null, reason: 'untouched' } satisfies SegmentTexts);
    }
    return answerJson(findTexts(deps, id, segment));
  },
} as const satisfies Route;

function findTexts(
  { editedText, originals }: ApiDeps,
  id: string,
  { index, originalId }: { readonly index: number; readonly originalId: string | null },
): SegmentTexts {
  const recent = editedText?.(id, index) ?? null;
  if (recent !== null) return { original: recent.original, sent: recent.sent, reason: 'complete' };
  const original = originalId === null ? null : (originals?.get(originalId) ?? null);
  return { original, sent: null, reason: original === null ? 'gone' : 'original-only' };
}
