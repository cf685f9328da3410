import { AppError, type ErrorCode } from '../contract/errors.ts';

/** HTTP status of each expected failure; what is not named here is 500. */
const statuses: Partial<Record<ErrorCode, number>> = {
  'api.unauthorised': 401,
  'api.forbidden': 403,
  'api.invalid': 400,
  'api.not-found': 404,
  'original.unknown': 404,
  'body.malformed': 400,
  'body.too-large': 413,
  'settings.invalid': 400,
  'price.invalid': 400,
  'store.locked': 503,
  'store.corrupt': 503,
  'store.full': 503,
  'store.denied': 503,
  'data.malformed': 422,
  'client.unknown': 404,
  'client.not-installed': 409,
  'client.conflict': 409,
  'client.malformed': 422,
  'filter.malformed': 422,
  'client.denied': 403,
  'client.busy': 503,
  'tool.unknown': 404,
  'tool.not-installed': 409,
  'tool.unsupported': 409,
  'tool.busy': 409,
  'tool.offline': 502,
  'tool.dns': 502,
  'tool.tls': 502,
  'tool.missing': 502,
  'tool.refused': 502,
  'tool.cut': 502,
  'tool.cancelled': 409,
  'tool.checksum': 502,
  'tool.archive': 502,
  'tool.unfit': 502,
  'tool.disk': 507,
  'tool.denied': 403,
  'file.changed': 409,
  'file.unreadable': 422,
  'study.busy': 409,
  'study.denied': 403,
  'study.nothing': 409,
  'account.absent': 404,
  'account.signed-out': 409,
  'account.offline': 502,
  'account.tls': 502,
  'account.invalid-url': 502,
  'account.refused': 502,
  'account.expired': 409,
  'account.denied': 409,
  'account.ended': 409,
  'account.busy': 409,
  'account.no-keychain': 409,
  'account.keychain': 409,
  'service.failed': 409,
  'service.unsupported': 409,
  'updates.absent': 404,
  'updates.off': 409,
  'worker.died': 503,
  'worker.absent': 503,
  'worker.deadline': 503,
};

/** JSON that no cache keeps. */
export function answerJson(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/** An error in the one shape of this API. A defect keeps its message to itself; its stack goes to stderr. */
export function answerError(error: unknown): Response {
  if (error instanceof AppError) {
    const status = statuses[error.code] ?? 500;
    const { code, message, hint = null, fields } = error;
    return answerJson({ code, message, hint, ...(fields && { fields }) }, status);
  }
  process.stderr.write(`headroom: defect in the API: ${error instanceof Error ? error.stack : String(error)}\n`);
  return answerJson(
    { code: 'defect', message: 'Headroom could not answer because of a defect.', hint: 'Its stack is on stderr.' },
    500,
  );
}

/** The error for a thing that is not there. */
export function notFound(what: string): AppError {
  return new AppError('api.not-found', `There is no ${what}.`, {
    hint: 'GET /api/v1/openapi.json lists what there is.',
  });
}
