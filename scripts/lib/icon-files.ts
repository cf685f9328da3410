/** One size of a picture, as PNG. */
export interface Picture {
  /** Width and height in pixels. */
  readonly size: number;
  readonly png: Uint8Array;
}

/** A Windows icon: a directory of PNG pictures (Microsoft, "ICO" format; PNG entries since Windows Vista). */
export function makeIco(pictures: readonly Picture[]): Uint8Array {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at); // 0 stands for 256
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Types of an Apple icon's entries that hold a PNG of this size (Apple, icon composer formats). */
const icnsTypes: Readonly<Record<number, string>> = {
  16: 'icp4',
  32: 'icp5',
  64: 'icp6',
  128: 'ic07',
  256: 'ic08',
  512: 'ic09',
  1024: 'ic10',
};

/** An Apple icon: chunks of type, length and PNG. @throws RangeError for a size that the format has no type for. */
export function makeIcns(pictures: readonly Picture[]): Uint8Array {
  const chunks = pictures.map(({ size, png }) => {
    const type = icnsTypes[size];
    if (type === undefined) throw new RangeError(`an icns has no pictures of ${size} pixels`);
    return makeChunk(type, png);
  });
  return makeChunk('icns', Buffer.concat(chunks));
}

function makeChunk(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + data.length, 4);
  return Buffer.concat([head, data]);
}
