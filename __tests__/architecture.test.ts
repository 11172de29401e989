import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";

const project = resolve(__dirname, "..");

/** The rooms of the house, and which of the others each may import from. */
const rooms: Record<string, readonly string[]> = {
  "main.ts": ["stacks", "modules"],
  stacks: ["modules"],
  examples: ["modules", "lambda-src"],
  modules: ["connectivity"],
  deploy: ["stacks", "modules", "cli"],
  github: ["stacks", "modules", "cli", "plan-review"],
  cli: ["connectivity", "plan-review", "rehearsal", "account-facts", "hcp"],
  "plan-review": ["connectivity"],
  hcp: ["connectivity", "plan-review"],
  rehearsal: ["connectivity", "account-facts"],
  "account-facts": [],
  "lambda-src": ["hcp"],
  connectivity: [],
};

/** Whoever puts code there decides what it imports. */
const furtherListeners = "lambda-src/listeners/";

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** The path that it leads to, without ending; undefined for a package or a part of Node. */
  readonly target: string | undefined;
  /** The room that it leads to; undefined for a package or a part of Node. */
  readonly room: string | undefined;
}

const imports = Object.keys(rooms).flatMap(importsOf);

test.each(Object.entries(rooms))("%s imports from %j and from itself only", (room, allowed) => {
  const strays = importsOf(room).filter(
    ({ room: target }) => target !== undefined && target !== room && !allowed.includes(target),
  );
  expect(strays).toEqual([]);
});

test("no file leads back to itself by what it imports", () => {
  const files = Object.keys(rooms).flatMap(filesOf);
  expect(circlesIn(new Map(files.map((file) => [file, importedBy(file)])))).toEqual([]);
});

/** The files of ours that a file imports. */
function importedBy(file: string): readonly string[] {
  return importsIn(file).flatMap(({ target = "" }) => fileAt(target) ?? []);
}

/** Where what is led to leads back, by what each leads to. */
function circlesIn(leadsTo: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(" -> "));
    if (done.has(file) || way.includes(file)) return;
    for (const next of leadsTo.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of leadsTo.keys()) visit(file, []);
  return circles;
}

test("modules use the check for one thing: validation while synthesizing", () => {
  const files = importsOf("modules")
    .filter(({ room }) => room === "connectivity")
    .map(({ file }) => file);
  expect([...new Set(files)]).toEqual(["modules/mapping/connectivity-validation.ts"]);
});

test("an app of somebody else takes the modules through their one door, and its functions the listener", () => {
  const [functions, apps] = [/\/lambda-src\//, /\/main\.ts$/].map((place) =>
    importsOf("examples").filter(({ file, room }) => place.test(file) && room !== undefined && room !== "examples"),
  );
  expect(apps?.length).toBeGreaterThan(0);
  expect(apps?.filter(({ target = "" }) => target !== "modules")).toEqual([]);
  expect(functions?.length).toBeGreaterThan(0);
  expect(functions?.filter(({ target = "" }) => !target.startsWith("lambda-src/listener/"))).toEqual([]);
});

test("the check is entered through its one door", () => {
  const past = ["cli", "plan-review", "hcp", "modules", "stacks"]
    .flatMap(importsOf)
    .filter(({ room }) => room === "connectivity")
    .filter(({ target = "" }) => !["connectivity", "connectivity/index"].includes(target));
  expect(past).toEqual([]);
});

test("reviews are entered through their door, and beside it only for digests and the escaping of names", () => {
  const past = [...importsOf("cli"), ...importsOf("hcp")]
    .filter(({ room }) => room === "plan-review")
    .filter(({ target = "" }) => !/^plan-review\/(index|digest\/.*|markdown\/(escape|printable))$/.test(target));
  expect(past).toEqual([]);
});

test("functions import nothing of ours, but those of the run task its service, through its door", () => {
  const strays = importsOf("lambda-src")
    .filter(({ room }) => room !== undefined && room !== "lambda-src")
    .filter(({ file, target }) => !file.startsWith("lambda-src/run-task/") || target !== "hcp/run-task/index");
  expect(strays).toEqual([]);
});

test("each part of HCP Terraform's room is entered through its own door", () => {
  const past = [...importsOf("cli"), ...importsOf("lambda-src")]
    .filter(({ room }) => room === "hcp")
    .filter(({ target = "" }) => !/^hcp\/[a-z-]+\/index$/.test(target));
  expect(past).toEqual([]);
});

test("the check is pure: no file system, no network, no process, no package but arithmetic of IP ranges", () => {
  expect(packagesOf("connectivity")).toEqual(["ipaddr.js"]);
  for (const file of filesOf("connectivity")) {
    const code = readFileSync(join(project, file), "utf8");
    expect([file, code.match(/\b(process|globalThis)\.|\bfetch\(|\beval\(/)]).toEqual([file, null]);
  }
});

test("what is told of a plan is pure too: it reads no file, asks no network, and hashes what it is given", () => {
  expect(packagesOf("plan-review").filter((name) => name !== "node:crypto")).toEqual([]);
  for (const file of filesOf("plan-review")) {
    const code = readFileSync(join(project, file), "utf8");
    expect([file, code.match(/\b(process|globalThis)\.|\bfetch\(|\beval\(/)]).toEqual([file, null]);
  }
});

describe("kinds of event source", () => {
  const FOLDER = "connectivity/event-sources";
  const REGISTRATION = ["index.ts", "facts.ts", "words.ts"].map((name) => `${FOLDER}/${name}`);
  const folders = readdirSync(join(project, FOLDER), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  /** Where a file's import leads, from the project's root. */
  const target = ({ file, specifier }: Import) =>
    relative(project, resolve(project, dirname(file), specifier))
      .split(sep)
      .join("/");
  const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

  test("RabbitMQ and ActiveMQ have a folder each, and what both share has one", () => {
    expect(folders.sort()).toEqual(["activemq", "amazon-mq", "rabbitmq"]);
  });

  test.each(["activemq", "rabbitmq"])("%s is known to the registration only", (name) => {
    const folder = `${FOLDER}/${name}`;
    const users = imports
      .filter((each) => each.specifier.startsWith(".") && isIn(target(each), folder) && !isIn(each.file, folder))
      .map(({ file }) => file);
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !REGISTRATION.includes(file))).toEqual([]);
  });

  test("what the engines of Amazon MQ share is known to them only", () => {
    const shared = `${FOLDER}/amazon-mq`;
    const users = imports
      .filter((each) => each.specifier.startsWith(".") && isIn(target(each), shared) && !isIn(each.file, FOLDER))
      .map(({ file }) => file);
    expect(users).toEqual([]);
  });

  test("their words are imported by the wording layer only", () => {
    const users = imports.filter((each) => each.specifier.startsWith(".") && target(each) === `${FOLDER}/words`);
    expect(users.map(({ file }) => file)).toEqual(["connectivity/wording/rules/words.ts"]);
  });

  test.each(["connectivity/aws", "connectivity/paths", "connectivity/mapping", "cli/check/output"])(
    "%s knows neither their ports nor what reports call them",
    (room) => {
      for (const file of filesOf(room)) {
        const code = readFileSync(join(project, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
        expect([file, code.match(/\b(5671|61617|AMQPS|OpenWire)\b|[=:,([] ?"broker"/)]).toEqual([file, null]);
      }
    },
  );
});

/**
 * The layers of the check, from the ground up, and which others each may import from: what may be said, what Terraform and its
 * provider mean, what will exist in AWS, where packets get through, what is judged of a mapping, and the words.
 */
const layers: Record<string, readonly string[]> = {
  multimap: [],
  causes: [],
  proof: ["causes"],
  "aws-provider": [],
  terraform: ["aws-provider", "causes", "multimap"],
  aws: ["aws-provider", "causes", "multimap", "proof", "terraform"],
  paths: ["aws", "causes", "multimap", "proof", "terraform"],
  verdict: ["causes"],
  obstacles: ["causes", "multimap", "verdict"],
  "lost-in-json": ["causes", "verdict"],
  rules: ["aws", "aws-provider", "causes", "multimap", "paths", "proof", "terraform", "verdict"],
  "event-sources": ["aws", "causes", "paths", "proof", "rules", "terraform", "verdict"],
  mapping: ["aws", "aws-provider", "causes", "event-sources", "paths", "proof", "rules", "terraform", "verdict"],
  check: ["aws", "event-sources", "lost-in-json", "mapping", "paths", "proof", "rules", "terraform", "verdict"],
  wording: ["aws", "causes", "verdict"],
  index: ["causes", "check", "event-sources", "mapping", "obstacles", "rules", "terraform", "verdict", "wording"],
};

test("each layer of the check stands on those before it", () => {
  const order = Object.keys(layers);
  const above = Object.entries(layers).flatMap(([layer, allowed]) =>
    allowed.filter((other) => order.indexOf(other) >= order.indexOf(layer)).map((other) => `${layer} -> ${other}`),
  );
  expect(above).toEqual([]);
});

/** The folders that read Terraform, from the ground up, and which of the others each may import from. */
const terraformLayers: Record<string, readonly string[]> = {
  model: [],
  expressions: ["model"],
  hcl: ["expressions", "model"],
  configuration: ["expressions", "hcl", "model"],
  references: ["model"],
  state: ["model", "references"],
  plan: ["configuration", "expressions", "hcl", "model", "references", "state"],
};

test.each(Object.entries(terraformLayers))("terraform/%s imports from %j and from itself only", (folder, allowed) => {
  const root = "connectivity/terraform/";
  const folderOf = (path: string) => (path.startsWith(root) ? path.slice(root.length).split("/")[0] : undefined);
  const strays = filesOf(`${root}${folder}`)
    .flatMap(importsIn)
    .filter(({ target = "" }) => folderOf(target) !== undefined && folderOf(target) !== folder)
    .filter(({ target = "" }) => !allowed.includes(folderOf(target) ?? ""));
  expect(strays).toEqual([]);
});

test("no folder of the check leads back to itself by what its files import", () => {
  const leadsTo = new Map<string, string[]>();
  for (const file of filesOf("connectivity")) {
    const folder = folderOf(file);
    const others = importedBy(file)
      .map(folderOf)
      .filter((other) => other !== folder);
    leadsTo.set(folder, [...(leadsTo.get(folder) ?? []), ...others]);
  }
  expect(circlesIn(leadsTo)).toEqual([]);
});

/** The folder inside a layer that a file stands in. What stands beside such folders, and words beside what they tell, is by itself. */
function folderOf(file: string): string {
  const [, layer, folder, ...rest] = file.split("/");
  const isByItself = rest.length === 0 || layerOf(file) !== layer;
  return isByItself ? file : `${layer}/${folder}`;
}

const insideCheck = filesOf("connectivity").flatMap(importsIn);

test("every part of the check is one of its layers", () => {
  const found = new Set(filesOf("connectivity").map(layerOf));
  expect([...found].sort()).toEqual(Object.keys(layers).sort());
});

test.each(Object.entries(layers))("%s of the check imports from %j and from itself only", (layer, allowed) => {
  const strays = insideCheck
    .filter(({ file, target }) => layerOf(file) === layer && target !== undefined)
    .filter(({ target = "" }) => layerOf(target) !== layer && !allowed.includes(layerOf(target)));
  expect(strays).toEqual([]);
});

test("sentences are made in the wording layer, and spelled by what prints", () => {
  const spelling = [
    ...filesOf("connectivity"),
    ...filesOf("plan-review"),
    ...filesOf("hcp"),
    ...filesOf("cli"),
    ...filesOf("modules"),
    ...filesOf("stacks"),
  ].filter(
    (file) =>
      layerOf(file) !== "wording" &&
      /import \{[^}]*\bspell\b[^}]*\} from "[^"]*connectivity/.test(readFileSync(join(project, file), "utf8")),
  );
  expect(spelling.filter((file) => !/^(cli\/check\/output|plan-review)\//.test(file))).toEqual([
    "modules/mapping/connectivity-validation.ts",
  ]);
});

/** The part of the check that a file belongs to. A kind of event source brings the facts and the words of its own findings. */
function layerOf(file: string): string {
  const path = file.replace(/^connectivity\//, "").replace(/\.ts$/, "");
  if (/^event-sources\/(.*\/)?words$/.test(path)) return "wording";
  return /^event-sources\/(.*\/)?facts$/.test(path) ? "causes" : path.replace(/\/.*$/, "");
}

test("functions bring along only what they need", () => {
  expect(packagesOf("lambda-src").filter((name) => !builtinModules.includes(name.replace("node:", "")))).toEqual([
    "@aws-sdk/client-ec2",
    "@aws-sdk/client-lambda",
    "@aws-sdk/client-secrets-manager",
    "amqplib",
  ]);
});

test("cdktf stays behind the stacks: nothing else knows it", () => {
  const outside = imports
    .filter(({ specifier }) => /^(cdktf|@cdktf\/.*|constructs)$/.test(specifier))
    .filter(({ file }) => !/^(main\.ts|stacks\/|modules\/|examples\/)/.test(file));
  expect(outside).toEqual([]);
});

test("provider resources are imported one by one: the package's index takes seconds", () => {
  const specifiers = imports.map(({ specifier }) => specifier).filter((each) => each.startsWith("@cdktf/provider-aws"));
  expect(specifiers.length).toBeGreaterThan(0);
  expect(specifiers.filter((each) => !/^@cdktf\/provider-aws\/lib\/[a-z0-9-]+$/.test(each))).toEqual([]);
});

test("no private part of cdktf is used", () => {
  expect(imports.filter(({ specifier }) => /^(cdktf|constructs)\//.test(specifier))).toEqual([]);
  for (const file of [...filesOf("main.ts"), ...filesOf("stacks"), ...filesOf("modules")]) {
    const code = readFileSync(join(project, file), "utf8");
    expect([file, code.match(/\bas any\b|@ts-(ignore|expect-error)|\w\._\w+|\["_\w+"\]/)]).toEqual([file, null]);
  }
});

test("the bindings' types are gone past in these places only", () => {
  const users = [...filesOf("stacks"), ...filesOf("modules")].filter((file) =>
    /\.(addOverride|addPropertyOverride|addMoveTarget)\(|new TerraformResource\(/.test(
      readFileSync(join(project, file), "utf8"),
    ),
  );
  expect(users.sort()).toEqual([
    "modules/aws-provider.ts",
    "modules/kept-value.ts",
    "modules/network/each-of.ts",
    "modules/remote-state.ts",
  ]);
});

/** Packages and parts of Node that a room imports, by name. */
function packagesOf(room: string): string[] {
  const names = importsOf(room)
    .filter((each) => each.room === undefined)
    .map(({ specifier }) => specifier.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? specifier);
  return [...new Set(names)].sort();
}

function importsOf(room: string): Import[] {
  return filesOf(room).flatMap(importsIn);
}

function importsIn(file: string): Import[] {
  const code = readFileSync(join(project, file), "utf8");
  const specifiers = code.matchAll(
    /(?:^|\n)\s*(?:import|export)\s(?:[^;"']*?\sfrom\s)?["']([^"']+)["']|(?:import|require)\(\s*["']([^"']+)["']/g,
  );
  return [...specifiers].map(([, statement, call]) => {
    const specifier = (statement ?? call) as string;
    return { file, specifier, target: targetOf(file, specifier), room: roomOf(file, specifier) };
  });
}

/** The file at the end of an import's path. */
function fileAt(target: string): string | undefined {
  return [`${target}.ts`, `${target}/index.ts`].find((file) => existsSync(join(project, file)));
}

/** The path that an import leads to, without ending; undefined for a package or a part of Node. */
function targetOf(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return relative(project, resolve(project, dirname(file), specifier))
    .split(sep)
    .join("/");
}

function roomOf(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) {
    return undefined;
  }
  const [first] = relative(project, resolve(project, dirname(file), specifier)).split(sep);
  return first === "main" ? "main.ts" : first;
}

/** The TypeScript files of a room. @throws where there is no such room: a name that is misspelled must not pass. */
function filesOf(room: string): string[] {
  if (room.endsWith(".ts")) {
    return [room];
  }
  return readdirSync(join(project, room), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(room, name).split(sep).join("/"))
    .filter((file) => !file.startsWith(furtherListeners));
}
