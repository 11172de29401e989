import { readFactsAbout } from "../../account-facts";
import { check } from "../../connectivity";
import type { AccountAccess } from "../account/access";
import type { MappingArguments } from "./mapping";

/** What a mapping is called that does not exist yet. */
const NOT_YET = "new";

/**
 * What Lambda answers in place of making a mapping: where it may not assume the function's role, and where that role may not read the
 * secret. Both are known of mappings on Amazon MSK; that all kinds are refused so is seen by what the AWS provider waits for. Other
 * permissions, of which no refusal is known, only keep the mapping from polling.
 *
 * @returns undefined where it makes the mapping, and where the check cannot tell
 * @see https://github.com/aws/aws-cdk/issues/18571
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/event_source_mapping.go
 */
export async function refusalOf(
  given: MappingArguments,
  functionArn: string,
  access: AccountAccess,
): Promise<string | undefined> {
  const { EventSourceArn, Queues = [], SourceAccessConfigurations = [] } = given;
  const { state } = await readFactsAbout(
    {
      ...{ UUID: NOT_YET, EventSourceArn, FunctionArn: functionArn, Queues: [...Queues] },
      SourceAccessConfigurations: SourceAccessConfigurations.map(({ Type, URI }) => ({
        Type: Type as "BASIC_AUTH",
        URI,
      })),
    },
    access,
  );
  const findings = check([{ name: "account", json: state }]).mappings.flatMap((report) => report.findings);
  if (findings.some(({ rule }) => rule === "trust-policy")) {
    return "The role defined for the function cannot be assumed by Lambda.";
  }
  const lacksSecret = findings.some(
    (finding) =>
      finding.rule === "role-lacks-permission" &&
      finding.facts.permissions.some(({ action }) => action === "secretsmanager:GetSecretValue"),
  );
  if (!lacksSecret) return undefined;
  const arn = SourceAccessConfigurations.find(({ Type }) => Type === "BASIC_AUTH")?.URI;
  return `Cannot access secret manager value ${arn}. Please ensure the role can perform the 'secretsmanager:GetSecretValue' action on your broker in IAM.`;
}
