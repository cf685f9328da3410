import type { ArgsDef } from 'citty';
import { defaults } from '../contract/settings.ts';

/** Flags of every command that needs the sidecar's settings; names and meaning follow the peer's. */
export const settingFlags = {
  port: {
    type: 'string',
    valueHint: 'number',
    description: `Port to listen on (HEADROOM_PORT, ${defaults.port}); 0 = any free one.`,
  },
  host: {
    type: 'string',
    description: `Address to listen on (HEADROOM_HOST, ${defaults.host}). Beyond loopback it needs a token.`,
  },
  mode: {
    type: 'string',
    valueHint: 'cache|token',
    description: `cache: never re-bills a cached prefix; token: smallest payload (HEADROOM_MODE, ${defaults.mode}).`,
  },
  optimize: {
    type: 'boolean',
    description: 'Shorten tool results (the default).',
    negativeDescription: 'Forward everything untouched.',
  },
  breakpoints: {
    type: 'boolean',
    description: 'Set cache breakpoints in agent loops that set none (the default).',
    negativeDescription: 'Leave caching to the client (HEADROOM_BREAKPOINTS=0).',
  },
  holdout: {
    type: 'string',
    valueHint: 'percent',
    description: 'Leave this share of conversations untouched, to measure against.',
  },
  'second-engine': {
    type: 'boolean',
    description:
      'Ask headroom-ai about new texts that Headroom leaves whole (HEADROOM_SECOND_ENGINE; headroom tools install headroom-ai).',
  },
  stateless: { type: 'boolean', description: 'Write nothing to disk: lossless edits only, ledger in memory.' },
  home: {
    type: 'string',
    valueHint: 'directory',
    description: 'Where everything is kept (HEADROOM_HOME, ~/.headroom).',
  },
  'proxy-token': {
    type: 'string',
    valueHint: 'secret',
    description: 'Secret that every request must carry (HEADROOM_PROXY_TOKEN; visible in the process list here).',
  },
  'account-url': {
    type: 'string',
    valueHint: 'url',
    description: 'Account service to sign in to, if you want one (HEADROOM_ACCOUNT_URL).',
  },
  'updates-url': {
    type: 'string',
    valueHint: 'url',
    description: 'List of releases to ask for newer versions, if you want that (HEADROOM_UPDATES_URL); none: nowhere.',
  },
  'anthropic-api-url': {
    type: 'string',
    valueHint: 'url',
    description: 'Upstream instead of Anthropic’s own (ANTHROPIC_TARGET_API_URL).',
  },
  'openai-api-url': {
    type: 'string',
    valueHint: 'url',
    description: 'Upstream instead of OpenAI’s own (OPENAI_TARGET_API_URL).',
  },
  'chatgpt-api-url': {
    type: 'string',
    valueHint: 'url',
    description: 'Upstream of Codex with a ChatGPT login (CHATGPT_TARGET_API_URL).',
  },
  'gemini-api-url': {
    type: 'string',
    valueHint: 'url',
    description: 'Upstream instead of Google’s own (GEMINI_TARGET_API_URL).',
  },
} as const satisfies ArgsDef;
