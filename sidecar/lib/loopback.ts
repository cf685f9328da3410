/** Whether a host name or address (an IPv6 one with or without brackets) can only mean this machine. */
export function isLoopbackName(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(name) ||
    // How the URL parser writes ::ffff:127.x.y.z.
    /^::ffff:7f[\da-f]{2}:[\da-f]{1,4}$/.test(name)
  );
}
