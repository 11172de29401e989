import { rule } from "../rule";
import { managedEndpoints, type NetworkSubjects } from "./subjects";

/** Endpoints of a type that the services do not have. */
export const endpointType = rule({
  code: "endpoint-type",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "An endpoint of the wrong type",
  meaning: "STS, Secrets Manager and Lambda have interface endpoints only, and AWS refuses another type.",
  example:
    'resource "aws_vpc_endpoint" "sts" {\n  service_name = "com.amazonaws.eu-west-1.sts" # and no vpc_endpoint_type\n}',
  source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
  check(subjects: NetworkSubjects, found) {
    return managedEndpoints(subjects).flatMap(({ service, endpoints }) =>
      endpoints
        .filter(({ isInterface }) => isInterface === false)
        .map(({ address, instance }) => found(instance, { endpoint: address, service })),
    );
  },
});
