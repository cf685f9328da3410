import type { Bundle, BundleArchive, ManagedTool } from '../types.ts';
import { programText } from './headroom-ai-program.ts';

const VERSION = '0.42.0';
const WHEELS = 'https://files.pythonhosted.org/packages';
const PYTHON = '3.12.14';
const RELEASE = '20260924';
const RUNTIMES = `https://github.com/astral-sh/python-build-standalone/releases/download/${RELEASE}`;

/** Unpacked: the runtime has about 110 MB, the library 41 MB. */
const MOST_RUNTIME_BYTES = 256 * 1024 * 1024;
const MOST_WHEEL_BYTES = 64 * 1024 * 1024;

/** What only builds, teaches, draws windows or installs others; pip among it, so that nothing here can fetch anything. */
const LEFT_OUT = [
  /^(?:include|share|tcl|libs|Scripts)\//,
  /^bin\/(?!python3\.12$)/,
  /^lib\/(?:tcl|tk|itcl|tdbc|thread|pkgconfig)[^/]*\//,
  /^(?:lib\/python3\.12|Lib)\/(?:test|idlelib|tkinter|turtledemo|ensurepip|lib2to3|site-packages|config-[^/]*)\//,
];
const leaveOut = new RegExp(LEFT_OUT.map(({ source }) => `(?:${source})`).join('|'));

/** [target of the build, bytes, sha256] */
type Facts = readonly [name: string, bytes: number, sha256: string];

/**
 * The self-contained CPython of python-build-standalone. Checksums as several projects that ship it repeat them from
 * the release's SHA256SUMS, sizes as one or two of them do, all in agreement (November 2026).
 */
const runtimes: Readonly<Record<string, Facts>> = {
  'linux-x64': [
    'x86_64-unknown-linux-gnu',
    34_270_188,
    '269b2c99e4db15b242bf01832f4fea1e8f1a664f273cff519393f296e9820b41',
  ],
  'linux-arm64': [
    'aarch64-unknown-linux-gnu',
    29_199_580,
    'c8499b61252c433280f134df954464d19811527b31cb920c35fc6967c1222e35',
  ],
  'darwin-x64': ['x86_64-apple-darwin', 24_719_239, '7ea9761b9069c10b9a20531d568645849d604c59e9c7f11f6659f1e1790c968e'],
  'darwin-arm64': [
    'aarch64-apple-darwin',
    25_017_789,
    'c2edb321cd32ec2b170df208db0446dccc4398db602ca27cf2079098fb1f7d9d',
  ],
  'win32-x64': [
    'x86_64-pc-windows-msvc',
    22_052_624,
    'c5bf8edfe858c1df9891be498b5bbc8761d383df5b9790658b088fea4870433a',
  ],
};

/** The library, as the Python package index publishes it. */
const libraries: Readonly<Record<string, Facts>> = {
  'linux-x64': [
    '82/76/34c9b66a878b7ce69aa27761c41f341a8863945f2a681f8d2920c778c3d7/headroom_ai-0.42.0-cp310-abi3-manylinux_2_28_x86_64.whl',
    15_776_655,
    'fbb3ceb8f6c3f208edcc3aad43c0e03e0db45636d9d2061525ad0d0a166da146',
  ],
  'linux-arm64': [
    'c1/cc/f54d9d36bfb8acbbca5f56ff800a27c83d2488c4c3f900ac1a2564ba61a9/headroom_ai-0.42.0-cp310-abi3-manylinux_2_28_aarch64.whl',
    15_598_366,
    '82972c52804f7d691dcf73b8f32acbd754b8c2262e56b2365d0741d99e517db8',
  ],
  'darwin-x64': [
    '35/90/ad2ddb1f4aee89cf0cab9b05c030ba7d9f553f2a0340f9cca9083e0751b1/headroom_ai-0.42.0-cp310-abi3-macosx_10_12_x86_64.whl',
    15_609_111,
    '531f25f0a1bed35130301c3219fc94391a72f1b550c4ad456af6ed2345d1ef05',
  ],
  'darwin-arm64': [
    'fe/d1/3449535c6776f106687ff58bfee0a626176069c0b884721ac839dc653ed7/headroom_ai-0.42.0-cp310-abi3-macosx_11_0_arm64.whl',
    15_605_050,
    'b175cccbfb8cbcabd0a9e9406379eee910d10fe14130f55b7beabec62194a48e',
  ],
  'win32-x64': [
    '21/21/233710bc313c07cf652ed4234574f8906becdbe22b559413394e775fd8eb/headroom_ai-0.42.0-cp310-abi3-win_amd64.whl',
    15_724_229,
    'df31ddff684f8a8f1001d3ab2b04c6b508dfc32e6d7ff3464cf669b7085deb63',
  ],
};

/**
 * All that the library's text compressor imports besides Python's own modules (measured: an interpreter that has only
 * these runs it). What the rest of the library would need – 64 more packages, models – is not installed.
 */
const needed: readonly Facts[] = [
  [
    'a9/2d/610db864d7513158cebb8f36cc88e67e73bd6c7aa1905ef18d89e1281c81/opentelemetry_api-1.45.2-py3-none-any.whl',
    60_335,
    '2cbd737377e710ee740d261c94e93fa0f08e6d037c18f17513cc0a2d94479a34',
  ],
  [
    '49/d3/b8441a820a491ddfc024b0b0cf0393375b75ea13866d9c66727e54c2fc80/typing_extensions-4.16.0-py3-none-any.whl',
    45_571,
    '481caa481374e813c1b176ada14e97f1f67a4539ce9cfeb3f350d78d6370c2e8',
  ],
];

export const headroomAi = {
  id: 'headroom-ai',
  name: 'headroom-ai',
  summary:
    'A library in Python with a Python of its own: the second engine, for long texts that Headroom’s own leaves whole.',
  homepage: 'https://pypi.org/project/headroom-ai/',
  licence: 'Apache-2.0 (library, OpenTelemetry API), PSF-2.0 (Python, typing-extensions)',
  version: VERSION,
  edition: `text compressor without models, on CPython ${PYTHON}`,
  artifacts: Object.fromEntries(Object.keys(runtimes).map((platform) => [platform, toBundle(platform)])),
  smoke: {
    args: ['-I', '-B', '{directory}/program.py', '--version'],
    expects: /^headroom-ai 0\.42\.0\s*$/,
    timeoutMs: 60_000,
    env: { HEADROOM_OFFLINE: '1', DO_NOT_TRACK: '1' },
  },
  writes: [
    'Nothing until it is switched on (headroom proxy --second-engine); then compiled modules in second-engine/ of Headroom’s directory.',
    'It is given no network and no settings of yours; Python’s own calls to the network and to other programs are refused.',
  ],
} satisfies ManagedTool;

function toBundle(platform: string): Bundle {
  const [target, bytes, sha256] = runtimes[platform]!;
  const file = `cpython-${PYTHON}%2B${RELEASE}-${target}-install_only_stripped.tar.gz`;
  return {
    archives: [
      {
        ...{ url: `${RUNTIMES}/${file}`, bytes, sha256, leaveOut, mostBytes: MOST_RUNTIME_BYTES },
        ...{ format: 'tar.gz', into: 'runtime', top: 'python' },
      },
      ...[libraries[platform]!, ...needed].map(toWheel),
    ],
    files: [{ path: 'program.py', text: programText }],
    program: platform.startsWith('win32') ? 'runtime/python.exe' : 'runtime/bin/python3.12',
  };
}

function toWheel([path, bytes, sha256]: Facts): BundleArchive {
  return { url: `${WHEELS}/${path}`, bytes, sha256, format: 'wheel', into: 'packages', mostBytes: MOST_WHEEL_BYTES };
}
