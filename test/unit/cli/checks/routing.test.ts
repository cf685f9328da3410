import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseClaudeSettings, parseCodexConfig, routing } from '../../../../sidecar/cli/checks/routing.ts';
import { makeSituation } from './situation.ts';

let userHome = '';
beforeAll(() => {
  userHome = mkdtempSync(join(tmpdir(), 'headroom-routing-'));
  mkdirSync(join(userHome, '.claude'));
  mkdirSync(join(userHome, '.codex'));
});
afterAll(() => rmSync(userHome, { recursive: true, force: true }));

describe('routing', () => {
  it('tells when no client goes through Headroom', async () => {
    const [finding] = await routing.find(makeSituation({ userHome }));
    expect(finding).toMatchObject({
      level: 'warning',
      hint: expect.stringContaining('ANTHROPIC_BASE_URL=http://127.0.0.1:8787'),
    });
  });

  it('reads the environment and the settings of clients', async () => {
    writeFileSync(
      join(userHome, '.claude', 'settings.json'),
      '{"env":{"ANTHROPIC_BASE_URL":"http://localhost:8787/p/x"}}',
    );
    writeFileSync(join(userHome, '.codex', 'config.toml'), 'openai_base_url = "http://127.0.0.1:9999/v1"\n');
    const env = { ANTHROPIC_BASE_URL: 'https://api.anthropic.com', OPENAI_BASE_URL: 'http://[::1]:8787/v1' };
    const findings = await routing.find(makeSituation({ userHome, env }));
    expect(findings.map(({ level }) => level)).toEqual(['warning', 'ok', 'ok', 'warning']);
    expect(findings[3]?.message).toContain('9999');
  });

  it('names a file that cannot be understood, without stopping', async () => {
    writeFileSync(join(userHome, '.claude', 'settings.json'), '{"env":');
    const findings = await routing.find(makeSituation({ userHome }));
    expect(findings[0]).toMatchObject({ level: 'warning', message: expect.stringContaining('settings.json') });
    expect(findings).toHaveLength(2);
  });
});

describe('parseClaudeSettings', () => {
  it.each([
    ['{}'],
    ['[]'],
    ['null'],
    ['{"env":null}'],
    ['{"env":{"ANTHROPIC_BASE_URL":1}}'],
    ['{"env":{"ANTHROPIC_BASE_URL":""}}'],
  ])('finds nothing in %s', (text) => {
    expect(parseClaudeSettings(text)).toEqual([]);
  });
});

describe('parseCodexConfig', () => {
  it('takes the provider that is in use', () => {
    const custom =
      'model_provider = "mine"\n[model_providers.other]\nbase_url = "http://o"\n[model_providers."mine"] # x\r\nbase_url = \'http://m/v1\'\n';
    expect(parseCodexConfig(custom)).toEqual(['http://m/v1']);
    expect(parseCodexConfig(`${custom}`.replace('model_provider = "mine"\n', ''))).toEqual([]);
    expect(parseCodexConfig('openai_base_url="http://b"\n[other]\nopenai_base_url="http://c"')).toEqual(['http://b']);
    expect(parseCodexConfig('# openai_base_url = "http://b"')).toEqual([]);
    expect(parseCodexConfig('')).toEqual([]);
  });
});
