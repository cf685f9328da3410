/** An address that can be connected to, for one that is listened on. */
export function toConnectable(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/** The address as it stands in a URL. */
export function toOrigin(host: string, port: number): string {
  const name = toConnectable(host);
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
