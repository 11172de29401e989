/** A resource as Terraform's state would hold it. */
export interface Resource {
  readonly type: string;
  /** What AWS calls it: its id, or its name. */
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * A data source is what only a part is known of.
   *
   * @default managed
   */
  readonly mode?: "managed" | "data";
}

/** JSON as `terraform show -json` prints it of a state: every value in it is known. */
export interface StateDocument {
  readonly format_version: "1.0";
  readonly values: { readonly root_module: { readonly resources: readonly object[] } };
}

/** A state that holds resources. Their addresses are of type and id, such as `aws_subnet.subnet-0a1b`. */
export function stateOf(resources: readonly Resource[]): StateDocument {
  return {
    format_version: "1.0",
    values: {
      root_module: {
        resources: resources.map(({ type, name, values, mode = "managed" }) => ({
          address: `${mode === "data" ? "data." : ""}${type}.${name}`,
          mode,
          ...{ type, name, values },
          provider_name: "registry.terraform.io/hashicorp/aws",
          schema_version: 0,
          sensitive_values: {},
        })),
      },
    },
  };
}
