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
    return managedEndpoints(subjects).flatMap(({ service, vpc, endpoints }) => {
      const claiming = endpoints.filter(({ privateDns, isInterface }) => privateDns === true && isInterface === true);
      const [, second] = claiming;
      if (second === undefined) return [];
      return [found(second.instance, { endpoints: claiming.map(({ address }) => address), service, vpc: vpc.name })];
    });
  },
});
