import { AppError } from '../contract/errors.ts';

/**
 * The bytes of a request body.
 * @throws AppError body.too-large above `maxBytes`, without reading on.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new AppError('body.too-large', `The body is larger than ${maxBytes} bytes.`, {
        hint: 'Send less at once.',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The JSON of a request body. @throws AppError body.too-large or body.malformed. */
export async function readBody(request: Request, maxBytes: number): Promise<unknown> {
  return parseJson(await readBytes(request, maxBytes));
}

/** @throws AppError body.malformed when the bytes are not UTF-8 JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AppError('body.malformed', `The body is not JSON (${(error as Error).message}).`, {
      hint: 'Send UTF-8 JSON.',
      cause: error,
    });
  }
}
