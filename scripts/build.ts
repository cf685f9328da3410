// Builds the page (app/ into resources/ui/), also when it is current.
import { buildUi } from './lib/ui.ts';

if (!(await buildUi({ force: true }))) {
  console.error('The page was not built; the lines above say why.');
  process.exitCode = 1;
}
