import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { terraformEnvironment } from "../__tests__/support/terraform";
import { bundlePackage } from "../cli/package/build";
import { costOf, costsOf, node, printTable } from "./bench";
import { writeConfiguration } from "./estate/estate";
import { planOfEstate } from "./estate/plan";

const CACHE = resolve(__dirname, "../.cache/bench");
const SMALL_PLAN = resolve(__dirname, "../__tests__/connectivity/cases/nat-private-subnet/plan.json");

const SMALL_CONFIGURATION = resolve(SMALL_PLAN, "../main.tf");

/** How many teams make about so many resources. */
const ESTATES = [
  { about: 1_000, teams: 6 },
  { about: 10_000, teams: 56 },
  { about: 50_000, teams: 280 },
];

/** The check may take so much of the time in which Terraform prints the plan. */
const TARGET = 0.1;

/** With its configuration a plan's check may take so many times as long as without. */
const SOURCE_TARGET = 1.25;

/** Files of a large working folder, and the milliseconds in which it is judged. */
const FILES = 500;
const FOLDER_TARGET = 1_000;

/** How long a check takes, how that grows, and how it compares with `terraform show -json` of the same plan. */
export async function run(): Promise<void> {
  const dist = join(CACHE, "dist");
  await bundlePackage(dist);
  const mqesm = (...args: string[]) => node(join(dist, "mqesm.js"), ...args);
  measureStart(mqesm);
  measureGrowth(mqesm);
  measureSource(mqesm);
  compareWithTerraform(mqesm);
}

type Mqesm = (...args: string[]) => string[];

function measureStart(mqesm: Mqesm): void {
  console.log("Starting, whole process");
  const programs = [
    { name: "node -e 0", command: node("-e", "0") },
    { name: "mqesm --version", command: mqesm("--version") },
    { name: "mqesm check of a small plan", command: mqesm("check", SMALL_PLAN) },
  ];
  const costs = costsOf(programs, 15);
  printTable([["", "ms"], ...programs.map(({ name }, index) => [name, costs[index]?.milliseconds ?? Number.NaN])]);
}

function measureGrowth(mqesm: Mqesm): void {
  console.log("\nGrowth, whole process");
  const rows = ESTATES.map(({ teams }) => {
    const { text, resources } = planOfEstate(teams);
    const file = join(CACHE, `estate-${teams}.plan.json`);
    writeFileSync(file, text);
    const { milliseconds, megabytes } = costOf(mqesm("check", file, "--json"));
    rmSync(file);
    return [
      resources.toLocaleString("en"),
      text.length / 1e6,
      milliseconds,
      (milliseconds / resources) * 1e3,
      megabytes,
    ];
  });
  printTable([["resources", "MB of JSON", "ms", "µs/resource", "MB of memory"], ...rows]);
}

/** What reading the configuration adds to a plan's check, and how long a folder without a plan takes. */
function measureSource(mqesm: Mqesm): void {
  console.log("\nThe configuration as it is written, whole process");
  const teams = 56;
  const configuration = join(CACHE, "configuration");
  writeConfiguration(configuration, teams);
  const { text, resources } = planOfEstate(teams);
  const plan = join(CACHE, "alone.plan.json");
  writeFileSync(plan, text);
  const folder = folderOfFiles();
  const costs = costsOf([
    { command: mqesm("check", plan, "--json") },
    { command: mqesm("check", plan, "--config", configuration, "--json") },
    { command: mqesm("check", folder, "--json") },
  ]);
  for (const made of [configuration, plan, folder]) rmSync(made, { recursive: true });
  const [alone = Number.NaN, together = Number.NaN, files = Number.NaN] = costs.map(({ milliseconds }) => milliseconds);
  printTable([
    ["", "ms"],
    [`a plan of ${resources.toLocaleString("en")} resources`, alone],
    ["the same with its configuration", together],
    [`a folder of ${FILES} files`, files],
  ]);
  const ratio = together / alone;
  console.log(
    `  ratio ${ratio.toFixed(2)}, target at most ${SOURCE_TARGET}: ${ratio <= SOURCE_TARGET ? "met" : "MISSED"}`,
  );
  console.log(`  folder, target under ${FOLDER_TARGET} ms: ${files < FOLDER_TARGET ? "met" : "MISSED"}`);
}

/** A stack with a mapping, and networks in many files beside it. */
function folderOfFiles(): string {
  const folder = join(CACHE, "files");
  mkdirSync(folder, { recursive: true });
  copyFileSync(SMALL_CONFIGURATION, join(folder, "main.tf"));
  for (let index = 1; index < FILES; index++) {
    const network = [
      `resource "aws_vpc" "v${index}" {\n  cidr_block = "10.${index % 250}.0.0/16"\n}\n`,
      `resource "aws_subnet" "s${index}" {\n  count      = 3\n  vpc_id     = aws_vpc.v${index}.id`,
      `  cidr_block = cidrsubnet(aws_vpc.v${index}.cidr_block, 8, count.index)\n}\n`,
    ];
    writeFileSync(join(folder, `network-${index}.tf`), network.join("\n"));
  }
  return folder;
}

function compareWithTerraform(mqesm: Mqesm): void {
  const { binary, env, available, why } = terraformEnvironment();
  console.log("\nAgainst terraform show -json of the same plan, whole process against whole process");
  if (!available || binary === null) {
    console.log(`  skipped: ${why}`);
    return;
  }
  const folder = savedPlan(binary, env);
  const file = join(folder, "plan.json");
  const resources = JSON.parse(readFileSync(file, "utf8")).resource_changes.length;
  const costs = costsOf([
    { command: [binary, "show", "-json", "plan.tfplan"], cwd: folder, env },
    { command: mqesm("check", file, "--json") },
  ]);
  const [show = Number.NaN, check = Number.NaN] = costs.map(({ milliseconds }) => milliseconds);
  printTable([
    [`${resources.toLocaleString("en")} resources`, "ms"],
    ["terraform show -json", show],
    ["mqesm check", check],
  ]);
  const ratio = check / show;
  console.log(`  ratio ${ratio.toFixed(3)}, target at most ${TARGET}: ${ratio <= TARGET ? "met" : "MISSED"}`);
}

/** A real saved plan of about 10,000 resources, made once: planning it takes minutes. */
function savedPlan(binary: string, env: NodeJS.ProcessEnv): string {
  const teams = 56;
  const folder = join(CACHE, `estate-${teams}`);
  if (!existsSync(join(folder, "plan.json"))) {
    console.log(`  planning it first, which takes minutes; kept in ${folder}`);
    mkdirSync(folder, { recursive: true });
    const plan = planConfiguration(binary, env, folder, teams);
    writeFileSync(join(folder, "plan.json"), plan);
  }
  return folder;
}

/** Plans an estate with the real provider, and returns what `terraform show -json` prints. */
export function planConfiguration(binary: string, env: NodeJS.ProcessEnv, folder: string, teams: number): Buffer {
  const terraform = (...args: string[]) =>
    execFileSync(binary, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 2 ** 30 });
  writeConfiguration(folder, teams);
  terraform("init");
  terraform("plan", "-out=plan.tfplan");
  return terraform("show", "-json", "plan.tfplan");
}
