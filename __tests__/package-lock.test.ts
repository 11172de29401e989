import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (path: string) => JSON.parse(readFileSync(join(__dirname, "..", path), "utf8"));

interface Locked {
  readonly resolved?: string;
  /** A folder of this project. */
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}
const packages = Object.entries(read("package-lock.json").packages as Record<string, Locked>);
const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

test("every optional package is locked, whichever system it is for: npm ci installs on all of them", () => {
  const locked = new Set(packages.map(([path]) => nameOf(path)));
  const optional = packages.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies));
  expect(optional.length).toBeGreaterThan(50);
  expect(optional.filter((name) => !locked.has(name))).toEqual([]);
});

test.each([
  ["linux", "x64"],
  ["linux", "arm64"],
  ["darwin", "x64"],
  ["darwin", "arm64"],
  ["win32", "x64"],
  ["win32", "arm64"],
])("%s on %s has the programs that are not JavaScript", (os, cpu) => {
  const here = packages
    .filter(([, locked]) => locked.os?.includes(os) && locked.cpu?.includes(cpu))
    .map(([path]) =>
      nameOf(path).replace(/[^/]*$/, (name) => name.replace(`${os}-${cpu}`, "").replace(/-+(gnu|msvc)?$/, "")),
    );
  expect(here).toEqual(
    expect.arrayContaining(["@biomejs/cli", "@esbuild/", "@lydell/node-pty", "@swc/core", "@typescript/typescript"]),
  );
});

test("no registry's address is locked: each machine asks its own", () => {
  expect(packages.filter(([, { resolved, link }]) => resolved !== undefined && !link)).toEqual([]);
});

test("no dependency runs a script while it is installed, and npm is told so", () => {
  const { allowScripts } = read("package.json") as { allowScripts: Record<string, boolean> };
  const withScripts = packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
  expect(withScripts.filter((name) => allowScripts[name] !== false)).toEqual([]);
  expect(Object.values(allowScripts)).not.toContain(true);
});
