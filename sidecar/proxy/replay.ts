/**
 * Statuses that an edit cannot have caused, so that sending the original would only cost another request: who asks and
 * who pays (401, 402, 403, 407), what is not there (404: wrong path or model), the connection (408, 425), the state of a
 * resource (409) and limits (429, whose retry-after must reach the client). Every other 4xx may be the edit's fault.
 */
const innocent = new Set([401, 402, 403, 404, 407, 408, 409, 425, 429]);

/** Whether an answer to an edited request calls for the original body. */
export function mayBlameEdit(status: number): boolean {
  return status >= 400 && status < 500 && !innocent.has(status);
}
