import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { ProjectCopy } from "../support/project-copy";

const copy = new ProjectCopy({ ownDependencies: true });
afterAll(() => copy.remove());
jest.setTimeout(180_000);

/** What there is must do: a listener is made where no registry is in reach, too. */
const env = { PATH: process.env.PATH, HOME: process.env.HOME, npm_config_offline: "true" };

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: copy.folder, env, encoding: "utf8" });
  return { status, stdout, stderr };
}

const newListener = (...names: string[]) => run("npm", "run", "--silent", "new:listener", "--", ...names);
const settings = () => JSON.parse(readFileSync(copy.path("cdktf.json"), "utf8")).context.settings;

/** The code that is deployed of a listener, from the folder of option 4. */
function deployedCode(asset: string): string {
  const folder = copy.path("cdktf.out/stacks/option-4-isolated/assets", asset);
  const [hash = ""] = readdirSync(folder);
  const [zip = ""] = readdirSync(join(folder, hash));
  return Buffer.from(unzipSync(readFileSync(join(folder, hash, zip)))["index.js"] ?? []).toString();
}

test("two listeners, one of them with a dependency: each builds, is tested, and has nothing of the other", () => {
  const [orders, invoices] = ["orders", "invoices"].map((name) => {
    expect(newListener(name)).toMatchObject({ status: 0, stderr: "" });
    return copy.path("lambda-src/listeners", name);
  }) as [string, string];
  expect(settings().listeners).toEqual(
    ["orders", "invoices"].map((name) => ({
      name,
      listenerCode: `listeners/${name}`,
      listenerEnvironment: `lambda-src/listeners/${name}/environment.json`,
      listenerPolicyFile: `lambda-src/listeners/${name}/policy.json`,
    })),
  );

  const dependency = copy.path("greeting");
  mkdirSync(dependency);
  // As many packages are: an ES module and nothing else.
  const manifest = {
    name: "greeting",
    version: "1.0.0",
    type: "module",
    exports: { import: "./index.js" },
    types: "index.d.ts",
  };
  writeFileSync(join(dependency, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(dependency, "index.js"), 'export const greeting = "GREETING OF A DEPENDENCY";\n');
  writeFileSync(join(dependency, "index.d.ts"), "export const greeting: string;\n");
  expect(run("npm", "pack", "./greeting")).toMatchObject({ status: 0 });
  const added = run("npm", "install", "--workspace", "lambda-src/listeners/orders", "./greeting-1.0.0.tgz");
  expect(added).toMatchObject({ status: 0 });
  expect(JSON.parse(readFileSync(join(orders, "package.json"), "utf8")).dependencies).toHaveProperty("greeting");

  const uses = (code: string) => `export async function processMessage(): Promise<void> {\n  ${code}\n}\n`;
  writeFileSync(
    join(orders, "process-message.ts"),
    `import { greeting } from "greeting";\n\n${uses("console.log(greeting);")}`,
  );
  writeFileSync(join(invoices, "process-message.ts"), uses('console.log("CODE OF INVOICES");'));
  const jest = run("npx", "jest", "--selectProjects", "listeners", "--rootDir", copy.folder);
  expect(jest.stderr).toContain("Tests:       3 passed, 3 total");
  expect(jest.stderr).toContain("GREETING OF A DEPENDENCY");
  // The lock file knows both folders and the dependency: what CI installs.
  expect(run("npm", "ci", "--dry-run")).toMatchObject({ status: 0 });

  expect(run("node", "bundle-and-run.cjs", "main.ts")).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(deployedCode("code-listeners-orders")).toContain("GREETING OF A DEPENDENCY");
  expect(deployedCode("code-listeners-orders")).not.toContain("CODE OF INVOICES");
  expect(deployedCode("code-listeners-invoices")).toContain("CODE OF INVOICES");
  const others = readdirSync(copy.path("cdktf.out/stacks/option-4-isolated/assets")).filter(
    (asset) => asset !== "code-listeners-orders",
  );
  expect(others.filter((asset) => deployedCode(asset).includes("GREETING OF A DEPENDENCY"))).toEqual([]);
});

describe("refused, and nothing is made", () => {
  const folders = () => readdirSync(copy.path("lambda-src/listeners")).sort();
  const listeners = () => JSON.stringify(settings().listeners);

  test.each<[readonly string[], string]>([
    [[], "Say one name: npm run new:listener -- orders\n"],
    [["one", "two"], "Say one name: npm run new:listener -- orders\n"],
    [["example"], "lambda-src/listeners/example exists already: nothing was changed. Choose another name.\n"],
    [["../escaped"], "each with a `name` of its own, of lower-case letters, digits and hyphens"],
    [["n".repeat(40)], `listeners has ${"n".repeat(40)}: with the project "mqesm"`],
  ])("%j", (names, message) => {
    const before = [folders(), listeners()];
    const { status, stdout, stderr } = newListener(...names);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect([folders(), listeners()]).toEqual(before);
  });

  test("a listener whose code does not build: file, line and error", () => {
    const file = "lambda-src/listeners/orders/process-message.ts";
    newListener("orders");
    const whole = readFileSync(copy.path(file));
    writeFileSync(copy.path(file), "export const broken = ;\n");
    const { status, stderr } = run("node", "bundle-and-run.cjs", "main.ts");
    writeFileSync(copy.path(file), whole);
    expect(status).toBe(1);
    expect(stderr).toContain(`${file}:1:22:`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
