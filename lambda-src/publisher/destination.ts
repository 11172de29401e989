/** Where messages go, within the virtual host of the function's configuration. */
export type Destination = { readonly queue: string } | { readonly exchange: string; readonly routingKey: string };

/** An exchange and a routing key: the default exchange, whose name is empty, takes a queue's name for one. */
export function routeTo(destination: Destination): { readonly exchange: string; readonly routingKey: string } {
  return "queue" in destination ? { exchange: "", routingKey: destination.queue } : destination;
}

/** How an error's text names it. */
export function destinationInWords(destination: Destination): string {
  return "queue" in destination
    ? `queue ${JSON.stringify(destination.queue)}`
    : `exchange ${JSON.stringify(destination.exchange)} with routing key ${JSON.stringify(destination.routingKey)}`;
}
