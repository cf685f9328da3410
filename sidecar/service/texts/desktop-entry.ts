import type { ServiceFacts } from '../types.ts';

/** An entry for autostart (XDG Desktop Entry and Autostart specifications): started by the desktop at login. */
export function formatDesktopEntry(args: readonly string[], { program, env }: ServiceFacts): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const command = ['env', ...variables, ...program, ...args].map(quoteExec).join(' ');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    'Name=Headroom',
    'Comment=Lowers the bill of coding agents',
    `Exec=${command}`,
    'Terminal=false',
    'NoDisplay=true',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** The Exec key: quoted where it holds more than letters; the quoting is unescaped twice, and a percent is a field code. */
function quoteExec(text: string): string {
  if (/^[\w./:=@+,-]+$/.test(text)) return text;
  const inner = text.replace(/(["`$\\])/g, '\\$1').replaceAll('%', '%%');
  return `"${inner.replaceAll('\\', '\\\\')}"`;
}
