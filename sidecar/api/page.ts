import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
/** What is smaller travels in one packet anyway. */
const WORTH_BYTES = 1400;
/** Types that are words. */
const WORDY = /^(text|application)\/|^image\/svg/;

/** Types of the files that a build of the page consists of; nothing else is served. */
const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

const policy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src-attr 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of everything that a browser may show. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The page with the token in it; kept by no cache, shown in no frame. A note when the page was not built. */
export async function answerPage(uiDir: string | null, token: string): Promise<Response> {
  const html = uiDir === null ? null : await readOrNull(join(uiDir, 'index.html'));
  const text = html === null ? unbuilt : addToken(html.toString('utf8'), token);
  const headers = { ...pageHeaders, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(text, { headers });
}

/**
 * A file of the built page, or null.
 * @param path of the request, decoded; only plain names of letters, digits, dot, dash and underscore are served, so that
 * it cannot lead out of the directory. @param encodings the client's accept-encoding: a page that is opened from another
 * machine, or in a container, comes over a wire.
 */
export async function answerFile(uiDir: string | null, path: string, encodings = ''): Promise<Response | null> {
  const [, folder, name] = /^\/(assets\/)?([\w-][\w.-]*)$/.exec(path) ?? [];
  const type = types[name?.split('.').at(-1)?.toLowerCase() ?? ''];
  if (uiDir === null || name === undefined || type === undefined || name === 'index.html') return null;
  const bytes = await readOrNull(join(uiDir, folder ?? '', name));
  if (bytes === null) return null;
  // The build puts a hash of the content into the names of assets.
  const isHashed = folder !== undefined && /-[\w-]{8}\.\w+$/.test(name);
  const cache = isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
  const headers = { ...pageHeaders, 'content-type': type, 'cache-control': cache, vary: 'accept-encoding' };
  if (bytes.length < WORTH_BYTES || !WORDY.test(type) || !takesGzip(encodings))
    return new Response(Uint8Array.from(bytes), { headers });
  const packed = Uint8Array.from(await compress(bytes));
  return new Response(packed, { headers: { ...headers, 'content-encoding': 'gzip' } });
}

/** @param encodings as in RFC 9110, 12.5.3: names with weights, of which 0 is a refusal */
function takesGzip(encodings: string): boolean {
  const weights = encodings.split(',').map((each) =>
    each
      .trim()
      .toLowerCase()
      .split(/\s*;\s*q=/),
  );
  return weights.some(([name, weight = '1']) => name === 'gzip' && Number(weight) > 0);
}

function addToken(html: string, token: string): string {
  // The alphabet of base64url needs no escaping; anything else must not reach the page.
  const meta = `<meta name="headroom-token" content="${token.replace(/[^\w-]/g, '')}">`;
  return html.replace(/<head(\s[^>]*)?>/i, (head) => `${head}${meta}`);
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

const unbuilt = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Headroom</title></head>
<body>
<h1>Headroom is running</h1>
<p>The dashboard has not been built. Run <code>npm run build</code> in the project, then reload this page.</p>
<p>Until then: <a href="/stats">/stats</a>, <a href="/health">/health</a>, <a href="/metrics">/metrics</a>,
or <code>headroom stats</code> in a terminal.</p>
</body>
</html>
`;
