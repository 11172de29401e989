import { groupResource } from "../../account-facts/security-groups";
import { stateOf } from "../../account-facts/state";

test("a group's rules are inside it, as Terraform's state has them: its own group is itself", () => {
  expect(
    groupResource({
      GroupId: "sg-1",
      GroupName: "broker",
      VpcId: "vpc-1",
      IpPermissions: [
        {
          IpProtocol: "tcp",
          FromPort: 5671,
          ToPort: 5671,
          UserIdGroupPairs: [{ GroupId: "sg-1" }, { GroupId: "sg-2" }],
        },
      ],
      IpPermissionsEgress: [
        {
          IpProtocol: "-1",
          IpRanges: [{ CidrIp: "0.0.0.0/0" }],
          Ipv6Ranges: [{ CidrIpv6: "::/0" }],
          PrefixListIds: [{ PrefixListId: "pl-1" }],
        },
      ],
    }),
  ).toEqual({
    type: "aws_security_group",
    name: "sg-1",
    values: {
      id: "sg-1",
      name: "broker",
      vpc_id: "vpc-1",
      ingress: [
        {
          protocol: "tcp",
          from_port: 5671,
          to_port: 5671,
          cidr_blocks: [],
          ipv6_cidr_blocks: [],
          prefix_list_ids: [],
          security_groups: ["sg-2"],
          self: true,
        },
      ],
      egress: [
        {
          protocol: "-1",
          from_port: 0,
          to_port: 0,
          cidr_blocks: ["0.0.0.0/0"],
          ipv6_cidr_blocks: ["::/0"],
          prefix_list_ids: ["pl-1"],
          security_groups: [],
          self: false,
        },
      ],
    },
  });
});

test("a group without rules has none", () => {
  expect(groupResource({ GroupId: "sg-1" }).values).toMatchObject({ ingress: [], egress: [] });
});

test("a state holds resources under addresses of type and id", () => {
  const values = { id: "subnet-1" };
  expect(stateOf([{ type: "aws_subnet", name: "subnet-1", values }])).toEqual({
    format_version: "1.0",
    values: {
      root_module: {
        resources: [
          {
            address: "aws_subnet.subnet-1",
            mode: "managed",
            type: "aws_subnet",
            name: "subnet-1",
            values,
            provider_name: "registry.terraform.io/hashicorp/aws",
            schema_version: 0,
            sensitive_values: {},
          },
        ],
      },
    },
  });
});
