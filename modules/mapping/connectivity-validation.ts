import { Annotations, type TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { check, explain, type Finding, type Hop, type MappingReport, spell } from "../../connectivity";
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

class ConnectivityValidation implements IValidation {
  constructor(private readonly stack: TerraformStack) {}

  /** One text for each thing that is wrong; none when the mapping works, or may work. */
  validate(): string[] {
    const { mappings } = check([{ name: "cdk.tf.json", json: this.stack.toTerraform() }]);
    return mappings.filter(({ verdict }) => verdict === "fails").flatMap(defects);
  }
}

function defects({ hops, findings }: MappingReport): string[] {
  const targetsByDefect = new Map<string, Set<string>>();
  for (const hop of hops.filter(({ verdict }) => verdict === "blocked")) {
    const targets = targetsByDefect.get(describe(hop)) ?? new Set();
    targetsByDefect.set(describe(hop), targets.add(hop.target));
  }
  const errors = findings.filter(({ severity }) => severity === "error");
  return [
    ...[...targetsByDefect].map(([text, targets]) => `The mapping cannot reach ${[...targets].join(", ")}. ${text}`),
    ...errors.map(describe),
  ];
}

function describe(it: Hop | Finding): string {
  const where = it.constructPath ?? it.resource;
  const { explanation, remedy } = explain(it);
  const texts = [explanation, ...(remedy === null ? [] : [remedy])].map(spell);
  return `${where === null ? "" : `${where}: `}${texts.join(" ")}`;
}
