export { formatCount } from '../lib/counts.ts';

/** Figures as they stand in titles and evidence. */
export function formatTokens(tokens: number): string {
  if (tokens >= 1e6) return `${(tokens / 1e6).toFixed(1)} M tokens`;
  return tokens >= 10_000 ? `${Math.round(tokens / 1000)} k tokens` : `${Math.round(tokens)} tokens`;
}

export function formatUsd(usd: number): string {
  return `$${usd.toFixed(Math.abs(usd) >= 1 ? 2 : 4)}`;
}

/** "2 h 5 min", "12 min". */
export function formatSpan(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes >= 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes} min`;
}

/** A conversation as people can find it: client, project, day and time in UTC. */
export function formatPlace({ client, project, at }: { client: string; project: string; at: number }): string {
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return [client || 'unknown client', project, when].filter(Boolean).join(', ');
}
