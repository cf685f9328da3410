import type { RequestHead } from '../dialects/types.ts';
import { digestOf } from '../lib/hash.ts';

/** Headers that carry a session id, the most specific first. */
const sessionHeaders = [
  'x-headroom-session-id',
  'x-claude-code-session-id',
  'session-id',
  'session_id',
  'x-session-id',
  'conversation-id',
  'conversation_id',
] as const;

/** Sub-agents talk in parallel to the main thread of the same session: each is a conversation of its own. */
const agentHeaders = ['x-claude-code-agent-id', 'x-agent-id', 'thread-id', 'thread_id'] as const;

/** User agents of known tools. Products first, SDKs last: a tool's user agent often names the SDK it is built on. */
const labels: readonly (readonly [RegExp, string])[] = [
  [/^claude-(cli|code)\b|claude-vscode/i, 'claude-code'],
  [/^codex[-_a-z]*[/ ]/i, 'codex'],
  [/\bopencode\//i, 'opencode'],
  [/^gemini-?cli/i, 'gemini-cli'],
  [/\bcursor\b/i, 'cursor'],
  [/\bzed\b/i, 'zed'],
  [/\baider\b/i, 'aider'],
  [/\b(roo|kilo)-?code\b/i, 'roo-code'],
  [/\bcline\b/i, 'cline'],
  [/github-?copilot|copilotchat/i, 'copilot'],
  [/\bdroid\b|factory-cli/i, 'droid'],
  [/\bgoose\b/i, 'goose'],
  [/antigravity/i, 'antigravity'],
  [/strands/i, 'strands'],
  [/\bai-sdk\b|\bai\/\d/i, 'ai-sdk'],
  [/^anthropic\b|anthropic-sdk/i, 'anthropic-sdk'],
  [/^(async)?openai\b/i, 'openai-sdk'],
  [/google-genai-sdk/i, 'genai-sdk'],
  [/^curl\//i, 'curl'],
];

/** Label of the calling tool from its user agent; '' when it is not known. */
export function labelClient(userAgent: string | undefined): string {
  if (!userAgent) return '';
  const text = userAgent.slice(0, 500);
  return labels.find(([pattern]) => pattern.test(text))?.[1] ?? '';
}

/** Conversation id from the request's head, or null when no header names a session. */
export function identifyByHead(head: RequestHead, project: string): string | null {
  const session = findFirst(head, sessionHeaders);
  if (session === undefined) return null;
  return digestOf('head', project, session, findFirst(head, agentHeaders) ?? '');
}

/** Conversation id from what the body says: its session id, else the digest of system text and first user message. */
export function identifyByBody(read: { fingerprint: string; session: string | null }, project: string): string {
  // One session has side requests and sub-agents with other system texts: the fingerprint keeps them apart.
  return digestOf('body', project, read.session ?? '', read.fingerprint);
}

/** A number in [0, 100) that is the same for every request of a conversation, for the hold-out. */
export function drawPercent(conversation: string): number {
  return (Number.parseInt(digestOf('hold-out', conversation).slice(0, 8), 16) / 0x1_0000_0000) * 100;
}

function findFirst(head: RequestHead, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = head.headers[name]?.trim();
    if (value) return value;
  }
  return undefined;
}
