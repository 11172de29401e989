import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformDataSource, TerraformResource, type TerraformStack } from "cdktf";

/** Types of all resources and data sources of some stacks, in the order of the alphabet. */
export function typesIn(make: (app: App) => readonly TerraformStack[]): string[] {
  // cdktf makes the folder with the app.
  const outdir = mkdtempSync(join(tmpdir(), "types-"));
  try {
    const constructs = make(new App({ outdir })).flatMap((stack) => stack.node.findAll());
    const types = constructs.flatMap((construct) => {
      if (TerraformResource.isTerraformResource(construct)) {
        return construct.terraformResourceType;
      }
      return TerraformDataSource.isTerraformDataSource(construct) ? `data.${construct.terraformResourceType}` : [];
    });
    return [...new Set(types)].sort();
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
