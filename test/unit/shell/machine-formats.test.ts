import { describe, expect, it } from 'vitest';
import { asksForMachineFormat } from '../../../sidecar/shell/machine-formats.ts';

describe('asksForMachineFormat', () => {
  it.each([
    'git status --porcelain',
    'git log --pretty=%H',
    'git -C sub rev-parse HEAD',
    'git diff --name-only',
    'kubectl get pods -o json',
    'docker ps -q',
    'gh pr list --json number',
    'grep -l needle src',
    'find . -print0',
    'find . -name x -delete',
    'cargo build --message-format=json',
    '/usr/bin/jq .name package.json',
    'rg --files',
    'eslint --format=json src',
  ])('says yes to: %s', (line) => {
    expect(asksForMachineFormat(line.split(' '))).toBe(true);
  });

  it.each([
    'git status',
    'git log --oneline -20',
    'git diff HEAD~1',
    'kubectl get pods',
    'docker ps -a',
    'grep -rn needle src',
    'find . -name format',
    'npm test',
    'cat jq',
    '',
  ])('says no to: %s', (line) => {
    expect(asksForMachineFormat(line.split(' '))).toBe(false);
  });
});
