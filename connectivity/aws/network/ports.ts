/** Port of the AWS services' endpoints. */
export const HTTPS = 443;

/** Port of RabbitMQ over TLS, on which the pollers consume. */
export const AMQPS = 5671;
