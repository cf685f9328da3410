import { expect, it } from 'vitest';
import { findSecondEngine, type Tools } from '../../../sidecar/installs/index.ts';

const withFound = (found: Awaited<ReturnType<Tools['locate']>>): Tools =>
  ({ locate: async () => found }) as unknown as Tools;

it('starts what is installed, isolated, with its compiled modules elsewhere', async () => {
  const tools = withFound({ program: '/h/tools/x/runtime/bin/python3.12', directory: '/h/tools/x' });
  const { launch, problem } = await findSecondEngine(tools, '/h');
  expect(problem).toBeNull();
  expect(launch?.args[0]).toBe('-I');
  expect(launch?.args.at(-1)).toMatch(/program\.py$/);
  expect(launch?.home).toMatch(/second-engine$/);
});

it('says how to install it when it is not there', async () => {
  const { launch, problem } = await findSecondEngine(withFound(null), '/h');
  expect(launch).toBeNull();
  expect(problem).toContain('headroom tools install headroom-ai');
});
