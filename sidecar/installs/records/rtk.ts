import type { Artifact, ManagedTool } from '../types.ts';

const VERSION = '0.50.0';
const RELEASE = `https://github.com/rtk-ai/rtk/releases/download/v${VERSION}`;

/** [archive, its bytes, its sha256, bytes of the program, its sha256] */
type Facts = readonly [archive: string, bytes: number, sha256: string, memberBytes: number, memberSha256: string];

/**
 * The release's checksums.txt as its publisher's Homebrew formula and Chocolatey package repeat it; sizes and the
 * programs' own checksums as several who repackage it have published them, all in agreement (November 2026).
 */
const builds: Readonly<Record<string, Facts>> = {
  'linux-x64': [
    'rtk-x86_64-unknown-linux-musl.tar.gz',
    4_857_739,
    'bc2b8902b0d9c796c82ef45f16ae2307e17757afeca5ee156235a3dc7bda5f89',
    11_040_640,
    '23433a2a50bdeb12199cadd4b94b639238d6c38529fcba1c30c9295db5fa9517',
  ],
  'linux-arm64': [
    'rtk-aarch64-unknown-linux-gnu.tar.gz',
    4_462_410,
    'd1cc49dfa2cd443fc32625444b59fe616b6c80478cca210985118347174dd758',
    9_267_808,
    'a5dc2c362aa563087388732b227756d1ef008bcd01f6bd84c07aca9ebe085ad7',
  ],
  'darwin-x64': [
    'rtk-x86_64-apple-darwin.tar.gz',
    4_512_079,
    'ac23e20024ab3c71e7f50069f8b34190aec1b2d8f0c2cc19834039b3dac73373',
    9_860_992,
    'a4c3c6e179dcb12518358c834c7e244496161380da3a73727bd781521395f075',
  ],
  'darwin-arm64': [
    'rtk-aarch64-apple-darwin.tar.gz',
    4_122_143,
    'fe54761a9950266e3a78ddb66a8af5e067251169da306a288e0751de63d836fe',
    8_458_000,
    '09aa3e6f79f994235f9ad86bc5c290ce04a663e73c6d018e00deac96475c786e',
  ],
  'win32-x64': [
    'rtk-x86_64-pc-windows-msvc.zip',
    4_511_565,
    'cb03399305135dd59ee23eb59a3260ccdeea5a8e08fbc7a271b115b85583a6c9',
    10_158_592,
    '57c9b9723388e9f421bd1f82aabf1bf093ea3012b72ebbbe0ea855d739f1d622',
  ],
};

export const rtk = {
  id: 'rtk',
  name: 'rtk',
  summary: 'Shortens what shell commands print. Headroom does that itself; this is for who wants rtk’s own filters.',
  homepage: 'https://github.com/rtk-ai/rtk',
  // From 1.0.0 on the default build has another licence; of the releases before it, this is the latest all of whose
  // checksums and sizes could be compared in several independent places.
  licence: 'Apache-2.0',
  version: VERSION,
  edition: 'default build before 1.0',
  artifacts: Object.fromEntries(Object.entries(builds).map(([platform, facts]) => [platform, toArtifact(facts)])),
  // Other programs have the same name: only this one prints just this line.
  smoke: {
    args: ['--version'],
    expects: /^rtk 0\.50\.0\s*$/,
    timeoutMs: 5000,
    env: { RTK_TELEMETRY_DISABLED: '1' },
  },
  writes: [
    'When it is run: a history of commands with their full text (history.db in the user’s data directory, kept 90 days).',
    'Headroom runs it once, after installing it, in a home of its own that is then deleted.',
  ],
} satisfies ManagedTool;

function toArtifact([archive, bytes, sha256, memberBytes, memberSha256]: Facts): Artifact {
  const isZip = archive.endsWith('.zip');
  return {
    url: `${RELEASE}/${archive}`,
    sha256,
    bytes,
    format: isZip ? 'zip' : 'tar.gz',
    member: { name: isZip ? 'rtk.exe' : 'rtk', bytes: memberBytes, sha256: memberSha256 },
  };
}
