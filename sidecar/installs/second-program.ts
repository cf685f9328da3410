import { join } from 'node:path';
import type { Tools } from './create-tools.ts';
import { headroomAi } from './records/headroom-ai.ts';

/** The second engine as it can be started, or why it cannot. */
export interface SecondProgram {
  readonly launch: { readonly program: string; readonly args: readonly string[]; readonly home: string } | null;
  /** A sentence; null when there is none. */
  readonly problem: string | null;
}

/**
 * How the installed library is started as the second engine: without the user's Python settings and site (-I), and with its
 * compiled modules in a home of its own, so that the verified files stay as they are.
 * @param home Headroom's
 */
export async function findSecondEngine(tools: Tools, home: string): Promise<SecondProgram> {
  const found = await tools.locate(headroomAi.id);
  if (found === null) {
    const problem = `It is switched on but not installed: headroom tools install ${headroomAi.id}, then restart Headroom.`;
    return { launch: null, problem };
  }
  const own = join(home, 'second-engine');
  const args = ['-I', '-X', `pycache_prefix=${join(own, 'compiled')}`, join(found.directory, 'program.py')];
  return { launch: { program: found.program, args, home: own }, problem: null };
}
