import { type Block, StackView } from "./stack-view";

/** A resource in Terraform's JSON output of a state. */
export interface StateResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly sensitive_values: Readonly<Record<string, unknown>>;
}

/** A state, as `terraform test` prints it after a run. */
export interface State {
  readonly root_module: { readonly resources: readonly StateResource[] };
  readonly outputs: Readonly<Record<string, { readonly value: unknown; readonly sensitive: boolean }>>;
}

/** A stack that Terraform has applied. */
export class AppliedStack extends StackView {
  constructor(
    readonly state: State,
    namePrefix: string,
  ) {
    const { resources } = state.root_module;
    super(
      namePrefix,
      resources.filter(({ mode }) => mode === "managed"),
      resources.filter(({ mode }) => mode === "data"),
    );
  }

  override attribute({ values }: Block, name: string): unknown {
    return values[name];
  }
}
