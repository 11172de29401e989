/** Arguments that hold a map or object: any other object is a block, of which there may be several. */
const MAPS = new Set([
  "accepter",
  "additional_version_weights",
  "allocation_resource_tags",
  "encryption_context_equals",
  "encryption_context_subset",
  "extra_params",
  "input",
  "keepers",
  "metadata",
  "requester",
  "tags",
  "tags_all",
  "timeouts",
  "triggers",
  "triggers_replace",
  "variables",
]);

export function isMap(argument: string): boolean {
  return MAPS.has(argument);
}

/** Arguments that the provider's schema marks as sensitive. */
const SECRET = /(^|_)(password|token|secret_string|secret_string_wo|secret_binary|preshared_key|customer_key)$/;

export function isSecret(argument: string): boolean {
  return SECRET.test(argument);
}
