/** What stands where something was taken out. */
export const HIDDEN = '[hidden]';

/** Shorter values of variables are words that a text may hold for other reasons. */
const SHORTEST_SECRET = 8;
/** Of variables whose value must never be shown. */
const SECRET_NAME = /key|token|secret|passw|credential|cookie|auth/i;

/**
 * Beginnings by which providers and services make their keys known, as their documentation shows them: Anthropic and OpenAI
 * (sk-), OpenRouter (sk-or-), Google (AIza, AQ., ya29.), Groq, xAI, Perplexity, Cerebras, Fireworks, Hugging Face, Replicate,
 * NVIDIA, AWS, Databricks, GitHub, GitLab, npm, Slack, Stripe.
 */
const PREFIXED = [
  /\b(?:sk|pk|rk|sess|csk|xai|pplx|nvapi|glpat|xox[a-z]|ant)-(?=[\w-]*\d|[\w-]{16})[\w-]{8,}/g,
  /\b(?:sk|pk|rk|gsk|fw|hf|r8|npm|gh[a-z]|github_pat|glpat)_(?=\w*\d|\w{20})[A-Za-z0-9_]{12,}/g,
  /\bAIza[\w-]{20,}/g,
  /\b(?:AQ|ya29)\.[\w-]{10,}/g,
  /\b(?:AKIA|ASIA|ABSK)[A-Za-z0-9+/]{12,}=*/g,
  /\bdapi[0-9a-f]{16,}/g,
  /\beyJ[\w-]{8,}(?:\.[\w-]+){0,2}/g,
];

/** "name: value", name="value" and the like, for names that only ever name a secret. The name stays. */
const NAMED =
  /([\w-]*(?:authorization|api[-_]?key|access[-_]?key|goog-api-key|token|secret|password|passwd|cookie|credentials?|signature))(["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&"']+)/gi;
const SCHEMES = /\b(Bearer|Basic|Token|ApiKey|AWS4-HMAC-SHA256)\s+(?=\S*[\d=]|\S{20})[^\s,;"']{6,}/gi;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g;
/** Name and password of an address, and the values of its query. */
const USER_INFO = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"']+@/gi;
const QUERY_VALUE = /([?&][\w.-]+=)[^&\s#"']+/g;

/** Keys without a name: Mistral, Cohere, Together, Azure. The longest shapes first: a part must not be taken for all. */
const OPAQUE = [
  /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{32,}/g,
  /(?<![\w+/])(?=[\w+/]*[a-z])(?=[\w+/]*[A-Z])(?=[\w+/]*\d)[A-Za-z0-9+/]{40,}={0,2}/g,
  /(?<![A-Za-z0-9])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{24,}/g,
];

/**
 * Makes what takes secrets out of a text: those that are named here, and all that look like one. In doubt it hides too much.
 * @param secrets values that this process knows; what is too short to be one is left aside
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  // The longest first: one may be the beginning of another.
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let shown = text;
    for (const secret of known) shown = shown.replaceAll(secret, HIDDEN);
    shown = shown.replace(PRIVATE_KEY, HIDDEN).replace(USER_INFO, `$1${HIDDEN}@`).replace(QUERY_VALUE, `$1${HIDDEN}`);
    shown = shown.replace(SCHEMES, `$1 ${HIDDEN}`);
    for (const shape of PREFIXED) shown = shown.replace(shape, HIDDEN);
    shown = shown.replace(NAMED, hideNamed);
    for (const shape of OPAQUE) shown = shown.replace(shape, HIDDEN);
    return shown;
  };
}

/** A scheme stays readable: what follows it is hidden already. */
function hideNamed(whole: string, name: string, between: string, value: string): string {
  return /^["']?(?:Bearer|Basic|Token|ApiKey|AWS4-HMAC-SHA256)$/i.test(value) ? whole : `${name}${between}${HIDDEN}`;
}

/** Values of variables that hold keys. */
export function findSecrets(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value]) => (value !== undefined && SECRET_NAME.test(name) ? [value] : []));
}
