import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { listCases, readCase, runCase } from '../../scripts/lib/cases.ts';
import { compressors } from '../../sidecar/engine/index.ts';
import { loadTokens } from '../../sidecar/worker/vocabulary.ts';

const tokens = loadTokens();

describe('golden cases of compressors (npm run cases -- --update rewrites them)', () => {
  for (const file of listCases(root)) {
    it(relative(root, file.path), () => {
      const compressor = compressors.find(({ id }) => id === file.compressor);
      if (compressor === undefined) throw new Error(`no compressor is called ${file.compressor}`);
      const one = readCase(file);
      expect(runCase(compressor, one, tokens)).toBe(one.expected);
    });
  }
});
