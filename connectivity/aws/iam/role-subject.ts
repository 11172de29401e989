import type { Instance } from "../../terraform/model/model";
import { arnOf } from "./arn";
import type { AwsLocations } from "./aws-location";
import type { Caller } from "./request";
import type { Subject } from "./subject";

/** The ARN of an instance, as policies name it. */
export function arnSubject(
  instance: Instance,
  locations: AwsLocations,
  attributes: readonly string[] = ["arn"],
): Subject {
  return { name: arnOf(instance, locations), spoken: { kind: "arn", of: instance.address }, instance, attributes };
}

/** A role as caller. `byAccount`: whether its account's root stands for it. */
export function roleCaller(
  role: Instance,
  locations: AwsLocations,
  byAccount = true,
): Extract<Caller, { kind: "role" }> {
  return { kind: "role", role: arnSubject(role, locations), account: locations.of(role).account, byAccount };
}
