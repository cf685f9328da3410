import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { json as editor } from '../../../../sidecar/clients/edits/json.ts';
import { withItems } from '../../../../sidecar/clients/edits/json-items.ts';

const json = withItems(editor);
const item = { matcher: 'Bash', hooks: [{ type: 'http', url: 'http://127.0.0.1:8787/v1/hooks' }] };
const target = { path: ['hooks', 'Post'], owner: 'someone', item };

/** Settings as people write them: any layout, with and without lists of their own. */
const gap = fc.constantFrom('', ' ', '\n', '\r\n  ', '\n\t', ' /* a */ ', '\n  // [1, 2]\n  ');
const element = fc.constantFrom('1', '"x"', '{"matcher":"Edit","hooks":[]}', '[ ]', '{ "a" : 1 }');
const list = fc
  .tuple(fc.array(fc.tuple(gap, element, gap), { maxLength: 3 }), gap, fc.boolean())
  .map(([elements, end, comma]) => {
    const parts = elements.map(([before, one, after]) => before + one + after);
    return `[${parts.join(',')}${comma && parts.length > 0 ? ',' : ''}${end}]`;
  });
const hooks = fc.oneof(
  fc.constant('{}'),
  list.map((post) => `{"Post":${post}}`),
  list.map((other) => `{ "Pre": ${other} }`),
);
const document = fc
  .tuple(
    gap,
    fc.oneof(
      hooks.map((one) => `{"hooks":${one}}`),
      fc.constant('{"model":"opus"}'),
      fc.constant(''),
    ),
    gap,
  )
  .map(([before, body, after]) => (body === '' ? '' : before + body + after));

describe('an element of a list in JSON', () => {
  it('taken out again leaves what was there, byte for byte, whatever the layout', () => {
    fc.assert(
      fc.property(document, (text) => {
        const made = json.set(text, target, item);
        expect(json.read(made.text, target)).toEqual(item);
        expect(json.set(made.text, target, item).text).toBe(made.text);
        expect(json.unset(made.text, target, made.undo)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('goes without the elements that others have put beside it meanwhile', () => {
    const { text, undo } = json.set('{\n  "hooks": {}\n}\n', target, item);
    const mine = '{"matcher":"Edit","hooks":[]}';
    const grown = json.set(text, { ...target, item: JSON.parse(mine) }, JSON.parse(mine)).text;
    expect(json.unset(grown, target, undo)).toContain(mine);
    expect(json.unset(grown, target, undo)).not.toContain('127.0.0.1');
    expect(json.unset(grown.replace(`${JSON.stringify(item)},`, ''), target, undo)).toContain(mine);
  });

  it('is left where somebody has changed it, and never doubled', () => {
    const { text, undo } = json.set('{}', target, item);
    const changed = text.replace('"Bash"', '"Bash|Edit"');
    expect(json.read(changed, target)).toBeUndefined();
    expect(json.unset(changed, target, undo)).toBeNull();
    expect(() => json.set(changed, target, item)).toThrow(expect.objectContaining({ code: 'client.conflict' }));
  });

  it('refuses what is no list, and leaves other values to the editor', () => {
    for (const text of ['{"hooks":{"Post":{}}}', '{"hooks":[]}']) {
      expect(() => json.set(text, target, item)).toThrow(expect.objectContaining({ code: 'client.conflict' }));
      expect(json.read(text, target)).toBeUndefined();
    }
    const plain = { path: ['a'], owner: 'someone' };
    expect(json.read(json.set('{}', plain, 1).text, plain)).toBe(1);
  });
});
