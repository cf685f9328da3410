import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('.'),
  base: './',
  publicDir: false,
  plugins: [solid()],
  build: {
    outDir: path('../resources/ui'),
    emptyOutDir: true,
    target: 'es2022',
    // The page runs under `default-src 'self'`: nothing may be inlined as a data: address or as a script in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // On a slow machine the bundler would tell a first-time user how long its parts took.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});
