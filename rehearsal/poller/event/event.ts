/** Where a mapping's messages come from. */
export interface EventOrigin {
  readonly eventSourceArn: string;
  readonly virtualHost: string;
  readonly queue: string;
}

/** Writes the events of one mapping: all of its messages come from one queue. */
export class EventWriter {
  readonly #head: string;
  readonly #tail = "]}}";

  constructor({ eventSourceArn, virtualHost, queue }: EventOrigin) {
    const source = `"eventSource":"aws:rmq","eventSourceArn":${JSON.stringify(eventSourceArn)}`;
    this.#head = `{${source},"rmqMessagesByQueue":{${JSON.stringify(`${queue}::${virtualHost}`)}:[`;
  }

  /** What an event takes besides its records, in bytes. A record takes its own bytes, and one that separates it. */
  get overhead(): number {
    return Buffer.byteLength(this.#head) + this.#tail.length;
  }

  /** @param records as JSON, with their sizes in bytes */
  write(records: readonly { readonly json: string; readonly bytes: number }[]): Buffer {
    const size = records.reduce((sum, { bytes }) => sum + bytes + 1, this.overhead - 1);
    const event = Buffer.allocUnsafe(size);
    let end = event.write(this.#head);
    for (const [index, { json, bytes }] of records.entries()) {
      if (index > 0) end += event.write(",", end, "latin1");
      // As many bytes as characters: then each is one of ASCII, which is written without looking at it.
      end += event.write(json, end, bytes === json.length ? "latin1" : "utf8");
    }
    event.write(this.#tail, end, "latin1");
    return event;
  }
}
