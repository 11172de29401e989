/** What passes between a function's process and this one, in both directions: two lengths, a header in JSON, and a body. */
export interface Frame {
  readonly header: string;
  readonly body: Buffer;
}

const LENGTHS = 8;

/** The parts of a frame, to be written one after the other: a body of megabytes is not copied. */
export function frameOf(header: object, body: Uint8Array): readonly Uint8Array[] {
  const head = Buffer.from(JSON.stringify(header));
  const lengths = Buffer.alloc(LENGTHS);
  lengths.writeUInt32BE(head.length, 0);
  lengths.writeUInt32BE(body.length, 4);
  return [Buffer.concat([lengths, head]), body];
}

/** Puts together what arrives in pieces. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #received = 0;
  #wanted = LENGTHS;

  /** @returns the frames that are complete now */
  read(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    if (this.#received < this.#wanted) return [];
    let bytes = Buffer.concat(this.#chunks, this.#received);
    const frames: Frame[] = [];
    for (;;) {
      this.#wanted = LENGTHS;
      if (bytes.length < this.#wanted) break;
      const bodyStart = LENGTHS + bytes.readUInt32BE(0);
      this.#wanted = bodyStart + bytes.readUInt32BE(4);
      if (bytes.length < this.#wanted) break;
      frames.push({
        header: bytes.toString("utf8", LENGTHS, bodyStart),
        body: bytes.subarray(bodyStart, this.#wanted),
      });
      bytes = bytes.subarray(this.#wanted);
    }
    this.#chunks = bytes.length === 0 ? [] : [bytes];
    this.#received = bytes.length;
    return frames;
  }
}
