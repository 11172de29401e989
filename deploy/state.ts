import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Terraform } from "./terraform";

/** A state, as `terraform state pull` prints it: what these commands look at. The rest of it goes along. */
export interface State {
  readonly serial: number;
  readonly resources: readonly StateResource[];
  readonly outputs?: Readonly<Record<string, unknown>>;
}

interface StateResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> | null }[];
}

/** A broker, as its attributes tell. */
export interface BrokerIdentity {
  readonly name: string;
  readonly id: string;
}

/** @param attributes of an `aws_mq_broker` */
export function identityOf(attributes: Readonly<Record<string, unknown>> | null | undefined): BrokerIdentity {
  return { name: String(attributes?.broker_name), id: String(attributes?.id) };
}

/** The brokers that a state knows. */
export function brokersIn({ resources }: State): readonly BrokerIdentity[] {
  return resources
    .filter(({ mode, type }) => mode === "managed" && type === "aws_mq_broker")
    .flatMap(({ instances }) => instances.map(({ attributes }) => identityOf(attributes)));
}

/** @param text what `terraform state pull` printed: nothing where there never was a state */
export function readState(text: string): State {
  return { serial: 0, resources: [], ...(text.trim() === "" ? {} : (JSON.parse(text) as Partial<State>)) };
}

/** Whether nothing is deployed. A data source, or a value that state keeps, is nothing that AWS has. */
export function isEmpty({ resources }: State): boolean {
  return !resources.some(({ mode, type }) => mode === "managed" && type !== "terraform_data");
}

/** Puts a state where there is none that matters. @throws TerraformFailed */
export async function pushState(terraform: Terraform, state: State): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mqesm-state-"));
  try {
    const file = join(folder, "pushed.tfstate");
    // It holds the broker administrator's password.
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    // An emptied state may be of another lineage.
    await terraform.read("state", "push", "-force", file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
