/**
 * Terraform's expression of where clients of a broker connect: by its prefix, never by position. Since RabbitMQ 4.2 the API may list
 * another endpoint first. The first of them, for it may come to list more than one.
 *
 * @param broker a resource or data source `aws_mq_broker`
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/47764
 */
export function amqpsEndpointOf({ fqn }: { readonly fqn: string }): string {
  return `[for endpoint in ${fqn}.instances[0].endpoints : endpoint if startswith(endpoint, "amqps://")][0]`;
}
