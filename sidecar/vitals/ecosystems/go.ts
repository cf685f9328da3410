import { type Ecosystem, listParents } from './types.ts';

export const go = {
  id: 'go',
  manifest: 'go.mod',
  registry: 'go-proxy',
  async judge({ path, text, imports, mentions, read }) {
    // What is needed only by others is marked, and not ours to take away.
    const required = [...text.matchAll(/^\s*(?:require\s+)?([\w.-]+\.[\w.-]+\/\S+)\s+(v\S+)\s*$/gm)];
    const modules = required.map((match) => match[1] ?? '');
    // What is replaced is fetched from elsewhere, or lies beside.
    const replaced = new Set(
      [...text.matchAll(/^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>/gm)].map((match) => match[1]),
    );
    const isUsed = (module: string): boolean =>
      [...imports].some((one) => one === module || one.startsWith(`${module}/`)) || mentions(module);
    const sums = await read(`${listParents(path)[0] ?? ''}go.sum`);
    return {
      unused: modules.filter((module) => !isUsed(module)),
      deprecated: [],
      mismatched: modules
        .filter((module) => sums !== null && !sums.includes(`${module} v`))
        .map((name) => ({ name, reason: 'is not in go.sum' })),
      declared: required.map(([, name = '', version = '']) => ({
        name,
        version: replaced.has(name) ? null : version,
        from: null,
      })),
    };
  },
} satisfies Ecosystem;
