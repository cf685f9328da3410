/** An error as callers of OpenAI's APIs expect it. */
export function openaiError(status: number, message: string): { contentType: string; body: string } {
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  return {
    contentType: 'application/json',
    body: JSON.stringify({ error: { message, type, param: null, code: null } }),
  };
}
