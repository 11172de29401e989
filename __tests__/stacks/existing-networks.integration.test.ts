import { check } from "../../connectivity";
import { describeWithAccount } from "../support/describe-with-account";
import type { OptionId } from "../support/expected-network";
import { withoutBackend } from "../support/made-up-infrastructure";
import { synthesize } from "../support/synthesized-stack";
import { awsProvider } from "../support/terraform";
import { TerraformFolder } from "../support/terraform-folder";
import { configurationOf, type Layout } from "./existing-networks";

const cluster = { brokerDeploymentMode: "CLUSTER_MULTI_AZ" };
const withEndpoints = { existingEndpoints: ["sts", "secretsmanager", "lambda"] };
const privateNat = "option-3-private-nat";
const isolated = "option-4-isolated";
const publicSubnets = "option-5-public-subnets";

/** What a plan proves of an option in a layout: by itself, and where everything that it asks for is asserted. */
interface Case {
  readonly name: string;
  readonly option: OptionId;
  readonly settings?: object;
  readonly layout: Layout;
  readonly verdict: "works" | "fails" | "unknown";
  /** Kinds of facts that the account alone knows, and that settle it. */
  readonly asksFor?: readonly string[];
  readonly asserted?: "works";
  /** What stops packets, by the codes of the causes. */
  readonly blockedBy?: readonly string[];
}

const noEndpoint = ["lambda-endpoint-open", "secretsmanager-endpoint-open", "sts-endpoint-open"];

const cases: readonly Case[] = [
  {
    name: "nat",
    option: privateNat,
    layout: { subnets: { a: "nat" } },
    verdict: "unknown",
    asksFor: [...noEndpoint, "leads-to-aws-services"],
    asserted: "works",
  },
  {
    name: "endpoints",
    option: isolated,
    settings: withEndpoints,
    layout: { subnets: { a: "nowhere" }, endpoints: "for-the-vpc" },
    verdict: "works",
  },
  {
    name: "both",
    option: publicSubnets,
    settings: withEndpoints,
    layout: { subnets: { a: "nat" }, endpoints: "for-the-vpc" },
    verdict: "works",
  },
  { name: "none", option: isolated, layout: { subnets: { a: "nowhere" } }, verdict: "works" },
  {
    name: "acl",
    option: isolated,
    settings: { ...cluster, ...withEndpoints },
    layout: { subnets: { a: "nowhere", b: "nowhere" }, endpoints: "for-the-vpc", restrictiveAcl: true },
    verdict: "unknown",
    asksFor: ["default-network-acl-open"],
    asserted: "works",
  },
  {
    name: "main-table",
    option: privateNat,
    layout: { subnets: { a: "main" }, mainThroughNat: true },
    verdict: "unknown",
    asksFor: noEndpoint,
    asserted: "works",
  },
  {
    name: "closed-endpoints",
    option: isolated,
    settings: withEndpoints,
    layout: { subnets: { a: "nowhere" }, endpoints: "for-others" },
    verdict: "fails",
    blockedBy: ["security-group-ingress"],
  },
];

/** Layouts in which nothing is planned, and what is said instead. */
const refused: readonly (Pick<Case, "name" | "option" | "settings" | "layout"> & { readonly says: RegExp })[] = [
  {
    name: "no-way-out",
    option: privateNat,
    layout: { subnets: { a: "nowhere" } },
    says: /The route table rtb-\w+ of subnet-\w+ leads nowhere that private addresses get to/,
  },
  {
    name: "one-zone-broken",
    option: privateNat,
    settings: cluster,
    layout: { subnets: { a: "nat", b: "nowhere" } },
    says: /The route table rtb-\w+ of subnet-\w+ leads nowhere that private addresses get to/,
  },
  {
    name: "without-dns",
    option: isolated,
    layout: { subnets: { a: "nowhere" }, dnsHostnames: false },
    says: /The VPC vpc-\w+ of existingSubnets has enable_dns_hostnames switched off/,
  },
];

describeWithAccount("options in networks that exist, planned against an emulated account", ({ binary, accountEnv }) => {
  let subnets: Readonly<Record<string, unknown>>;
  let network: TerraformFolder;
  let option: TerraformFolder;
  beforeAll(async () => {
    network = new TerraformFolder(binary, accountEnv());
    option = new TerraformFolder(binary, accountEnv());
    const layouts = Object.fromEntries([...cases, ...refused].map(({ name, layout }) => [name, layout]));
    network.configure(configurationOf(layouts, awsProvider));
    subnets = await network.apply();
  }, 300_000);
  afterAll(() => {
    network.remove();
    option.remove();
  });

  function planIn(name: string, id: OptionId, settings: object = {}) {
    option.configure(withoutBackend(synthesize(id, { ...settings, existingSubnets: subnets[name] }).json));
    return option.plan();
  }

  test.each(cases)(
    "$name: $verdict",
    async ({ name, option: id, settings, verdict, asksFor, asserted, blockedBy }) => {
      const json = await planIn(name, id, settings);
      const judge = (assume: readonly string[] = []) => check([{ name: "plan.json", json }], { assume }).mappings[0];
      const report = judge();
      const hops = report?.hops ?? [];
      const asked = [...new Set(hops.flatMap(({ assumable }) => assumable))];
      const kinds = [...new Set(asked.map((each) => each.split(":").at(-1)))].sort();
      const blocked = hops.filter((hop) => hop.verdict === "blocked");
      const codes = [...new Set(blocked.flatMap(({ causes }) => causes.map(({ code }) => code)))];
      expect({ verdict: report?.verdict, kinds, codes }).toEqual({
        verdict,
        kinds: [...(asksFor ?? [])].sort(),
        codes: blockedBy ?? [],
      });
      if (asserted !== undefined) expect(judge(asked)?.verdict).toBe(asserted);
    },
    120_000,
  );

  test.each(refused)(
    "$name: nothing is planned, and what is missing is said",
    async (given) => {
      const { stderr } = (await planIn(given.name, given.option, given.settings).catch((error) => error)) as {
        stderr?: string;
      };
      expect(stderr?.replace(/[\s│]+/g, " ")).toMatch(given.says);
    },
    120_000,
  );
});
