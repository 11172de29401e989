import { EC2Client } from "@aws-sdk/client-ec2";
import { readInterfaces } from "../../account-facts/interfaces";
import { Ec2AndLambdaEmulator, type EmulatedInterface } from "../support/ec2-and-lambda-emulator";

const UUID = "6c4f0a52-2b7e-4d9e-9d0c-1f2f5e1a7b3c";
const OTHER = "0d1f2f5e-2b7e-4d9e-9d0c-6c4f0a521b3c";
const mapping = { UUID, FunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:mine" };

const aws = new Ec2AndLambdaEmulator();
beforeAll(() => aws.start());
afterAll(() => aws.stop());

const read = () =>
  readInterfaces(
    new EC2Client({
      ...{ endpoint: aws.url, region: "eu-central-1", maxAttempts: 1 },
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    }),
    mapping,
  );

function of(uuid: string, id: string, subnetId: string, ...securityGroupIds: readonly string[]): EmulatedInterface {
  const description = `AWS Lambda VPC ENI-armq-123456789012-${uuid}-1a2b3c4d`;
  return { id, description, subnetId, securityGroupIds, status: "in-use" };
}

test("the mapping's own, wherever they are, from all pages; those of other mappings and accounts are none", async () => {
  aws.interfaces = [
    of(UUID, "eni-1", "subnet-1", "sg-2", "sg-1"),
    of(OTHER, "eni-2", "subnet-1", "sg-1"),
    { ...of(UUID, "eni-3", "subnet-1", "sg-1"), description: `AWS Lambda VPC ENI-armq-210987654321-${UUID}` },
    { ...of(UUID, "eni-4", "subnet-2"), status: "available" },
    of(UUID, "eni-5", "subnet-9", "sg-9"),
  ];
  expect(await read()).toEqual([
    { id: "eni-1", subnetId: "subnet-1", status: "in-use", groups: ["sg-1", "sg-2"] },
    { id: "eni-4", subnetId: "subnet-2", status: "available", groups: [] },
    { id: "eni-5", subnetId: "subnet-9", status: "in-use", groups: ["sg-9"] },
  ]);
});

test("a mapping that has none", async () => {
  aws.interfaces = [of(OTHER, "eni-2", "subnet-1", "sg-1")];
  expect(await read()).toEqual([]);
});

test("who may not look, is told so", async () => {
  aws.ec2Failures.push({ status: 403, code: "UnauthorizedOperation", message: "You are not authorized." });
  await expect(read()).rejects.toMatchObject({ name: "UnauthorizedOperation", message: "You are not authorized." });
});
