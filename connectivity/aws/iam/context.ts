import type { Spoken } from "../../causes/policy";
import type { Instance } from "../../terraform/model/model";
import { start } from "./arn";
import type { AwsLocations } from "./aws-location";
import { UNSEEN } from "./pattern";
import type { Context, ContextValue } from "./request";
import { plainSubject, type Subject } from "./subject";

const ABSENT: ContextValue = { absent: true };

/** Keys that say which IAM principal calls. A service principal is none, and belongs to nobody's organization. */
const OF_IAM_PRINCIPALS = [
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:username",
  "aws:userid",
];

/**
 * What AWS says about a call of its own service, such as Lambda's to STS. Whether it names a source is not documented.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOfService(
  service: string,
  about: Instance,
  locations: AwsLocations,
  more: Context = nothing,
): Context {
  const region = locations.of(about).region;
  return (key) => {
    if (OF_IAM_PRINCIPALS.includes(key) || key.startsWith("aws:principaltag/")) return ABSENT;
    if (key === "aws:principalisawsservice") return plainSubject("true", { kind: "condition", key: "service-call" });
    if (key === "aws:principalservicename") return plainSubject(service, { kind: "condition", key: "calling-service" });
    return more(key) ?? anyCall(key, region);
  };
}

/** What AWS says about a call with the credentials of a role. */
export function contextOfRole(
  role: Subject,
  about: Instance,
  locations: AwsLocations,
  more: Context = nothing,
): Context {
  const { region, account } = locations.of(about);
  return (key) => {
    if (key === "aws:principalisawsservice") return plainSubject("false", { kind: "condition", key: "role-call" });
    if (key === "aws:principalservicename") return ABSENT;
    if (key === "aws:principalarn") return role;
    if (key === "aws:principaltype") return plainSubject("AssumedRole", { kind: "condition", key: "caller-type" });
    if (key === "aws:principalaccount" && account !== null)
      return plainSubject(account, { kind: "condition", key: "caller-account" });
    return more(key) ?? anyCall(key, region);
  };
}

/** Calls of a function's code carry its ARN, and so does what Lambda writes to its log. Other calls of Lambda's own do not. */
export const SOURCE_FUNCTION = "lambda:sourcefunctionarn";

function anyCall(key: string, region: string | null): ContextValue {
  // https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
  if (key === SOURCE_FUNCTION) return ABSENT;
  if (key === "aws:securetransport") return plainSubject("true", { kind: "condition", key: "tls" });
  if (key === "aws:requestedregion" && region !== null)
    return plainSubject(region, { kind: "condition", key: "region" });
  // Nobody types a code, and nobody gives an external id.
  if (key === "aws:multifactorauthpresent" || key === "aws:multifactorauthage" || key === "sts:externalid")
    return ABSENT;
  return undefined;
}

function nothing(): ContextValue {
  return undefined;
}

/** The ARNs that a call about network interfaces is checked against, of one kind. */
export function ec2Subject(
  kind: Extract<Spoken, { kind: "arns" }>["of"],
  about: Instance,
  locations: AwsLocations,
): Subject {
  const name = [...start("ec2", locations.of(about), true), ...`:${kind}/`, ...UNSEEN];
  return {
    name,
    spoken: { kind: "arns", of: kind },
    instance: null,
    attributes: [],
  };
}
