import type { Host } from './types.ts';

/** A browser tab: the sidecar served this page and wrote the token into it. */
export const browserHost: Host = {
  api: () => ({
    base: new URL('api/v1/', document.baseURI).href,
    token: document.querySelector<HTMLMetaElement>('meta[name="headroom-token"]')?.content || null,
  }),
  proxyOrigin: () => location.origin,
  copyText: async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false; // no permission, or a page that is not a secure context: the caller selects the text instead
    }
  },
  saveFile: (name, content) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    // The download has taken hold of it by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  },
};
