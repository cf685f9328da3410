import { texts } from '../texts/index.ts';
/** Why a question to the sidecar has no answer. */
export type FailureKind =
  | 'offline' // nothing answered
  | 'unauthorised' // the token is missing or old
  | 'refused'; // the sidecar answered with an error

export class ApiFailure extends Error {
  readonly kind: FailureKind;
  readonly hint: string | undefined;
  readonly status: number;
  /** What is wrong with single fields of what was sent. */
  readonly fields: Readonly<Record<string, string>>;
  constructor(
    kind: FailureKind,
    message: string,
    options: { hint?: string | undefined; status?: number; fields?: Readonly<Record<string, string>> | undefined } = {},
  ) {
    super(message);
    this.name = 'ApiFailure';
    this.kind = kind;
    this.hint = options.hint;
    this.status = options.status ?? 0;
    this.fields = options.fields ?? {};
  }
}

/**
 * The failure that an answer other than 2xx stands for. The sidecar says `{ code, message, hint }`: the catalogue words the
 * code where it has a text for it, else the sidecar's own sentence is told.
 */
export async function readFailure(response: Response): Promise<ApiFailure> {
  const told = await readTold(response);
  const kind = response.status === 401 || response.status === 403 ? 'unauthorised' : 'refused';
  const { byCode, status } = texts().failures;
  const worded = byCode[told.code ?? ''];
  return new ApiFailure(kind, worded?.message ?? told.message ?? status(response.status), {
    hint: worded?.hint ?? told.hint,
    status: response.status,
    fields: told.fields,
  });
}

async function readTold(
  response: Response,
): Promise<{ code?: string; message?: string; hint?: string; fields?: Record<string, string> }> {
  try {
    const body: unknown = await response.json();
    const told = (isObject(body) && isObject(body.error) ? body.error : body) as Record<string, unknown> | null;
    return {
      ...(typeof told?.code === 'string' && { code: told.code }),
      ...(typeof told?.message === 'string' && { message: told.message }),
      ...(typeof told?.hint === 'string' && { hint: told.hint }),
      ...(isObject(told?.fields) && { fields: told.fields as Record<string, string> }),
    };
  } catch {
    return {}; // not JSON: the status alone has to do
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
