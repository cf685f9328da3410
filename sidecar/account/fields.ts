/** Longest text that is taken from an answer: codes, names and addresses are far shorter. */
const MAX_TEXT = 16_384;

/** A text field of an answer without control characters, or null. */
export function readText(body: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = body[name];
  if (typeof value !== 'string' || value === '' || value.length > MAX_TEXT) return null;
  // A terminal obeys control characters.
  return /\p{Cc}/u.test(value) ? null : value;
}

/** A number field that is finite and not negative, or null; some services write numbers as text. */
export function readNumber(body: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = body[name];
  const number = typeof value === 'string' && /^\d{1,15}(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
}

/** A field with a moment in ISO 8601, as ms since the epoch, or null. */
export function readMoment(body: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = readText(body, name);
  const at = value !== null && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** The code of an error (RFC 6749, section 5.2); '' when there is none. */
export function readErrorCode(body: Readonly<Record<string, unknown>>): string {
  const code = readText(body, 'error');
  return code !== null && /^[a-z_]{1,64}$/.test(code) ? code : '';
}
