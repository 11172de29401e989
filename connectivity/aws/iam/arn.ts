import type { Instance } from "../../terraform/model/model";
import { textAt } from "../../terraform/model/shown-values";
import type { AwsLocation, AwsLocations } from "./aws-location";
import { ANYTHING, type Name, name, type Pattern, patternOf, SECRET_SUFFIX, UNSEEN, UNSEEN_ACCOUNT } from "./pattern";

interface ArnShape {
  readonly service: string;
  /** IAM's resources belong to no Region. */
  readonly regional: boolean;
  /** What follows the account. */
  resource(instance: Instance): Name;
}

/** How AWS makes the ARN of a resource, so that a policy can be judged before the resource exists. */
const SHAPES: Readonly<Record<string, ArnShape>> = {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmq.html
  aws_mq_broker: {
    service: "mq",
    regional: true,
    resource: (broker) => name("broker:", given(broker, "broker_name"), ":", given(broker, "id")),
  },
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
  aws_secretsmanager_secret: {
    service: "secretsmanager",
    regional: true,
    resource: (secret) => name("secret:", given(secret, "name", "name_prefix"), "-", SECRET_SUFFIX),
  },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
  aws_iam_role: {
    service: "iam",
    regional: false,
    resource: (role) => name("role", textAt(role, "path") ?? "/", given(role, "name", "name_prefix")),
  },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
  aws_lambda_function: {
    service: "lambda",
    regional: true,
    resource: (lambda) => name("function:", given(lambda, "function_name")),
  },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
  aws_kms_key: { service: "kms", regional: true, resource: (key) => name("key/", given(key, "key_id")) },
};

function shapeOf(instance: Instance): ArnShape | undefined {
  return Object.hasOwn(SHAPES, instance.type) ? SHAPES[instance.type] : undefined;
}

const known = new WeakMap<AwsLocations, WeakMap<Instance, Name>>();

/** The ARN of an instance, as far as it can be known. It is asked for by every statement of every policy. */
export function arnOf(instance: Instance, locations: AwsLocations): Name {
  const here = known.get(locations) ?? new WeakMap<Instance, Name>();
  known.set(locations, here);
  const name = here.get(instance) ?? makeArn(instance, locations);
  here.set(instance, name);
  return name;
}

function makeArn(instance: Instance, locations: AwsLocations): Name {
  const arn = textAt(instance, "arn");
  if (arn !== null) return name(arn);
  const shape = shapeOf(instance);
  if (shape === undefined) return name("arn:", ANYTHING);
  const where = locations.of(instance);
  return name(start(shape.service, where, shape.regional), ":", shape.resource(instance));
}

/** What the ARN of an instance matches, wherever it lives. */
export function anyArnOf(instance: Instance): Pattern {
  const segment = { hidden: "segment" } as const;
  const shape = shapeOf(instance);
  const service = [...(shape?.service ?? [segment])];
  const resource = shape === undefined ? [{ hidden: "text" } as const] : patternOf(shape.resource(instance));
  return [..."arn:", segment, ":", ...service, ":", segment, ":", segment, ":", ...resource];
}

/** `arn:<partition>:<service>:<region>:<account>`. */
export function start(service: string, where: AwsLocation, regional: boolean): Name {
  const region = regional ? (where.region ?? UNSEEN) : "";
  return name("arn:", where.partition ?? UNSEEN, ":", service, ":", region, ":", where.account ?? UNSEEN_ACCOUNT);
}

function given(instance: Instance, attribute: string, prefix?: string): Name {
  const text = textAt(instance, attribute);
  if (text) return name(text);
  const beginning = prefix === undefined ? null : textAt(instance, prefix);
  return beginning ? name(beginning, UNSEEN) : UNSEEN;
}
