/** What an error of a connection means: the name is unknown, nobody answers, the certificate is not trusted, or it broke off. */
export type NetworkFault = 'dns' | 'offline' | 'tls' | 'cut';

const DNS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA']);
const OFFLINE = new Set([
  ...['ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'ETIMEDOUT'],
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** OpenSSL's reasons to distrust a certificate, and Node's own. */
const TLS = /CERT|SELF_SIGNED|^UNABLE_TO_(VERIFY|GET)|^ERR_TLS|^ERR_SSL|^CRL_|^INVALID_CA|^PATH_LENGTH|^EPROTO$/;

/** The class of an error of undici or of Node's sockets, by its codes and those of its causes. */
export function classifyNetworkFault(error: unknown): NetworkFault {
  const codes = listCodes(error);
  if (codes.some((code) => DNS.has(code))) return 'dns';
  if (codes.some((code) => TLS.test(code))) return 'tls';
  if (codes.some((code) => OFFLINE.has(code))) return 'offline';
  // undici says of a proxy that refuses the tunnel only that the request was aborted.
  return /HTTP Tunneling/i.test(String((error as Error).message)) ? 'offline' : 'cut';
}

/** Codes of an error, of its causes and of the single attempts that it sums up. */
function listCodes(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const inner = [cause, ...(Array.isArray(errors) ? errors : [])].flatMap((one) => listCodes(one, depth + 1));
  return [...(typeof code === 'string' ? [code] : []), ...inner];
}
