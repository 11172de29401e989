import { once } from "node:events";
import { createServer } from "node:net";
import { Places } from "../../../rehearsal/brokers/places";
import { canListen } from "../../../rehearsal/brokers/ports";

const FREE_PORT = { address: "127.0.0.1", amqps: expect.any(Number), https: expect.any(Number) };

test("where no port below 1024 may be taken, free ports of 127.0.0.1", async () => {
  const places = new Places(false);
  const taken = [await places.take(), await places.take()];
  expect(taken).toEqual([FREE_PORT, FREE_PORT]);
  for (const { amqps, https } of taken) {
    expect(amqps).not.toBe(https);
    expect(Math.min(amqps, https)).toBeGreaterThan(1023);
  }
});

describe("on addresses of their own", () => {
  const taken: [Places, Awaited<ReturnType<Places["take"]>>][] = [];
  afterEach(() => {
    for (const [places, place] of taken.splice(0)) places.giveBack(place);
  });
  async function takeFrom(places: Places) {
    const place = await places.take();
    taken.push([places, place]);
    return place;
  }

  test("brokers have Amazon MQ's own ports, also beside another rehearsal's whose server does not listen yet", async () => {
    if (!(await canListen("127.0.0.254", 443))) {
      process.stderr.write("skipped: this process may not listen on port 443 of any loopback address\n");
      return;
    }
    const [one, other] = [new Places(true), new Places(true)];
    const places = [await takeFrom(one), await takeFrom(other), await takeFrom(one)];
    expect(new Set(places.map(({ address }) => address)).size).toBe(3);
    expect(places.every(({ amqps, https }) => amqps === 5671 && https === 443)).toBe(true);
  });

  test("an address that somebody else listens on is left alone", async () => {
    if (!(await canListen("127.0.0.254", 443))) return;
    const first = await takeFrom(new Places(true));
    taken.splice(0).forEach(([places, place]) => {
      places.giveBack(place);
    });
    const stranger = createServer().listen(5671, first.address);
    await once(stranger, "listening");
    const place = await takeFrom(new Places(true));
    stranger.close();
    expect(place.address).not.toBe(first.address);
  });
});
