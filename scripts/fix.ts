// Formats all files and repairs what the linter can repair safely.
import { runTool } from './lib/project.ts';

process.exitCode = await runTool('@biomejs/biome', 'biome', ['check', '--write', ...process.argv.slice(2), '.']);
