import type { Endpoint } from "../../aws/network/endpoints";
import { rule } from "../rule";
import { managedEndpoints, type NetworkSubjects } from "./subjects";

/** Endpoints that claim one name in one VPC. */
export const duplicatePrivateDns = rule({
  code: "duplicate-private-dns",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Two endpoints with private DNS for one service in one VPC",
  meaning:
    "AWS refuses the second: private-dns-enabled cannot be set because there is already a conflicting DNS domain.",
  example: "# aws_vpc_endpoint.sts and module.shared.aws_vpc_endpoint.sts, in one VPC\nprivate_dns_enabled = true",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/17535",
  check(subjects: NetworkSubjects, found) {
    const { endpointNames } = subjects.network;
    return managedEndpoints(subjects).flatMap(({ service, vpc, endpoints }) => {
      const lookedUp = endpointNames
        .endpointsIn(vpc, service)
        .filter(({ instance, names, vpc: own }) => instance.mode === "data" && names.length > 0 && own.key === vpc.key);
      const claiming = [...lookedUp.filter(claimsName), ...endpoints.filter(claimsName)];
      const second = claiming.slice(1).find(({ instance }) => instance.mode === "managed");
      if (second === undefined) return [];
      return [found(second.instance, { endpoints: claiming.map(({ address }) => address), service, vpc: vpc.name })];
    });
  },
});

function claimsName({ privateDns, isInterface }: Endpoint): boolean {
  return privateDns === true && isInterface === true;
}
