import { anyOf } from "../../aws/network/refs";
import { regionOf } from "../../aws/network/regions";
import { isOffered } from "../../aws/network/service-names";
import { rule } from "../rule";
import { managedEndpoints, type NetworkSubjects } from "./subjects";

/** Endpoints for a name that AWS does not offer in their Region. */
export const endpointService = rule({
  code: "endpoint-service",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "An endpoint for a service that is not offered there",
  meaning:
    "The name is for another Region, or has the prefix of another partition. In China the prefix depends on the service.",
  example: 'service_name = "com.amazonaws.cn-north-1.sts" # cn.com.amazonaws.cn-north-1.sts',
  source: "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
  check(subjects: NetworkSubjects, found) {
    return managedEndpoints(subjects).flatMap(({ vpc, endpoints }) => {
      const region = regionOf(vpc, anyOf(subjects.placement.subnets));
      return endpoints.flatMap(({ address, instance, names }) => {
        const [name] = names;
        if (name === undefined || name.region === "" || names.length > 1) return [];
        const elsewhere = region !== null && region !== name.region ? region : null;
        if (isOffered(name) && elsewhere === null) return [];
        const asked = `${name.prefix}.${name.region}.${name.service}`;
        return [found(instance, { endpoint: address, asked, region: elsewhere })];
      });
    });
  },
});
