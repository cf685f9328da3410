import { AppError } from '../contract/errors.ts';

/** The error for an archive that is not just the one file that its record promises. Nothing of it is used. */
export function refuseArchive(what: string, cause?: unknown): AppError {
  return new AppError('tool.archive', `The archive is not what its record says: ${what}.`, {
    hint: 'Nothing was installed. Please report it: the record and what is published no longer agree.',
    ...(cause === undefined ? {} : { cause }),
  });
}

/**
 * A name in an archive, if it is the expected one.
 * @throws AppError tool.archive for any other, telling apart names that lead out of their directory.
 */
export function checkName(name: string, expected: string): void {
  if (name === expected) return;
  const parts = name.split(/[\\/]/);
  const leadsOut = parts.includes('..') || /^([\\/]|[A-Za-z]:)/.test(name);
  const told = JSON.stringify(name.slice(0, 80));
  throw refuseArchive(
    leadsOut ? `the name ${told} leads out of its directory` : `it holds ${told}, expected was only "${expected}"`,
  );
}
