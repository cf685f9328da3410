import type { Updates } from '../contract/updates.ts';

/** What is known of newer versions, for people. */
export function formatUpdates({ url, channel, current, checkedAt, newer, problem }: Updates): string {
  const lines = [`Headroom ${current}.`];
  if (url === null) {
    lines.push(
      'No list of releases is configured, so nobody is asked. HEADROOM_UPDATES_URL or --updates-url names one.',
    );
  } else if (channel === 'off') {
    lines.push('Updates are off, so nobody is asked. headroom settings set updates stable (or preview) changes that.');
  } else {
    if (newer !== null) {
      lines.push(`Newer: ${newer.version} (${newer.channel}), at ${newer.page}`);
      lines.push(...newer.files.map(({ name, sha256 }) => `  ${sha256}  ${name}`));
    } else if (checkedAt !== null && problem === null) lines.push(`Nothing newer is known (${channel}).`);
    lines.push(
      checkedAt === null ? 'Not asked yet: headroom updates check' : `Asked ${new Date(checkedAt).toISOString()}.`,
    );
  }
  if (problem !== null) lines.push(problem.message, ...(problem.hint === null ? [] : [`  ${problem.hint}`]));
  return `${lines.join('\n')}\n`;
}
