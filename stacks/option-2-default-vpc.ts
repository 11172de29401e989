import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { DefaultVpc } from "../modules/network/default-vpc";
import { InterfaceEndpoints } from "../modules/network/interface-endpoints";
import type { PlacementStrategy } from "../modules/network/placement";
import { ports } from "../modules/network/ports";
import { SecurityGroupRules } from "../modules/network/security-group-rules";
import { lookUpEndpointServices, mappingServices } from "../modules/network/vpc-services";

/**
 * A private broker whose subnets and groups are left blank, so that Amazon MQ takes the default VPC's. Its subnets are
 * public, which does not help: the mapping's interfaces have no public address. So there are endpoints, in the subnets that
 * the broker reports. The VPC is shared with strangers: private DNS sends their calls to the endpoints too.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
export const defaultVpc: PlacementStrategy = (scope, settings, names) => {
  const { vpc, defaultGroup, ranges } = new DefaultVpc(scope, "default-vpc", settings);
  const owned = mappingServices.filter((service) => !settings.existingEndpoints.includes(service));
  const addGroup = (part: string, description: string) =>
    new SecurityGroup(scope, part, { name: names.network(part), description, vpcId: vpc.id });

  return {
    broker: { publiclyAccessible: false },
    surround: ({ subnetIds }) => {
      const clients = addGroup("clients", "Functions that talk to the broker");
      const rules = new SecurityGroupRules(scope, "rules");
      for (const [protocol, port] of Object.entries(ports)) {
        rules.admit(`broker-from-clients-${protocol}`, {
          securityGroupId: defaultGroup.id,
          port,
          description: `${names.prefix}: ${protocol.toUpperCase()} from the functions`,
          from: { securityGroupId: clients.id },
        });
        rules.allow(`clients-to-broker-${protocol}`, {
          securityGroupId: clients.id,
          port,
          description: `${protocol.toUpperCase()} to the broker`,
          to: { securityGroupId: defaultGroup.id },
        });
      }

      const endpoints = [];
      if (owned.length > 0) {
        const endpointsGroup = addGroup("endpoints", "Interface endpoints of the AWS APIs");
        rules.admit("endpoints-from-vpc", {
          securityGroupId: endpointsGroup.id,
          port: ports.https,
          description: "AWS APIs for everything in the VPC: private DNS sends all of it here",
          from: { eachCidr: ranges },
        });
        rules.allow("broker-to-endpoints", {
          securityGroupId: defaultGroup.id,
          port: ports.https,
          description: `${names.prefix}: AWS APIs for the event source mapping`,
          to: { securityGroupId: endpointsGroup.id },
        });
        rules.allow("clients-to-endpoints", {
          securityGroupId: clients.id,
          port: ports.https,
          description: "AWS APIs for the functions",
          to: { securityGroupId: endpointsGroup.id },
        });
        endpoints.push(
          ...new InterfaceEndpoints(scope, "interface-endpoints", {
            names,
            vpcId: vpc.id,
            subnetIds,
            securityGroupId: endpointsGroup.id,
            services: lookUpEndpointServices(scope, settings, owned),
          }).endpoints,
        );
      }
      if (settings.existingEndpoints.length > 0) {
        // Whose group they carry is not ours to know; where they are is.
        rules.allow("clients-to-existing-endpoints", {
          securityGroupId: clients.id,
          port: ports.https,
          description: "AWS APIs for the functions, by endpoints that the VPC already has",
          to: { eachCidr: ranges },
        });
      }

      return {
        mapping: { subnetIds, securityGroupIds: [defaultGroup.id] },
        clients: { subnetIds, securityGroupIds: [clients.id] },
        ready: [...rules.all, ...endpoints],
      };
    },
  };
};
