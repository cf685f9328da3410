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

/** Libraries that the window loads (Neutralino 6.9 on GTK 3); the sidecar needs none beyond the C and C++ ones. */
const windowDepends = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libwebkit2gtk-4.1-0 | libwebkit2gtk-4.0-37',
  'libayatana-appindicator3-1',
  'libxtst6',
  'libxrandr2',
  'libpng16-16 | libpng16-16t64',
];

export function makeControl({ version, architecture, installedKb, hasWindow }: DebFacts): string {
  const depends = ['libc6 (>= 2.28)', 'libstdc++6', ...(hasWindow ? windowDepends : [])];
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
 * Before the files go, every user's agents are led past Headroom again: a proxy that is gone must not be asked. An
 * update leaves them alone.
 */
export const prerm = `#!/bin/sh
set -e
[ "$1" = remove ] || exit 0
getent passwd | while IFS=: read -r name _ uid _ _ home _; do
  [ -d "$home/.headroom/clients" ] || continue
  if [ "$uid" = 0 ]; then /usr/bin/headroom pause </dev/null || true
  else runuser -u "$name" -- env HOME="$home" /usr/bin/headroom pause </dev/null || true
  fi
done
exit 0
`;

export function makeDesktopEntry({ hasWindow }: Pick<DebFacts, 'hasWindow'>): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Headroom',
    `Comment=${summary}`,
    `Exec=${hasWindow ? '/opt/headroom/headroom' : '/usr/bin/headroom start'}`,
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
