import { expect, it } from 'vitest';
import { packEdits, unpackEdits } from '../../../sidecar/worker/protocol.ts';

it('brings edits through a frame unchanged', () => {
  const edits = [
    { start: 3, end: 9, bytes: Uint8Array.of(1, 2, 3) },
    { start: 12, end: 12, bytes: new Uint8Array(0) },
    { start: 20, end: 40, bytes: Uint8Array.of(4) },
  ];
  const { ranges, tail } = packEdits(edits);
  expect(unpackEdits(ranges, tail).map((edit) => ({ ...edit, bytes: [...edit.bytes] }))).toEqual(
    edits.map((edit) => ({ ...edit, bytes: [...edit.bytes] })),
  );
});
