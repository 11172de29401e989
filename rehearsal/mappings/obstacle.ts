import { readAccountFacts } from "../../account-facts";
import { check } from "../../connectivity";
import type { AccountAccess } from "../account/access";
import type { PollingReport } from "../poller/polling";
import { REPORTS } from "../poller/reports";

/**
 * What AWS shows of a mapping whose interfaces do not get through to its services. Seen on Amazon MSK, whose pollers are Lambda's too.
 *
 * @see https://github.com/aws-solutions/streaming-data-solution-for-amazon-kinesis-and-amazon-msk/issues/7
 */
const NO_WAY_TO_SERVICES: PollingReport = {
  lastProcessingResult:
    "PROBLEM: Connection error. Your VPC must be able to connect to Lambda and STS, as well as Secrets Manager if authentication is required. You can provide access by configuring PrivateLink or a NAT Gateway.",
  assumed: false,
};

/** Which text AWS shows where a permission is missing, no source says. */
const NO_PERMISSION: PollingReport = { ...REPORTS.unreachable, assumed: true };

/**
 * What keeps a mapping from polling: judged by the check, on what the account's APIs report of its network and of its role's
 * permissions. Undefined where nothing does, and where the check cannot tell.
 */
export async function obstacleOf(uuid: string, access: AccountAccess): Promise<PollingReport | undefined> {
  const { state } = await readAccountFacts(uuid, access);
  const [mapping] = check([{ name: "account", json: state }]).mappings;
  if (mapping?.verdict !== "fails") return undefined;
  const blocked = mapping.hops.filter(({ verdict }) => verdict === "blocked");
  if (blocked.length === 0) return NO_PERMISSION;
  return blocked.some(({ target }) => target !== "broker") ? NO_WAY_TO_SERVICES : REPORTS.unreachable;
}
