import { describe, expect, it } from 'vitest';
import { listFiles, readProjectFile } from '../../scripts/lib/tree.ts';
import { findLiteralTexts } from './literal-texts.ts';

/** What stays as it is in every language. */
const names = /^(Headroom|Claude Code|Codex|Gemini CLI|Anthropic|Google|CSV|PNG)$/;
const keys = /^(Enter|Escape|Home|End)$/;
const commands = /^(export [A-Z_]+=|ENABLE_TOOL_SEARCH=true claude|~\/code\/shop)$/;
/** Read by the browser and by the sidecar. */
const codes = /^(main a\[href\^="#\/"\]|\(prefers-color-scheme: dark\)|px system-ui, sans-serif|Bearer)$/;
/** Each has the names of languages in themselves. */
const ownNames = ['app/state/create-format-choice.ts'];

const files = listFiles('app').filter(
  (path) => /\.tsx?$/.test(path) && !path.startsWith('app/texts/') && path !== 'app/vite.config.ts',
);

describe('the page', () => {
  it('says nothing that is not in app/texts/', () => {
    expect(files.length).toBeGreaterThan(100);
    const said = files
      .filter((path) => !ownNames.includes(path))
      .flatMap((path) => findLiteralTexts(readProjectFile(path), path).map((found) => ({ path, ...found })))
      .filter(({ text }) => ![names, keys, commands, codes].some((allowed) => allowed.test(text)))
      .map(({ path, line, text }) => `${path}:${line} ${text}`);
    expect(said).toEqual([]);
  });
});

describe('a text in the code', () => {
  const find = (source: string): readonly string[] => findLiteralTexts(source, 'a.tsx').map(({ text }) => text);

  it.each([
    ['const a = <p>\n  Nothing here\n</p>;', 'Nothing here'],
    ['const a = <p>{isOn ? "On" : said.off}</p>;', 'On'],
    ['const a = <p>{count} requests</p>;', 'requests'],
    ['const a = <button aria-label="close" />;', 'close'],
    ['const a = <input placeholder={isOn ? "search" : ""} />;', 'search'],
    ['const a = <img alt={"picture of " + name} />;', 'picture of'],
    ['const a = { word: "days" };', 'days'],
    ['const a = (amount: string): string => `more than direct`;', 'more than direct'],
    ['const a = told || "It failed.";', 'It failed.'],
    ['const a = "Save" as const;', 'Save'],
  ])('is found in %s', (source, text) => {
    expect(find(source)).toEqual([text]);
  });

  it('is told with its line', () => {
    expect(findLiteralTexts('const a = 1;\n\nconst b = "Not now";\n', 'a.ts')).toEqual([{ line: 3, text: 'Not now' }]);
  });

  it.each([
    'const a = <p class="quiet small" role="status">{texts().home.title} · –</p>;',
    'const a = <p aria-label={said().groups[isOn ? "client" : "model"]}>&nbsp;×</p>;',
    'import { a } from "./Some file.ts"; type B = "Not a text";',
    'const a = kind === "Some Kind" ? said.one : said.two;',
    'throw new Error("The browser is not open.");',
    'const a = { "Content-Type": said.json, id: "compressors-title" };',
  ])('is none: %s', (source) => {
    expect(find(source)).toEqual([]);
  });
});
