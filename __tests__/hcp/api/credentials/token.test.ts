import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findToken } from "../../../../hcp/api/index";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "credentials-"));
  mkdirSync(join(home, ".terraform.d"));
});
afterEach(() => rmSync(home, { recursive: true }));

const find = (hostname: string, env: NodeJS.ProcessEnv = {}) => findToken(hostname, { HOME: home, ...env });

describe("from a variable, as Terraform spells it", () => {
  test.each([
    ["app.terraform.io", "TF_TOKEN_app_terraform_io"],
    ["APP.terraform.io", "TF_TOKEN_app_terraform_io"],
    ["app.terraform.io:443", "TF_TOKEN_app_terraform_io"],
    ["my-tfe.example.com", "TF_TOKEN_my__tfe_example_com"],
    ["my-tfe.example.com", "TF_TOKEN_my-tfe_example_com"],
    ["my-tfe.example.com", "TF_TOKEN_my-tfe.example.com"],
    ["localhost:8080", "TF_TOKEN_localhost:8080"],
    ["例えば.com", "TF_TOKEN_xn--r8j3dr99h_com"],
    ["xn--r8j3dr99h.com", "TF_TOKEN_例えば_com"],
  ])("%s: %s", (hostname, name) => {
    expect(find(hostname, { [name]: "planted" })).toBe("planted");
  });

  test("what is no host's name has none, whatever else is none", () => {
    expect(() => find("tfe.example/path", { TF_TOKEN_: "planted" })).toThrow("there is no token for tfe.example/path");
  });

  test("it comes before the files", () => {
    writeFileSync(join(home, ".terraformrc"), 'credentials "tfe.example" { token = "file" }');
    expect(find("tfe.example", { TF_TOKEN_tfe_example: "variable" })).toBe("variable");
    expect(find("tfe.example", { TF_TOKEN_tfe_example: "" })).toBe("file");
  });
});

describe("from Terraform's configuration files", () => {
  test.each([
    [
      "what `terraform login` writes",
      ".terraform.d/credentials.tfrc.json",
      '{"credentials":{"tfe.example":{"token":"t"}}}',
    ],
    ["a block", ".terraformrc", 'plugin_cache_dir = "x"\ncredentials "tfe.example" {\n  token = "t"\n}\n'],
    [
      "a block of another host before it",
      ".terraformrc",
      'credentials "a.b" { token = "no" }\ncredentials "TFE.example" { token = "t" }',
    ],
    [
      "a block in the folder",
      ".terraform.d/more.tfrc",
      'credentials "tfe.example" {\n  # token = "old"\n  token = "t"\n}\n',
    ],
  ])("%s", (_, file, content) => {
    writeFileSync(join(home, file), content);
    expect(find("tfe.example")).toBe("t");
  });

  test("a file that is named takes the place of the others", () => {
    writeFileSync(
      join(home, ".terraform.d/credentials.tfrc.json"),
      '{"credentials":{"tfe.example":{"token":"folder"}}}',
    );
    const named = join(home, "named.tfrc");
    writeFileSync(named, 'credentials "other.example" { token = "t" }');
    expect(find("other.example", { TF_CLI_CONFIG_FILE: named })).toBe("t");
    expect(() => find("tfe.example", { TF_CLI_CONFIG_FILE: named })).toThrow("there is no token for tfe.example");
  });

  test.each([
    ["is damaged", '{"credentials":'],
    ["holds no token", '{"credentials":{"tfe.example":{}}}'],
    ["holds something else", '{"credentials":{"tfe.example":null}}'],
    ["holds a comment only", '/* credentials "tfe.example" { token = "t" } */'],
  ])("one that %s gives none", (_, content) => {
    writeFileSync(join(home, ".terraform.d/credentials.tfrc.json"), content);
    expect(() => find("tfe.example")).toThrow("there is no token");
  });
});

test("where there is none, it says what to do", () => {
  expect(() => find("my-tfe.example.com")).toThrow(
    "there is no token for my-tfe.example.com: run `terraform login my-tfe.example.com`, or set TF_TOKEN_my__tfe_example_com. " +
      "See https://developer.hashicorp.com/terraform/cli/config/config-file#credentials",
  );
});
