import type { ListenerSettings } from "../settings";

/** A RabbitMQ user without a tag. */
export interface BrokerUser {
  readonly username: string;
  /** What its secret is said to hold. */
  readonly description: string;
  /** In the virtual host of the queue, and nothing in others. */
  readonly permissions: Permissions;
}

/** What RabbitMQ lets a user do on a virtual host, as regular expressions over the names of queues and exchanges. */
export interface Permissions {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
}

/** Matches no name. @see https://www.rabbitmq.com/docs/access-control#authorisation */
const nothing = "^$";

/** The user that a listener's mapping polls with: it may read its queue, and do what the settings say beyond. */
export function mappingUser({ suffix, settings }: ListenerSettings): BrokerUser {
  const queue = `^${settings.queue.replaceAll(".", "[.]")}$`;
  return {
    username: `mapping${suffix}`,
    description: "RabbitMQ user of the event source mapping",
    permissions: {
      configure: settings.mappingUserConfigure ?? nothing,
      write: settings.mappingUserWrite ?? nothing,
      read: settings.mappingUserRead === undefined ? queue : `${queue}|${settings.mappingUserRead}`,
    },
  };
}

/**
 * The publisher's user: it may publish to every exchange but those of dead letters, and read nothing. The default exchange reaches every
 * queue by its name, so that the others add no reach; and binding, which wants to read, stays out of it.
 *
 * @see https://www.rabbitmq.com/docs/access-control#authorisation
 */
export const publisherUser: BrokerUser = {
  username: "publisher",
  description: "RabbitMQ user of the publisher",
  permissions: { configure: nothing, write: "^(?!.*[.]dead-letter$)", read: nothing },
};
