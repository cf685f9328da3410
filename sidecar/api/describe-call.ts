import type { LogEntry } from '../contract/logs.ts';
import type { Route } from './types.ts';

/**
 * What the log says about a call of the control API: what was changed, refused or failed. Null for what only looked and
 * came to a good end. Neither query nor body is told, and of a path only what the route itself says.
 */
export function describeCall(route: Pick<Route, 'method' | 'path' | 'access'>, status: number): LogEntry | null {
  if (route.access !== 'token' || (route.method === 'get' && status < 500)) return null;
  const level = status >= 500 ? 'error' : status >= 400 ? 'warning' : 'info';
  return { level, source: 'api', text: `${route.method.toUpperCase()} ${route.path} was answered with ${status}` };
}
