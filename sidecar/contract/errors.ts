/** Every expected failure, named room.what. Anything that is not an AppError is a defect and keeps its stack. */
export type ErrorCode =
  | 'port.taken'
  | 'port.invalid'
  | 'upstream.unreachable'
  | 'upstream.invalid'
  | 'body.too-large'
  | 'body.malformed'
  | 'store.locked'
  | 'store.corrupt'
  | 'store.full'
  | 'store.denied'
  | 'data.malformed'
  | 'original.unknown'
  | 'api.unauthorised'
  | 'api.forbidden'
  | 'api.invalid'
  | 'api.not-found'
  | 'settings.invalid'
  | 'price.invalid'
  | 'cli.usage'
  | 'file.changed'
  | 'file.unreadable'
  | 'wrap.tool'
  | 'wrap.no-proxy'
  | 'service.failed'
  | 'service.unsupported'
  | 'window.not-started-by-shell'
  | 'window.unreachable'
  | 'window.refused'
  | 'sdk.unreachable'
  | 'sdk.refused'
  | 'node.too-old'
  | 'filter.malformed'
  | 'client.unknown'
  | 'client.not-installed'
  | 'client.conflict'
  | 'client.malformed'
  | 'client.denied'
  | 'client.busy'
  | 'tool.unknown'
  | 'tool.not-installed'
  | 'tool.unsupported'
  | 'tool.busy'
  | 'tool.offline'
  | 'tool.dns'
  | 'tool.tls'
  | 'tool.missing'
  | 'tool.refused'
  | 'tool.cut'
  | 'tool.cancelled'
  | 'tool.checksum'
  | 'tool.archive'
  | 'tool.disk'
  | 'tool.denied'
  | 'tool.unfit'
  | 'updates.absent'
  | 'updates.off'
  | 'updates.offline'
  | 'updates.tls'
  | 'updates.refused'
  | 'study.busy'
  | 'study.denied'
  | 'study.nothing'
  | 'account.absent'
  | 'account.signed-out'
  | 'account.offline'
  | 'account.tls'
  | 'account.invalid-url'
  | 'account.refused'
  | 'account.expired'
  | 'account.denied'
  | 'account.ended'
  | 'account.busy'
  | 'account.no-keychain'
  | 'account.keychain'
  | 'worker.died'
  | 'worker.absent'
  | 'worker.deadline';

/** An expected failure: one sentence for a person and the next step. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  /** What is wrong with single fields of an input, by their names. */
  readonly fields: Readonly<Record<string, string>> | undefined;
  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; cause?: unknown; fields?: Readonly<Record<string, string>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
    this.fields = options.fields;
  }
}
