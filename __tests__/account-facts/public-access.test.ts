import { EC2Client, type VpcBlockPublicAccessExclusion } from "@aws-sdk/client-ec2";
import { readPublicAccess } from "../../account-facts/public-access";

const client = new EC2Client({ region: "eu-central-1" });

function answer(mode: string, ...exclusions: readonly (readonly VpcBlockPublicAccessExclusion[])[]): void {
  const send = jest.spyOn(client, "send").mockReset();
  send.mockResolvedValueOnce({ VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: mode } } as never);
  for (const [index, page] of exclusions.entries()) {
    const more = index < exclusions.length - 1 ? { NextToken: "more" } : {};
    send.mockResolvedValueOnce({ VpcBlockPublicAccessExclusions: page, ...more } as never);
  }
}

test("a Region that blocks nothing has nothing to tell", async () => {
  answer("off");
  expect(await readPublicAccess(client)).toEqual([]);
});

test("a Region that blocks, and what is excluded: exclusions that are gone or not there yet are none", async () => {
  const of = (id: string, State: VpcBlockPublicAccessExclusion["State"], resource: string) => ({
    ...{ ExclusionId: id, State, InternetGatewayExclusionMode: "allow-egress" as const },
    ResourceArn: `arn:aws:ec2:eu-central-1:123456789012:${resource}`,
  });
  answer(
    "block-bidirectional",
    [of("e-1", "create-complete", "vpc/vpc-1"), of("e-2", "delete-complete", "vpc/vpc-2")],
    [of("e-3", "update-in-progress", "subnet/subnet-1"), of("e-4", "create-in-progress", "vpc/vpc-3")],
  );
  const exclusion = (id: string, place: object) => ({
    type: "aws_vpc_block_public_access_exclusion",
    name: id,
    values: { id, internet_gateway_exclusion_mode: "allow-egress", vpc_id: null, subnet_id: null, ...place },
  });
  expect(await readPublicAccess(client)).toEqual([
    {
      type: "aws_vpc_block_public_access_options",
      name: "block-bidirectional",
      values: { internet_gateway_block_mode: "block-bidirectional" },
    },
    exclusion("e-1", { vpc_id: "vpc-1" }),
    exclusion("e-3", { subnet_id: "subnet-1" }),
  ]);
});
