import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformDataSource, TerraformResource, type TerraformStack } from "cdktf";
import { readSettings } from "../../modules/settings";
import { options } from "../catalogue";
import { OptionStack } from "../option-stack";
import { StateBucketStack } from "../state-bucket";

/** Settings with which an option has everything that it may have. */
const everything = {
  brokerDeploymentMode: "CLUSTER_MULTI_AZ",
  brokerConfiguration: { heartbeat: 60 },
  natGateways: "one-per-zone",
};

/** Types of all resources and data sources of the options. */
export function typesOfOptions(): string[] {
  return typesIn((app) => options.map((option) => new OptionStack(app, option, readSettings({}, everything))));
}

/** Types of all resources and data sources of the state's bucket. */
export function typesOfStateBucket(): string[] {
  return typesIn((app) => [new StateBucketStack(app, readSettings({}, undefined))]);
}

function typesIn(make: (app: App) => readonly TerraformStack[]): string[] {
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
