import type { Instance, Model } from "../../terraform/model/model";
import { arnOf } from "./arn";
import type { Caller } from "./request";
import type { Subject } from "./subject";
import { surroundingsOf } from "./surroundings";

/** The ARN of an instance, as policies name it. */
export function arnSubject(instance: Instance, model: Model, attributes: readonly string[] = ["arn"]): Subject {
  return { name: arnOf(instance, model), spoken: { kind: "arn", of: instance.address }, instance, attributes };
}

/** A role as caller. `byAccount`: whether its account's root stands for it. */
export function roleCaller(role: Instance, model: Model, byAccount = true): Extract<Caller, { kind: "role" }> {
  return { kind: "role", role: arnSubject(role, model), account: surroundingsOf(role, model).account, byAccount };
}
