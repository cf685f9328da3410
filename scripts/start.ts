// Builds what is stale and starts Headroom: `npm start`, `npm start -- --port 9000 --no-open`.
import { buildUi } from './lib/ui.ts';

// A page that cannot be built is no reason not to save money: the proxy does not need it.
if (!(await buildUi())) console.error('headroom: the dashboard could not be built; the proxy starts without it.');

process.argv.splice(2, 0, 'start');
await import(new URL('../sidecar/cli/headroom.mjs', import.meta.url).href);
