import { Annotations, type TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { check, explain, type Finding, type Hop, type MappingReport, obstaclesOf, spell } from "../../connectivity";
import type { Settings } from "../settings";

/**
 * Makes a stack prove, while it is synthesized, that its mapping can reach what it needs: a change that breaks a path fails
 * `cdktf synth`. What the configuration does not show stays unknown and fails nothing.
 */
export function validateConnectivity(stack: TerraformStack, settings: Pick<Settings, "skipConnectivityCheck">): void {
  if (settings.skipConnectivityCheck) {
    Annotations.of(stack).addWarning(
      "skipConnectivityCheck is set: nothing proves that the event source mapping can reach what it needs.",
    );
    return;
  }
  stack.node.addValidation(new ConnectivityValidation(stack));
}

/** What the check finds in a synthesized stack whose validation passed. */
export interface Proof {
  /** What the mapping is proved to reach, in words. */
  readonly reached: readonly string[];
  /** What it may reach or not, in words. */
  readonly unknown: readonly string[];
  /** What would decide that: facts of the account, which a plan shows as far as its data sources read them. */
  readonly facts: readonly string[];
}

const targetNames = { broker: "broker", sts: "STS", secretsmanager: "Secrets Manager", lambda: "Lambda" } as const;

/**
 * What synthesizing proves of a stack's mapping, and what it leaves open.
 *
 * @param json the stack as it is synthesized
 */
export function proofOf(json: unknown): Proof {
  const { mappings } = check([{ name: "cdk.tf.json", json }]);
  const hops = mappings.flatMap((mapping) => mapping.hops);
  const open = hops.filter(({ verdict }) => verdict !== "reachable");
  const isOpen = (target: string) => open.some((hop) => hop.target === target);
  const targets = Object.entries(targetNames).filter(([target]) => hops.some((hop) => hop.target === target));
  return {
    reached: targets.filter(([target]) => !isOpen(target)).map(([, name]) => name),
    unknown: targets.filter(([target]) => isOpen(target)).map(([, name]) => name),
    facts: [...new Set(open.flatMap(({ assumable }) => assumable))],
  };
}

class ConnectivityValidation implements IValidation {
  constructor(private readonly stack: TerraformStack) {}

  /** One text for each thing that is wrong; none when the mapping works, or may work. */
  validate(): string[] {
    const { mappings } = check([{ name: "cdk.tf.json", json: this.stack.toTerraform() }]);
    return mappings.filter(({ verdict }) => verdict === "fails").flatMap(defects);
  }
}

function defects({ hops, findings }: MappingReport): string[] {
  const obstacles = obstaclesOf(hops.filter(({ verdict }) => verdict === "blocked"));
  const errors = findings.filter(({ severity }) => severity === "error");
  return [
    ...obstacles.map(({ hops: stopped, told, resources, constructs }) => {
      const targets = [...new Set(stopped.map(({ target }) => target))];
      return `The mapping cannot reach ${targets.join(", ")}. ${describe(told, constructs.length > 0 ? constructs : resources)}`;
    }),
    ...errors.map((error) =>
      describe(
        error,
        [error.constructPath ?? error.resource].filter((where) => where !== null),
      ),
    ),
  ];
}

function describe(it: Hop | Finding, places: readonly string[]): string {
  const { explanation, remedy } = explain(it);
  const texts = [explanation, ...(remedy === null ? [] : [remedy])].map(spell);
  return `${places.length === 0 ? "" : `${places.join(", ")}: `}${texts.join(" ")}`;
}
