import {
  type HostedZoneSummary,
  ListHostedZonesByVPCCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  type ResourceRecordSet,
  type Route53Client,
  type VPCRegion,
} from "@aws-sdk/client-route-53";
import type { Resource } from "./state";

/** What reading them takes. */
export const PRIVATE_ZONE_ACTIONS = [
  "route53:ListHostedZonesByVPC",
  "route53:ListResourceRecordSets",
  "ec2:DescribeVpcs",
];

/** Reads the private hosted zones that a VPC has, with their records. */
export async function readPrivateZones(
  client: Route53Client,
  vpcId: string,
  region: string,
): Promise<readonly Resource[]> {
  const zones = await zonesOf(client, vpcId, region);
  // Those of AWS's own services belong to what they are made for: an endpoint's private DNS is judged with the endpoint.
  const others = zones.filter(({ Owner }) => Owner?.OwningService === undefined);
  return (await Promise.all(others.map((zone) => zoneResources(client, zone, vpcId)))).flat();
}

async function zonesOf(client: Route53Client, VPCId: string, region: string): Promise<readonly HostedZoneSummary[]> {
  const zones: HostedZoneSummary[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListHostedZonesByVPCCommand({ VPCId, VPCRegion: region as VPCRegion, ...(NextToken && { NextToken }) }),
    );
    zones.push(...(page.HostedZoneSummaries ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return zones;
}

async function zoneResources(
  client: Route53Client,
  { HostedZoneId: id = "", Name: name = "" }: HostedZoneSummary,
  vpcId: string,
): Promise<readonly Resource[]> {
  const type = "aws_route53_zone";
  const values = { id, zone_id: id, name: plain(name), private_zone: true };
  let records: readonly ResourceRecordSet[];
  try {
    records = await recordsOf(client, id);
  } catch {
    // Another account's: whether it has records for a name is not known.
    return [{ type, name: id, mode: "data", values: { ...values, vpc_id: vpcId } }];
  }
  return [
    { type, name: id, values: { ...values, vpc: [{ vpc_id: vpcId }] } },
    ...records.map((record) => recordResource(record, id, plain(name))),
  ];
}

async function recordsOf(client: Route53Client, HostedZoneId: string): Promise<readonly ResourceRecordSet[]> {
  const records: ResourceRecordSet[] = [];
  let page: Partial<ListResourceRecordSetsCommandOutput> = {};
  do {
    page = await client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId,
        ...(page.NextRecordName && { StartRecordName: page.NextRecordName }),
        ...(page.NextRecordType && { StartRecordType: page.NextRecordType }),
        ...(page.NextRecordIdentifier && { StartRecordIdentifier: page.NextRecordIdentifier }),
      }),
    );
    records.push(...(page.ResourceRecordSets ?? []));
  } while (page.IsTruncated === true);
  return records;
}

function recordResource(record: ResourceRecordSet, zoneId: string, zone: string): Resource {
  const { Name = "", Type, SetIdentifier, ResourceRecords, AliasTarget } = record;
  const full = plain(Name);
  return {
    type: "aws_route53_record",
    name: [zoneId, full, Type, ...(SetIdentifier === undefined ? [] : [SetIdentifier])].join("_"),
    values: {
      zone_id: zoneId,
      name: full === zone ? zone : full.slice(0, -zone.length - 1),
      type: Type,
      records: ResourceRecords?.map(({ Value }) => Value) ?? [],
      alias:
        AliasTarget === undefined
          ? []
          : [{ name: plain(AliasTarget.DNSName ?? ""), zone_id: AliasTarget.HostedZoneId }],
    },
  };
}

/** Without the final dot, and with an asterisk spelled as such: Route 53 shows others than letters, digits, and a few signs by their octal code. */
function plain(name: string): string {
  return name.replace(/\\052/g, "*").replace(/\.$/, "");
}
