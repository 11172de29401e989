import { blocksOf, type Document } from "./mutations/document";

/** What option 2 rests on and only the account knows. */
const facts = ["dns-support", "dns-hostnames", "default-security-group-as-created", "default-network-acl-open"];

/** What has to be asserted of the default VPC that a configuration looks up, as `--assume` takes it. */
export function assumptionsOf(document: Document): string[] {
  const vpcs = blocksOf(document).filter(({ mode, type }) => mode === "data" && type === "aws_vpc");
  return vpcs.flatMap(({ address }) => facts.map((fact) => `${address}:${fact}`));
}
