import { rule } from "../rule";
import { isInVpc, type NetworkSubjects } from "./subjects";

/** Associations of one subnet with different route tables. */
export const secondRouteTable = rule({
  code: "second-route-table",
  severity: "warning",
  effect: "none",
  kind: "refused",
  title: "Two route tables for one subnet",
  meaning:
    "AWS refuses the second association: Resource.AlreadyAssociated. Where the tables differ in what the mapping needs, the hop is unknown.",
  example:
    "# aws_route_table_association.private and aws_route_table_association.again\nsubnet_id      = aws_subnet.private.id\nroute_table_id = aws_route_table.other.id",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  check(subjects: NetworkSubjects, found) {
    const { placement, network } = subjects;
    if (!isInVpc(subjects)) return [];
    return placement.subnets.certain.flatMap((subnet) => {
      const associations = network.subnetTables.contested(subnet);
      const facts = { associations: associations.map(({ address }) => address).sort(), subnet: subnet.name };
      return associations.filter(({ change }) => change !== "none").map((made) => found(made, facts));
    });
  },
});
