import { runTool } from './project.ts';

/** What is checked without running the program. */
export interface StaticCheck {
  readonly name: string;
  /** Exit code of the tool: 0 = in order. */
  run(): Promise<number>;
}

export const staticChecks: readonly StaticCheck[] = [
  {
    name: 'format, lint and walls',
    run: () => runTool('@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.']),
  },
  { name: 'types', run: () => runTool('typescript', 'tsc', ['-b']) },
];

/** Runs them all, also after a failure, and gives the names of those that failed. */
export async function runStaticChecks(): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of staticChecks) {
    console.log(`\n— ${name}`);
    if ((await run()) !== 0) failed.push(name);
  }
  return failed;
}
