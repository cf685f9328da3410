import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, findSecrets, HIDDEN } from '../../../sidecar/logs/redact.ts';

const redact = createRedactor([]);
const small = 'abcdefghijklmnopqrstuvwxyz';
const capital = small.toUpperCase();
const digits = '0123456789';
const hex = `${digits}abcdef`;

/** A key as it is drawn: a digit and letters of each case at least, as random keys of this length have. */
function draw(letters: string, length: number): fc.Arbitrary<string> {
  const one = (from: string) => fc.constantFrom(...[...from].filter((letter) => letters.includes(letter)));
  const kinds = [small, capital, digits].filter((kind) => [...kind].some((letter) => letters.includes(letter)));
  return fc
    .tuple(fc.tuple(...kinds.map(one)), fc.array(one(letters), { minLength: length, maxLength: length }))
    .map(([sure, rest]) => [...rest.slice(sure.length), ...sure].join(''));
}

const word = small + capital + digits;
const url = `${word}-_`;
/** As the documentation of each shows them: what stands first, from which letters, how many. */
const shapes: Readonly<Record<string, fc.Arbitrary<string>>> = {
  anthropic: draw(url, 95).map((key) => `sk-ant-api03-${key}`),
  'anthropic, oauth': draw(url, 95).map((key) => `sk-ant-oat01-${key}`),
  'anthropic, refresh': draw(url, 95).map((key) => `sk-ant-ort01-${key}`),
  'openai, old': draw(word, 48).map((key) => `sk-${key}`),
  'openai, project': draw(url, 120).map((key) => `sk-proj-${key}`),
  'openai, service': draw(url, 60).map((key) => `sk-svcacct-${key}`),
  'openai, session': draw(word, 40).map((key) => `sess-${key}`),
  google: draw(url, 35).map((key) => `AIza${key}`),
  'google, oauth': draw(url, 60).map((key) => `ya29.${key}`),
  'google, new': draw(url, 40).map((key) => `AQ.${key}`),
  openrouter: draw(hex, 64).map((key) => `sk-or-v1-${key}`),
  groq: draw(word, 52).map((key) => `gsk_${key}`),
  xai: draw(word, 80).map((key) => `xai-${key}`),
  deepseek: draw(hex, 32).map((key) => `sk-${key}`),
  mistral: draw(word, 32),
  cohere: draw(word, 40),
  together: draw(hex, 64),
  azure: draw(hex, 32),
  'azure, new': draw(word, 84),
  perplexity: draw(word, 48).map((key) => `pplx-${key}`),
  cerebras: draw(word, 48).map((key) => `csk-${key}`),
  fireworks: draw(word, 24).map((key) => `fw_${key}`),
  'hugging face': draw(word, 34).map((key) => `hf_${key}`),
  replicate: draw(word, 37).map((key) => `r8_${key}`),
  nvidia: draw(url, 64).map((key) => `nvapi-${key}`),
  'aws, id': draw(capital + digits, 16).map((key) => `AKIA${key}`),
  'aws, bedrock': draw(word, 90).map((key) => `ABSK${key}`),
  databricks: draw(hex, 32).map((key) => `dapi${key}`),
  github: draw(word, 36).map((key) => `ghp_${key}`),
  'github, fine': draw(word, 60).map((key) => `github_pat_11${key}`),
  gitlab: draw(url, 20).map((key) => `glpat-${key}`),
  npm: draw(word, 36).map((key) => `npm_${key}`),
  slack: draw(word, 24).map((key) => `xoxb-123456789012-${key}`),
  'a signed token': fc.tuple(draw(url, 60), draw(url, 120), draw(url, 43)).map((p) => `eyJ${p.join('.')}`),
  'the control token of Headroom': draw(url, 43),
};
/** Where a key may stand in what we write. */
const places: readonly ((key: string) => string)[] = [
  (key) => key,
  (key) => `the key ${key} was refused`,
  (key) => `x-api-key: ${key}`,
  (key) => `Authorization: Bearer ${key}`,
  (key) => `{"api_key":"${key}","model":"m"}`,
  (key) => `ANTHROPIC_API_KEY=${key}`,
  (key) => `https://example.com/v1?key=${key}&alt=sse`,
  (key) => `https://me:${key}@example.com/v1`,
  (key) => `Incorrect API key provided: ${key}.`,
  (key) => `--token=${key}`,
  (key) => `(${key})`,
  (key) => `"${key}"`,
];

describe.each(Object.entries(shapes))('a key of %s', (_name, keys) => {
  it('leaves nothing that is longer than a beginning, wherever it stands', () => {
    fc.assert(
      fc.property(keys, fc.constantFrom(...places), (key, place) => {
        const shown = redact(place(key));
        expect(shown).toContain(HIDDEN);
        // No stretch of the drawn part is left by which it could be known.
        for (let at = 12; at + 8 <= key.length; at += 4) expect(shown).not.toContain(key.slice(at, at + 8));
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is redacted', () => {
  it('hides named values of any shape, and keeps their names', () => {
    expect(redact('password=hunter2 next')).toBe(`password=${HIDDEN} next`);
    expect(redact('"client_secret": "a b c"')).toBe(`"client_secret": ${HIDDEN}`);
    expect(redact('cookie: sid=short')).toBe(`cookie: ${HIDDEN}`);
    expect(redact('Authorization: Basic dXNlcjpwYXNz1=')).toBe(`Authorization: Basic ${HIDDEN}`);
    expect(redact('https://user:pw@host/v1?a=1')).toBe(`https://${HIDDEN}@host/v1?a=${HIDDEN}`);
    const pem = ['-----BEGIN PRIVATE KEY-----', 'MIIE', '-----END PRIVATE KEY-----'].join('\n');
    expect(redact(`before ${pem} after`)).toBe(`before ${HIDDEN} after`);
  });

  it('hides what this process knows, whatever it looks like', () => {
    const knowing = createRedactor(['correct horse', 'correct horse battery', 'short']);
    expect(knowing('a correct horse battery and a short walk')).toBe(`a ${HIDDEN} and a short walk`);
    const env = { OPENAI_API_KEY: 'k1', MY_TOKEN: 'k2', PATH: '/bin', DB_PASSWORD: 'k3', HOME: undefined };
    expect(findSecrets(env)).toEqual(['k1', 'k2', 'k3']);
  });

  it('leaves sentences, places in the code, identifiers and addresses as they are', () => {
    for (const text of [
      'anthropic answered 429 (claude-code, claude-opus-4-5-20251101)',
      'Headroom 0.1.0 listens at http://127.0.0.1:8787',
      'at answerRoute (file:///opt/headroom-desktop/sidecar/api/create-api.ts:63:20)',
      'at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
      'at Object.<anonymous> (~/code/node_modules/a-package-of-linux-x64/lib/module-with-a-long-name.js:1:1)',
      'POST /api/v1/tools/:id/install was answered with 202',
      'rtk could not be installed: tool.checksum: What came is not what was pinned.',
      'exchange 3f2b8c1e-9a44-4d52-8a0e-6f1f0c2d7b11 ended early',
      'The ledger is busy: 412 tokens of 480 were counted',
    ])
      expect(redact(text)).toBe(text);
  });

  it('is the same when it is done twice, and never fails', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('token=', 'sk-', '://@', '?='),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(redact(redact(text))).toBe(redact(text));
      }),
    );
  });
});
