import { cause } from "../../causes/cause";
import { distinct, missingFact } from "../../causes/missing-fact";
import type { Service } from "../../causes/party";
import { type Judgement, no, unknown, YES } from "../../proof/judgement";
import type { Instance, MissingFact, Model } from "../../terraform/model/model";
import { isLeftToAws, textAt } from "../../terraform/model/shown-values";
import { contextOfRole, contextOfService } from "./context";
import { credentialsOf } from "./credentials";
import { type PolicySource, unreadDocument } from "./document";
import { type Decision, evaluate } from "./evaluate";
import { functionAndRoleOf } from "./function-and-role";
import type { Iam } from "./iam";
import { ANYTHING } from "./pattern";
import { LAMBDA, POLLER_ACTIONS } from "./poller-calls";
import type { Context, Request } from "./request";
import { arnSubject, roleCaller } from "./role-subject";
import { plainSubject, type Subject } from "./subject";

/** Whether the policy of an interface endpoint allows what a mapping calls there. An endpoint without policy allows everything. */
export function judgeEndpointPolicy(endpoint: Instance, service: Service, mapping: Instance, iam: Iam): Judgement {
  const { sources, carrier } = policyOf(endpoint, iam);
  if (sources.length === 0) return YES;
  const { verdict, deniedBy, nearMisses, missing } = decide(sources, service, mapping, endpoint, iam);
  const asked = { endpoint: endpoint.address, services: [service] };
  switch (verdict) {
    case "yes":
      return YES;
    case "no": {
      const [miss] = nearMisses;
      const origin = (deniedBy ?? miss?.document)?.origin ?? carrier;
      const facts = {
        origin: origin === endpoint ? null : origin.address,
        isDenied: deniedBy !== null,
        excluded: miss?.element ?? null,
      };
      return no(cause("endpoint-policy", carrier, { ...asked, ...facts }));
    }
    case "unknown": {
      const because = distinct(missing);
      const shownBy = because.every((fact) => fact.shownBy === "its-workspace") ? "its-workspace" : "input";
      const fact = missingFact("endpoint-policy-allows", asked, because.length === 0 ? "apply" : shownBy, { because });
      return unknown(cause("endpoint-policy-unknown", carrier, asked, [fact]));
    }
  }
}

interface EndpointPolicy {
  readonly sources: readonly PolicySource[];
  /** The resource whose argument the policy is. */
  readonly carrier: Instance;
}

/** An `aws_vpc_endpoint_policy` replaces the policy that the endpoint was made with. */
function policyOf(endpoint: Instance, iam: Iam): EndpointPolicy {
  const policies = iam.referrers.of(endpoint, "aws_vpc_endpoint_policy", "vpc_endpoint_id");
  const own = policies.find(({ doubt }) => doubt === null)?.instance;
  if (own !== undefined) return { carrier: own, sources: sourceOf(own, iam) };
  const inline = ownPolicy(endpoint, iam);
  const perhaps = policies[0]?.instance;
  if (perhaps === undefined) return { carrier: endpoint, sources: inline };
  const missing = missingFact("endpoint-of-policy", { policy: perhaps.address });
  const unread = unreadDocument(endpoint, [missing]);
  // It replaces the endpoint's own policy, or there is nothing but that.
  const alternatives = [...inline.flatMap((source) => source.alternatives), unread];
  return { carrier: endpoint, sources: [{ carrier: endpoint, alternatives }] };
}

function ownPolicy(endpoint: Instance, iam: Iam): readonly PolicySource[] {
  if (isLeftToAws(endpoint, "policy") || isWithdrawn(endpoint, iam.model)) return [];
  return sourceOf(endpoint, iam);
}

/** The endpoint still reports the policy of an `aws_vpc_endpoint_policy` that the plan destroys. */
function isWithdrawn(endpoint: Instance, model: Model): boolean {
  return model.destroyed.some((gone) => {
    if (gone.type !== "aws_vpc_endpoint_policy") return false;
    const id = gone.before("vpc_endpoint_id");
    const policy = gone.before("policy");
    const same = id.kind === "scalar" && id.value === textAt(endpoint, "id") && policy.kind === "scalar";
    return same && policy.value === textAt(endpoint, "policy");
  });
}

function sourceOf(carrier: Instance, { documents }: Iam): readonly PolicySource[] {
  const alternatives = documents.of(carrier.get("policy"), carrier);
  return alternatives.length === 0 ? [] : [{ carrier, alternatives }];
}

function decide(
  sources: readonly PolicySource[],
  service: Service,
  mapping: Instance,
  endpoint: Instance,
  iam: Iam,
): Decision {
  const { locations } = iam;
  const { function: lambda, role } = functionAndRoleOf(mapping, iam.model);
  const through = throughEndpoint(endpoint);
  const action = POLLER_ACTIONS[service];
  if (service === "secretsmanager") {
    const resource = credentialsOf(mapping, iam)?.subject ?? ANY;
    if (role.instance === null) return unknownRole(role.missing);
    const caller = roleCaller(role.instance, locations);
    const context = contextOfRole(caller.role, endpoint, locations, through);
    return evaluate(sources, { action, resource, caller, context });
  }
  const target = service === "sts" ? role.instance : lambda.instance;
  const resource = target === null ? ANY : arnSubject(target, locations);
  const request: Request = {
    action,
    resource,
    caller: { kind: "service", service: LAMBDA },
    context: contextOfService(LAMBDA, endpoint, locations, through),
  };
  const decision = evaluate(sources, request);
  if (decision.verdict !== "yes") return decision;
  // AWS documents these two policies with Resource "*" only.
  if (evaluate(sources, { ...request, resource: plainSubject("*", { kind: "every-resource" }) }).verdict === "yes")
    return decision;
  const missing = missingFact("particular-resources", { action }, "nothing");
  return { ...decision, verdict: "unknown", missing: [missing] };
}

const ANY: Subject = { name: ANYTHING, spoken: { kind: "used-by-mapping" }, instance: null, attributes: [] };

function unknownRole(missing: MissingFact): Decision {
  return {
    verdict: "unknown",
    denies: "unknown",
    deniedBy: null,
    nearMisses: [],
    missing: [missing],
    unclear: [],
    sources: [],
  };
}

/** A call that arrives through an endpoint says so. */
function throughEndpoint(endpoint: Instance): Context {
  return (key) => {
    if (key !== "aws:sourcevpce") return undefined;
    const id = textAt(endpoint, "id");
    return {
      name: id === null ? ANYTHING : [...id],
      spoken: { kind: "id", of: endpoint.address },
      instance: endpoint,
      attributes: ["id"],
    };
  };
}
