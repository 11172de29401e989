import {
  type EC2Client,
  paginateDescribeManagedPrefixLists,
  paginateGetManagedPrefixListEntries,
} from "@aws-sdk/client-ec2";
import type { Resource } from "./state";

export const PREFIX_LIST_ACTIONS = ["ec2:DescribeManagedPrefixLists", "ec2:GetManagedPrefixListEntries"];

/** Reads prefix lists with their entries: one's own, shared ones, and AWS's. */
export async function readPrefixLists(client: EC2Client, ids: readonly string[]): Promise<readonly Resource[]> {
  if (ids.length === 0) return [];
  const lists: Promise<Resource>[] = [];
  for await (const { PrefixLists } of paginateDescribeManagedPrefixLists({ client }, { PrefixListIds: [...ids] })) {
    for (const { PrefixListId = "", PrefixListName } of PrefixLists ?? []) {
      lists.push(readPrefixList(client, PrefixListId, PrefixListName));
    }
  }
  return Promise.all(lists);
}

async function readPrefixList(client: EC2Client, id: string, name: string | undefined): Promise<Resource> {
  const entry: object[] = [];
  for await (const { Entries } of paginateGetManagedPrefixListEntries({ client }, { PrefixListId: id })) {
    entry.push(...(Entries ?? []).map(({ Cidr }) => ({ cidr: Cidr })));
  }
  return { type: "aws_ec2_managed_prefix_list", name: id, values: { id, name, entry } };
}
