import type { Instance, Model } from "../../terraform/model/model";
import { flagOf, isNew, numberOf, textOf } from "../../terraform/model/shown-values";
import type { Finding } from "../../verdict";
import { managedEndpoints } from "../network/subjects";
import { type Find, rule } from "../rule";
import type { BrokerSubjects } from "../subjects";

/** What AWS tells objects of a type apart by, so that there is one of it at a time. */
const NAMES: Readonly<Record<string, string>> = {
  aws_mq_broker: "broker_name",
  aws_security_group: "name",
  aws_iam_role: "name",
  aws_lambda_function: "function_name",
  aws_secretsmanager_secret: "name",
};

/** Objects that take the place of others under the same name, while these still have it. */
export const nameTaken = rule({
  code: "name-taken",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "A new object has the name of one that is still there",
  meaning:
    "With create_before_destroy the new object is made while the old one has the name. A destroyed secret keeps its name for its recovery window, 30 days unless recovery_window_in_days says otherwise.",
  example:
    'resource "aws_security_group" "broker" { # must be replaced\n  name = "broker"\n\n  lifecycle {\n    create_before_destroy = true\n  }\n}',
  source: "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle",
  check(subjects: BrokerSubjects, found) {
    const { broker, placement, functionAndRole, credentials, model } = subjects;
    const groups = placement.groups.certain.flatMap(({ sources }) => sources);
    const own = [
      broker,
      functionAndRole.role.instance,
      functionAndRole.function.instance,
      credentials?.secret ?? null,
      ...groups,
    ];
    const made = [...new Set(own)].filter((one) => one !== null && one.mode === "managed");
    return [
      ...made.flatMap((object) => (object === null ? [] : judge(object, model, found))),
      ...managedEndpoints(subjects).flatMap(({ endpoints }) =>
        endpoints
          .filter(({ instance }) => keepsPrivateDns(instance))
          .map(({ address, instance }) =>
            found(instance, {
              object: address,
              argument: "private_dns_enabled",
              until: "destroyed-after",
              by: address,
            }),
          ),
      ),
    ];
  },
});

function judge(object: Instance, model: Model, found: Find<"name-taken">): readonly Finding[] {
  const argument = NAMES[object.type];
  if (argument === undefined) return [];
  const name = textOf(object.get(argument));
  if (name === null || !isNew(object)) return [];
  const facts = { object: object.address, argument };
  const isSecret = object.type === "aws_secretsmanager_secret";
  const keepsName = object.change === "replace" && textOf(object.before(argument)) === name;
  if (keepsName && object.createdFirst) {
    return [found(object, { ...facts, until: "destroyed-after", by: object.address })];
  }
  if (!isSecret) return [];
  const gone = model.destroyed.find(
    (one) => one.type === object.type && textOf(one.before(argument)) === name && isKept(one),
  );
  const by = gone ?? (keepsName && isKept(object) ? object : undefined);
  return by === undefined ? [] : [found(object, { ...facts, until: "recovery-window", by: by.address })];
}

/** Whether an endpoint is made while the one that it replaces has the service's name in the VPC. */
function keepsPrivateDns(endpoint: Instance): boolean {
  const vpc = textOf(endpoint.get("vpc_id"));
  return (
    endpoint.createdFirst === true &&
    flagOf(endpoint.get("private_dns_enabled")) === true &&
    flagOf(endpoint.before("private_dns_enabled")) === true &&
    vpc !== null &&
    textOf(endpoint.before("vpc_id")) === vpc
  );
}

/** Whether a destroyed secret keeps its name for a while. @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html */
function isKept(secret: Instance): boolean {
  return numberOf(secret.before("recovery_window_in_days")) !== 0;
}
