import { connect, type Socket } from 'node:net';

/** A window as an X server tells of it. */
export interface XWindow {
  readonly id: number;
  readonly name: string;
  /** Whether it and all that it lies in are shown. */
  readonly isViewable: boolean;
}

/** As much of an X server as a test of a window needs (X Window System Protocol, version 11). */
export interface XDisplay {
  /** Direct children of the root window that have a name. */
  windows(): Promise<XWindow[]>;
  /** Asks a window to close, as the button in its frame does (ICCCM, WM_DELETE_WINDOW). */
  requestClose(id: number): Promise<void>;
  close(): void;
}

const WM_NAME = 39;
const STRING_LENGTH = 256;
const VIEWABLE = 2;
const CLIENT_MESSAGE = 33;

/** @param number of a display on this computer that asks for no authorisation. */
export async function openDisplay(number: number): Promise<XDisplay> {
  const socket = connect(`/tmp/.X11-unix/X${number}`);
  const reader = new Reader(socket);
  socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  const head = await reader.take(8);
  const setup = await reader.take(head.readUInt16LE(6) * 4);
  if (head[0] !== 1) throw new Error('the X server refuses this client');
  // Behind the fixed part and the vendor lie 8 bytes per pixmap format, then the first screen.
  const screen = 32 + pad(setup.readUInt16LE(16)) + setup[21]! * 8;
  const root = setup.readUInt32LE(screen);
  let sent = 0;
  const send = (request: Buffer): number => {
    request.writeUInt16LE(request.length / 4, 2);
    socket.write(request);
    sent = (sent + 1) & 0xffff;
    return sent;
  };
  const ask = async (request: Buffer): Promise<Buffer | null> => {
    const sequence = send(request);
    for (;;) {
      const start = await reader.take(32);
      const isReply = start[0] === 1;
      const whole = isReply ? Buffer.concat([start, await reader.take(start.readUInt32LE(4) * 4)]) : start;
      // An error may tell of what was sent before, to a window that has gone meanwhile.
      if (start[0]! <= 1 && start.readUInt16LE(2) === sequence) return isReply ? whole : null;
    }
  };
  const internAtom = async (name: string): Promise<number> => {
    const request = Buffer.alloc(8 + pad(name.length));
    request[0] = 16;
    request.writeUInt16LE(name.length, 4);
    request.write(name, 8);
    return (await ask(request))!.readUInt32LE(8);
  };
  const readWindow = async (id: number): Promise<XWindow | null> => {
    const [name, attributes] = [await ask(getProperty(id)), await ask(ofWindow(3, id))];
    if (name === null || attributes === null) return null; // it has gone since it was listed
    const text = name.toString('utf8', 32, 32 + name.readUInt32LE(16));
    return { id, name: text, isViewable: attributes[26] === VIEWABLE };
  };
  return {
    async windows() {
      const tree = await ask(ofWindow(15, root));
      const count = tree?.readUInt16LE(16) ?? 0;
      const found: XWindow[] = [];
      for (let at = 0; at < count; at++) {
        const window = await readWindow(tree!.readUInt32LE(32 + at * 4));
        if (window !== null && window.name !== '') found.push(window);
      }
      return found;
    },
    async requestClose(id) {
      const event = Buffer.alloc(44);
      event[0] = 25;
      event.writeUInt32LE(id, 4);
      event[12] = CLIENT_MESSAGE;
      event[13] = 32;
      event.writeUInt32LE(id, 16);
      event.writeUInt32LE(await internAtom('WM_PROTOCOLS'), 20);
      event.writeUInt32LE(await internAtom('WM_DELETE_WINDOW'), 24);
      send(event);
      // An answered question behind it: the event has been sent.
      await internAtom('WM_PROTOCOLS');
    },
    close: () => socket.destroy(),
  };
}

function ofWindow(opcode: number, window: number): Buffer {
  const request = Buffer.alloc(8);
  request[0] = opcode;
  request.writeUInt32LE(window, 4);
  return request;
}

function getProperty(window: number): Buffer {
  const request = Buffer.alloc(24);
  request[0] = 20;
  request.writeUInt32LE(window, 4);
  request.writeUInt32LE(WM_NAME, 8);
  request.writeUInt32LE(STRING_LENGTH, 20);
  return request;
}

function pad(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Bytes of a socket in pieces of the wanted length. */
class Reader {
  private held = Buffer.alloc(0);
  private wake = (): void => {};
  private isOver = false;

  constructor(socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.held = Buffer.concat([this.held, chunk]);
      this.wake();
    });
    const end = (): void => {
      this.isOver = true;
      this.wake();
    };
    socket.on('close', end).on('error', end);
  }

  async take(length: number): Promise<Buffer> {
    while (this.held.length < length) {
      if (this.isOver) throw new Error('the X server has gone');
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const taken = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return taken;
  }
}
