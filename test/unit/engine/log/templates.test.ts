import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mineTemplates } from '../../../../sidecar/engine/log/templates.ts';

const names = ['ada', 'bob', 'cid', 'dan', 'eve', 'fay', 'gus', 'hal', 'ivy'];

describe('mineTemplates', () => {
  it('counts lines that differ in values only', () => {
    const found = mineTemplates(['job 1 done', 'disk full', 'job 2 done', 'job 3 done']);
    expect(found.map(({ mask, lines }) => [mask, lines])).toEqual([
      ['job # done', [0, 2, 3]],
      ['disk full', [1]],
    ]);
  });

  it('takes a word for a value when many different ones stand in its place', () => {
    const found = mineTemplates(names.map((name) => `session opened for user ${name} by console`));
    expect(found).toHaveLength(1);
    expect(found[0]!.values).toEqual(names);
  });

  it('keeps a few different words apart: they are the message', () => {
    const lines = ['open', 'shut', 'held', 'lost'].map((state) => `the front door of the house is ${state} now`);
    expect(mineTemplates(lines)).toHaveLength(4);
  });

  it('never merges a word that raises an alarm', () => {
    const states = [
      ...names.map((name) => `state of the worker is ${name} today`),
      'state of the worker is failed today',
    ];
    const found = mineTemplates(states);
    expect(found.find(({ mask }) => mask.includes('failed'))?.lines).toEqual([9]);
  });

  it('looks through a header field that varies without regard to the message', () => {
    const messages = [
      'link went up again',
      'link is going down',
      'clock was adjusted',
      'cache was emptied',
      'queue is long',
    ];
    const more = ['fan speed is normal', 'battery charge is full', 'screen was locked'];
    const lines = [...messages, ...more].flatMap((message) => [`alpha core: ${message}`, `omega core: ${message}`]);
    expect(mineTemplates(lines)).toHaveLength(8);
  });

  it('takes a host that is named twice for one field', () => {
    const messages = [
      'link went up again',
      'clock was adjusted',
      'cache was emptied',
      'queue is long',
      'fan is normal',
      'all is well',
    ];
    const lines = messages.flatMap((message) =>
      ['an1', 'bn2', 'cn3'].map((host) => `- 11 ${host} Apr ${host} daemon: ${message}`),
    );
    expect(mineTemplates(lines)).toHaveLength(6);
  });

  it('tells statuses apart', () => {
    expect(mineTemplates(['GET 200 /a/b', 'GET 404 /a/b', 'GET 200 /a/c'])).toHaveLength(2);
  });

  it('gives every line to exactly one template, in order', () => {
    const word = fc.constantFrom('a', 'b1', 'c22', 'error', 'node-7', '/x/y/z', '', '10.0.0.1');
    fc.assert(
      fc.property(
        fc.array(
          fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
          { maxLength: 60 },
        ),
        (lines) => {
          const all = mineTemplates(lines).flatMap((template) => {
            expect([...template.lines].sort((a, b) => a - b)).toEqual(template.lines);
            return template.lines;
          });
          expect(all.sort((a, b) => a - b)).toEqual(lines.map((_, at) => at));
        },
      ),
    );
  });
});
