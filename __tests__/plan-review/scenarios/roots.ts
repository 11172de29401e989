import type { Root } from "./plan";

const kept = (value: string) => ({
  version: 4,
  terraform_version: "1.11.4",
  serial: 1,
  lineage: "00000000-0000-0000-0000-000000000000",
  outputs: { greeting: { value, type: "string" } },
  resources: [],
});

/** What needs a root module of its own: the built-in provider is enough for it. */
export const roots: Readonly<Record<string, Root>> = {
  output_only: {
    files: {
      "main.tf":
        'output "greeting" {\n  value = "planted-in-an-output"\n}\n\noutput "secret" {\n  value     = "planted-in-a-secret-output"\n  sensitive = true\n}\n',
    },
    state: kept("planted-in-an-earlier-output"),
  },
  imported: {
    files: {
      "main.tf":
        'import {\n  to = terraform_data.kept\n  id = "planted-in-an-import"\n}\n\nresource "terraform_data" "kept" {\n}\n',
    },
  },
};
