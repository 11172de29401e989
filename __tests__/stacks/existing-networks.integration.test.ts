import { check, type Report } from "../../connectivity";
import { describeWithAccount } from "../support/describe-with-account";
import type { OptionId } from "../support/expected-network";
import { withoutBackend } from "../support/made-up-infrastructure";
import { synthesize } from "../support/synthesized-stack";
import { awsProvider } from "../support/terraform";
import { TerraformFolder } from "../support/terraform-folder";
import { configurationOf, type Layout } from "./existing-networks";

const cluster = { brokerDeploymentMode: "CLUSTER_MULTI_AZ" };
const named = { existingEndpoints: ["sts", "secretsmanager", "lambda"] };
const privateNat = "option-3-private-nat";
const isolated = "option-4-isolated";
const publicSubnets = "option-5-public-subnets";

interface Case {
  readonly name: string;
  readonly option: OptionId;
  readonly settings?: object;
  readonly layout: Layout;
  /** Tags that choose the subnets, which are named otherwise. */
  readonly chosenBy?: Readonly<Record<string, string>>;
}

/** What a plan proves of an option in a layout. */
interface Planned extends Case {
  readonly verdict: "works" | "fails" | "unknown";
  /** What stops packets, or what AWS refuses, by its code. */
  readonly codes?: readonly string[];
  /** What it comes to with the network's own state beside the plan, where the plan leaves a network ACL open. */
  readonly withState?: "works" | "network-acl";
}

const cases: readonly Planned[] = [
  {
    name: "nat",
    option: privateNat,
    layout: { subnets: { a: "nat" } },
    verdict: "unknown",
    codes: ["network-acl-unknown"],
    withState: "works",
  },
  {
    name: "main-table",
    option: privateNat,
    layout: { subnets: { a: "main" }, mainThroughNat: true },
    verdict: "unknown",
    codes: ["network-acl-unknown"],
    withState: "works",
  },
  {
    name: "nat-without-internet",
    option: privateNat,
    settings: cluster,
    layout: { subnets: { a: "nat", b: "nat" }, natLeadsNowhere: true },
    verdict: "fails",
    codes: ["nat-gateway-without-internet"],
  },
  {
    name: "nat-beside-a-closed-endpoint",
    option: privateNat,
    layout: { subnets: { a: "nat" }, endpoints: "for-others", services: ["sts"] },
    verdict: "fails",
    codes: ["security-group-ingress"],
  },
  {
    name: "endpoints",
    option: isolated,
    settings: named,
    layout: { subnets: { a: "nowhere" }, endpoints: "for-the-vpc" },
    verdict: "works",
  },
  {
    name: "both",
    option: publicSubnets,
    settings: named,
    layout: { subnets: { a: "nat" }, endpoints: "for-the-vpc" },
    verdict: "works",
  },
  {
    name: "none",
    option: isolated,
    layout: { subnets: { a: "nowhere" }, tags: { Tier: "isolated" } },
    chosenBy: { Tier: "isolated" },
    verdict: "works",
  },
  {
    name: "acl",
    option: isolated,
    settings: { ...cluster, ...named },
    layout: { subnets: { a: "nowhere", b: "nowhere" }, endpoints: "for-the-vpc", restrictiveAcl: true },
    verdict: "unknown",
    codes: ["network-acl-unknown"],
    withState: "network-acl",
  },
  {
    name: "closed-endpoints",
    option: isolated,
    settings: named,
    layout: { subnets: { a: "nowhere" }, endpoints: "for-others" },
    verdict: "fails",
    codes: ["security-group-ingress"],
  },
  {
    name: "endpoints-not-named",
    option: publicSubnets,
    layout: { subnets: { a: "nowhere" }, endpoints: "for-the-vpc" },
    verdict: "fails",
    codes: ["duplicate-private-dns"],
  },
];

/** Layouts in which Terraform plans nothing, and what it says; and what the check says of the plan that is left behind. */
const refused: readonly (Case & { readonly says: RegExp; readonly code: string | null })[] = [
  {
    name: "no-way-out",
    option: privateNat,
    layout: { subnets: { a: "nowhere" } },
    says: /Nothing in these route tables leads private addresses out of the VPC: rtb-\w+ of subnet-\w+\. An internet/,
    code: "no-route-out",
  },
  {
    name: "one-zone-broken",
    option: privateNat,
    settings: cluster,
    layout: { subnets: { a: "nat", b: "nowhere" } },
    says: /Nothing in these route tables leads private addresses out of the VPC: rtb-\w+ of subnet-\w+\. An internet/,
    code: "no-route-out",
  },
  {
    name: "without-dns",
    option: isolated,
    layout: { subnets: { a: "nowhere" }, dnsHostnames: false },
    says: /The VPC vpc-\w+ of existingSubnets has enable_dns_hostnames switched off/,
    code: "dns-hostnames-off",
  },
  {
    name: "too-many-subnets",
    option: isolated,
    layout: { subnets: { a: "nowhere", b: "nowhere" }, tags: { Tier: "isolated" } },
    chosenBy: { Tier: "isolated" },
    says: /existingSubnetTags \(Tier=isolated\) choose these subnets of vpc-\w+: subnet-\w+, subnet-\w+\. A SINGLE_INSTANCE broker takes exactly one\./,
    code: null,
  },
  {
    name: "no-such-subnet",
    option: isolated,
    layout: { subnets: { a: "nowhere" } },
    chosenBy: { Tier: "isolated" },
    says: /existingSubnetTags \(Tier=isolated\) choose these subnets of vpc-\w+: none \(it has subnet-\w+\)\. A SINGLE_INSTANCE broker takes exactly one\./,
    code: null,
  },
];

describeWithAccount("options in networks that exist, planned against an emulated account", ({ binary, accountEnv }) => {
  let networks: Readonly<Record<string, unknown>>;
  let state: unknown;
  let network: TerraformFolder;
  let option: TerraformFolder;
  beforeAll(async () => {
    network = new TerraformFolder(binary, accountEnv());
    option = new TerraformFolder(binary, accountEnv());
    const layouts = Object.fromEntries([...cases, ...refused].map(({ name, layout }) => [name, layout]));
    network.configure(configurationOf(layouts, awsProvider));
    networks = await network.apply();
    state = await network.state();
  }, 300_000);
  afterAll(() => {
    network.remove();
    option.remove();
  });

  function stackIn({ name, option: id, settings = {}, chosenBy }: Case) {
    const { vpc, subnets } = networks[name] as { vpc: string; subnets: readonly string[] };
    const place =
      chosenBy === undefined ? { existingSubnets: subnets } : { existingVpc: vpc, existingSubnetTags: chosenBy };
    return synthesize(id, { ...settings, ...place });
  }

  function planIn(given: Case, folder = option) {
    folder.configure(withoutBackend(stackIn(given).json));
    return folder.plan();
  }

  async function refusalOf(planned: Promise<unknown>): Promise<string | undefined> {
    const { stderr } = (await planned.catch((error) => error)) as { stderr?: string };
    return stderr?.replace(/[\s│]+/g, " ");
  }

  test.each(cases)(
    "$name: $verdict",
    async ({ verdict, codes = [], withState, ...given }) => {
      const plan = { name: "plan.json", json: await planIn(given) };
      const alone = check([plan]);
      expect(resultOf(alone)).toEqual({ verdict, codes });
      // Only of a network ACL no data source tells the rules: the facts that are asked for are of those that the subnets have.
      const asked = assumableOf(alone);
      for (const fact of asked) expect(fact).toMatch(/^acl-\w+:network-acl-open$/);
      if (verdict !== "unknown") return;
      expect(resultOf(check([plan], { assume: asked }))).toEqual({ verdict: "works", codes: [] });
      const proven = resultOf(check([plan, { name: "network.json", json: state }]));
      expect(proven).toEqual(
        withState === "works" ? { verdict: "works", codes: [] } : { verdict: "fails", codes: [withState] },
      );
    },
    120_000,
  );

  test.each(refused)(
    "$name: nothing is planned, and what is missing is said",
    async ({ says, code, ...given }) => {
      expect(await refusalOf(planIn(given))).toMatch(says);
      if (code === null) return;
      // The check refuses a plan that failed; what stands in it shows the same fault.
      const report = check([{ name: "plan.json", json: { ...(await option.lastPlan()), errored: false } }]);
      expect(resultOf(report)).toEqual({ verdict: "fails", codes: [code] });
    },
    120_000,
  );

  test("tags that choose another subnet than the broker is in: refused, with the setting that keeps it", async () => {
    const given = cases.find(({ chosenBy }) => chosenBy !== undefined);
    if (given === undefined) throw new Error("No case chooses by tags.");
    const folder = new TerraformFolder(binary, accountEnv());
    folder.putState(stateWithKept(stackIn(given).one("terraform_data", "chosen-subnets_kept").address, "subnet-0a1b"));
    try {
      expect(await refusalOf(planIn(given, folder))).toMatch(
        /existingSubnetTags \(Tier=isolated\) choose subnet-\w+ now, and the broker is in subnet-0a1b\. Another subnet is another broker, and its messages are lost\. Name the subnets that you want in existingSubnets/,
      );
    } finally {
      folder.remove();
    }
  }, 120_000);
});

/** The state in which an apply has kept a value. */
function stateWithKept(address: string, value: string): object {
  const kept = { value, type: "string" };
  const [type, name] = address.split(".");
  const provider = 'provider["terraform.io/builtin/terraform"]';
  const attributes = { id: "kept", input: kept, output: kept, triggers_replace: null };
  const resource = { mode: "managed", type, name, provider, instances: [{ schema_version: 0, attributes }] };
  return { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "kept", outputs: {}, resources: [resource] };
}

/** The verdict, and the codes of what stops packets or is refused; where nothing does, of what is not known. */
function resultOf({ mappings: [report] }: Report) {
  const hops = report?.hops ?? [];
  const decisive = hops.filter(({ verdict }) => verdict === (report?.verdict === "fails" ? "blocked" : "unknown"));
  const refused = report?.findings.filter(({ effect }) => effect === "fails").map(({ rule }) => rule) ?? [];
  const codes = [...decisive.flatMap(({ reason }) => reason ?? []), ...refused];
  return { verdict: report?.verdict, codes: [...new Set(codes)] };
}

function assumableOf({ mappings: [report] }: Report): readonly string[] {
  return [...new Set(report?.hops.flatMap(({ assumable }) => assumable))];
}
