/** What stands in a package besides the programs, by path inside of it. */
export interface DebFacts {
  readonly version: string;
  /** Debian's name of the processor. */
  readonly architecture: string;
  /** Kilobytes when installed. */
  readonly installedKb: number;
  /** Whether the native window is in it; else the entry of the menu opens the browser. */
  readonly hasWindow: boolean;
}

const id = 'dev.headroom.desktop';
const summary = 'Lowers the bill of coding agents and never raises it';

/** What the sidecar is linked against, in the oldest versions that have every symbol which it asks for. */
const sidecarDepends = ['libc6 (>= 2.28)', 'libgcc-s1', 'libstdc++6'];
/** What the window loads (Neutralino 6.9 on GTK 3), and gdbus, which tells whether a panel shows its icon. */
const windowDepends = [
  'libc6 (>= 2.34)',
  'libgcc-s1',
  'libstdc++6',
  'libglib2.0-bin',
  'libgtk-3-0 | libgtk-3-0t64',
  'libwebkit2gtk-4.1-0 | libwebkit2gtk-4.0-37',
  'libayatana-appindicator3-1',
  'libxtst6',
  'libxrandr2',
  'libpng16-16 | libpng16-16t64',
];

export function makeControl({ version, architecture, installedKb, hasWindow }: DebFacts): string {
  const depends = hasWindow ? windowDepends : sidecarDepends;
  return [
    'Package: headroom',
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    'Maintainer: Headroom <headroom@localhost>',
    'Section: devel',
    'Priority: optional',
    `Installed-Size: ${installedKb}`,
    `Depends: ${depends.join(', ')}`,
    'Recommends: xdg-utils',
    `Description: ${summary}`,
    ' A local proxy between coding agents and their model provider. It shortens what tools',
    ' print before it is sent, byte-exactly and without touching what the provider has cached.',
    '',
  ].join('\n');
}

/**
 * Before the files go, what runs of them is asked to end, and that gives the agents of whoever started it their own
 * settings back: a proxy that is gone must not be asked. No home is looked into here. Only what none of our own
 * programs has started is asked, the rest ends with it. An update leaves everything alone.
 */
export const prerm = `#!/bin/sh
set -e
[ "$1" = remove ] || exit 0
is_ours() { case "$(readlink "/proc/$1/exe" 2>/dev/null)" in /opt/headroom/*) return 0 ;; *) return 1 ;; esac; }
list_ours() {
  for directory in /proc/[0-9]*; do
    if is_ours "\${directory#/proc/}"; then echo "\${directory#/proc/}"; fi
  done
}
for pid in $(list_ours); do
  parent=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status" 2>/dev/null || true)
  if ! is_ours "\${parent:-0}"; then kill -TERM "$pid" 2>/dev/null || true; fi
done
seconds=0
while [ -n "$(list_ours)" ] && [ "$seconds" -lt 30 ]; do
  sleep 1
  seconds=$((seconds + 1))
done
exit 0
`;

/** @param exec the command line of the entry, by the rules of its specification. */
export function makeDesktopEntry({ hasWindow, exec }: { hasWindow: boolean; exec: string }): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Headroom',
    `Comment=${summary}`,
    `Exec=${exec}`,
    'Icon=headroom',
    `Terminal=${!hasWindow}`,
    'Categories=Development;',
    ...(hasWindow ? ['StartupWMClass=headroom'] : []),
    '',
  ].join('\n');
}

/** AppStream component (freedesktop.org, desktop-application). */
export function makeMetainfo({ version }: Pick<DebFacts, 'version'>, date: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>${id}</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>Headroom</name>
  <summary>${summary}</summary>
  <description>
    <p>Headroom sits on your computer between coding agents and their model provider. It shortens what tools print before it is sent, byte-exactly and without touching what the provider has cached, and shows what that saved.</p>
  </description>
  <launchable type="desktop-id">${id}.desktop</launchable>
  <provides><binary>headroom</binary></provides>
  <releases><release version="${version}" date="${date}"/></releases>
  <content_rating type="oars-1.1"/>
</component>
`;
}

export const paths = {
  desktopEntry: `usr/share/applications/${id}.desktop`,
  metainfo: `usr/share/metainfo/${id}.metainfo.xml`,
  copyright: 'usr/share/doc/headroom/copyright',
} as const;
