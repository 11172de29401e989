/** A host's name as it is compared: lower case, Punycode, without the port of HTTPS. Undefined where it is none. */
export function comparable(hostname: string): string | undefined {
  const address = `https://${hostname}/`;
  if (!/^[^/?#@\s]+$/.test(hostname) || !URL.canParse(address)) return undefined;
  return new URL(address).host;
}
