import {
  ListHostedZonesByVPCCommand,
  type ListHostedZonesByVPCCommandOutput,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { readPrivateZones } from "../../account-facts/private-zones";

const client = new Route53Client({ region: "eu-central-1" });
const asked: object[] = [];

/** Route 53's answers: the zones' pages in order, and pages of records by zone and first name. */
function answer(
  zones: readonly Partial<ListHostedZonesByVPCCommandOutput>[],
  records: Readonly<Record<string, Partial<ListResourceRecordSetsCommandOutput> | Error>>,
): void {
  const pages = [...zones];
  jest.spyOn(client, "send").mockImplementation(async (command: unknown) => {
    const { input } = command as ListResourceRecordSetsCommand;
    asked.push(input);
    if (command instanceof ListHostedZonesByVPCCommand) return pages.shift();
    if (!(command instanceof ListResourceRecordSetsCommand)) throw new Error("unexpected");
    const found = records[`${input.HostedZoneId}${input.StartRecordName ?? ""}`];
    if (found instanceof Error) throw found;
    return found;
  });
}
afterEach(() => asked.splice(0));

const own = { OwningAccount: "123456789012" };

test("zones of a VPC with all their records, whose names are relative to the zone's", async () => {
  answer(
    [
      {
        HostedZoneSummaries: [{ HostedZoneId: "Z1", Name: "sts.eu-central-1.amazonaws.com.", Owner: own }],
        NextToken: "n",
      },
      { HostedZoneSummaries: [{ HostedZoneId: "Z2", Name: "corp.", Owner: own }] },
    ],
    {
      Z1: {
        ResourceRecordSets: [
          {
            Name: "sts.eu-central-1.amazonaws.com.",
            Type: "A",
            AliasTarget: {
              DNSName: "vpce-1-a.sts.eu-central-1.vpce.amazonaws.com.",
              HostedZoneId: "Z9",
              EvaluateTargetHealth: false,
            },
          },
        ],
        IsTruncated: true,
        NextRecordName: "next",
        NextRecordType: "CNAME",
      },
      Z1next: {
        ResourceRecordSets: [
          {
            Name: "\\052.sts.eu-central-1.amazonaws.com.",
            Type: "CNAME",
            ResourceRecords: [{ Value: "x" }],
            SetIdentifier: "s",
          },
        ],
        IsTruncated: false,
      },
      Z2: { ResourceRecordSets: [], IsTruncated: false },
    },
  );
  const zone = (id: string, name: string) => ({
    type: "aws_route53_zone",
    name: id,
    values: { id, zone_id: id, name, private_zone: true, vpc: [{ vpc_id: "vpc-1" }] },
  });
  expect(await readPrivateZones(client, "vpc-1", "eu-central-1")).toEqual([
    zone("Z1", "sts.eu-central-1.amazonaws.com"),
    {
      type: "aws_route53_record",
      name: "Z1_sts.eu-central-1.amazonaws.com_A",
      values: {
        zone_id: "Z1",
        name: "sts.eu-central-1.amazonaws.com",
        type: "A",
        records: [],
        alias: [{ name: "vpce-1-a.sts.eu-central-1.vpce.amazonaws.com", zone_id: "Z9" }],
      },
    },
    {
      type: "aws_route53_record",
      name: "Z1_*.sts.eu-central-1.amazonaws.com_CNAME_s",
      values: { zone_id: "Z1", name: "*", type: "CNAME", records: ["x"], alias: [] },
    },
    zone("Z2", "corp"),
  ]);
  expect(asked).toContainEqual({ VPCId: "vpc-1", VPCRegion: "eu-central-1", NextToken: "n" });
  expect(asked).toContainEqual({ HostedZoneId: "Z1", StartRecordName: "next", StartRecordType: "CNAME" });
});

test("of a zone whose records may not be read nobody knows what it holds: it is a data source, which shows none", async () => {
  answer(
    [
      {
        HostedZoneSummaries: [
          { HostedZoneId: "Z1", Name: "eu-central-1.amazonaws.com.", Owner: { OwningAccount: "9" } },
        ],
      },
    ],
    {
      Z1: new Error("AccessDenied"),
    },
  );
  expect(await readPrivateZones(client, "vpc-1", "eu-central-1")).toEqual([
    {
      type: "aws_route53_zone",
      name: "Z1",
      mode: "data",
      values: { id: "Z1", zone_id: "Z1", name: "eu-central-1.amazonaws.com", private_zone: true, vpc_id: "vpc-1" },
    },
  ]);
});

test("zones of AWS's own services are left out", async () => {
  answer(
    [
      {
        HostedZoneSummaries: [
          {
            HostedZoneId: "Z1",
            Name: "fs-1.efs.eu-central-1.amazonaws.com.",
            Owner: { OwningService: "efs.amazonaws.com" },
          },
        ],
      },
    ],
    {},
  );
  expect(await readPrivateZones(client, "vpc-1", "eu-central-1")).toEqual([]);
});

test("what keeps the zones from being read is not hidden", async () => {
  jest.spyOn(client, "send").mockRejectedValue(new Error("not now") as never);
  await expect(readPrivateZones(client, "vpc-1", "eu-central-1")).rejects.toThrow("not now");
});
