import { connect } from 'node:net';

/**
 * Owns a name on a session bus as long as the process lives, and does nothing under it (D-Bus specification, versions 1).
 * @param address as dbus-daemon prints it: unix:path=…,guid=… or unix:abstract=…,guid=…
 */
export async function ownBusName(address: string, name: string): Promise<{ release(): void }> {
  const [, kind, at = ''] = /unix:(path|abstract)=([^,]+)/.exec(address) ?? [];
  const socket = connect(kind === 'abstract' ? `\0${at}` : at);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const said = new Promise<void>((resolve) => socket.once('data', () => resolve()));
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
  await said;
  const welcomed = new Promise<void>((resolve) => socket.once('data', () => resolve()));
  socket.write('BEGIN\r\n');
  socket.write(makeCall(1, 'Hello'));
  await welcomed;
  const flags = Buffer.alloc(4);
  const text = makeString(name);
  socket.on('data', () => {}).on('error', () => {}); // what others ask under this name stays without an answer
  socket.write(makeCall(2, 'RequestName', { signature: 'su', body: Buffer.concat([align(text, 4), flags]) }));
  return { release: () => socket.destroy() };
}

/** A call to the bus itself. */
function makeCall(serial: number, member: string, content = { signature: '', body: Buffer.alloc(0) }): Buffer {
  const { signature, body } = content;
  const fields = [
    makeField(1, 'o', makeString('/org/freedesktop/DBus')),
    makeField(2, 's', makeString('org.freedesktop.DBus')),
    makeField(3, 's', makeString(member)),
    makeField(6, 's', makeString('org.freedesktop.DBus')),
    ...(signature === '' ? [] : [makeField(8, 'g', makeSignature(signature))]),
  ];
  // Every field begins at a multiple of 8; the length of the last one is not filled up.
  const array = fields.reduce((sum, field) => Buffer.concat([align(sum, 8), field]), Buffer.alloc(0));
  const head = Buffer.alloc(16);
  head.write('l', 0);
  head[1] = 1;
  head[3] = 1;
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(serial, 8);
  head.writeUInt32LE(array.length, 12);
  return Buffer.concat([align(Buffer.concat([head, array]), 8), body]);
}

function makeField(code: number, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([code]), makeSignature(type), value]);
}

function makeString(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(text), 0);
  return Buffer.concat([length, Buffer.from(`${text}\0`)]);
}

function makeSignature(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(`${text}\0`)]);
}

function align(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);
}
