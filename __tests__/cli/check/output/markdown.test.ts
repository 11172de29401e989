import { NOTHING_ACCEPTED } from "../../../../cli/check/acceptance/acceptance";
import { renderMarkdown } from "../../../../cli/check/output/markdown";
import { cause } from "../../../../connectivity/causes/cause";
import { blocked, finding, hop, mapping, report } from "../../reports";

jest.mock("../../../../cli/check/output/code-entry", () => ({
  codeEntry: (code: string | null) =>
    code === null ? undefined : { title: `Title of ${code}`, source: `https://docs.aws.amazon.com/${code}` },
}));

const one = (...mappings: Parameters<typeof report>) =>
  renderMarkdown([{ workspace: "plan.json", report: report(...mappings) }], NOTHING_ACCEPTED);

test("what decides is open, the paths are folded", () => {
  const failing = mapping({
    verdict: "fails",
    hops: [hop(), blocked({ constructPath: "app/network/private" })],
    findings: [finding()],
  });
  expect(one(failing)).toBe(`### ❌ The event source mapping fails.

Change aws_route_table.private first, plan again, and check again.

#### ❌ \`aws_lambda_event_source_mapping.orders\` fails

- **blocked** STS from aws_subnet.private\\[0\\] ([\`no-route-out\`](https://docs.aws.amazon.com/no-route-out))${"  "}
  Resource: \`aws_route_table.private\`, construct \`app/network/private\`${"  "}
  Why: There is no IPv4 route to the internet: aws_route_table.private has no routes.${"  "}
  Remedy: Give aws_route_table.private a default route to a NAT gateway, or create interface endpoints for the services.
- **error** Title of role-lacks-permission ([\`role-lacks-permission\`](https://docs.aws.amazon.com/role-lacks-permission))${"  "}
  Resource: \`aws_iam_role.listener\`${"  "}
  Why: aws_iam_role.listener is not allowed mq:DescribeBroker on aws_mq_broker.orders: it has no policy that allows it.${"  "}
  Remedy: Allow mq:DescribeBroker on aws_mq_broker.orders in a policy of aws_iam_role.listener.

<details><summary>Paths</summary>

| From | To | Verdict | Through, or stopped at |
| --- | --- | --- | --- |
| \`aws_subnet.private[0]\` | broker :5671 | ✅ reachable | inside the VPC |
| \`aws_subnet.private[0]\` | STS :443 | ❌ blocked | \`aws_route_table.private\` |

</details>
`);
});

test("nothing that was judged is no success", () => {
  expect(one()).toMatch(/^### ➖ The input holds no event source mapping .*: nothing was judged\.\n/);
});

test("assumptions and workspaces are named", () => {
  const assumed = mapping({ assumptions: ["data.aws_vpc.default:default-network-acl-open"] });
  const text = renderMarkdown(
    [
      { workspace: "stacks/a", report: report(assumed) },
      { workspace: "stacks/b", report: { mappings: [], findings: [finding({ severity: "note" })] } },
    ],
    NOTHING_ACCEPTED,
  );
  expect(text).toContain("#### ✅ `aws_lambda_event_source_mapping.orders` works in `stacks/a`");
  expect(text).toContain("not because the input shows it:\n\n- `data.aws_vpc.default:default-network-acl-open`");
  expect(text).toContain("No event source mapping on an Amazon MQ broker in `stacks/b`.");
  expect(text).toContain("#### Besides in `stacks/b`\n\n- **note** Title of role-lacks-permission");
});

test("names of the input stay names: no markup, no mention, no further table cell", () => {
  const hostile = 'aws_x.y["`|</details>@team"]\n# x';
  const endpoints = ["<script> @team *now* [a](b) | _x_ a_b"];
  const text = one(
    mapping({
      address: hostile,
      verdict: "fails",
      hops: [
        blocked({ from: hostile, resource: hostile, causes: [cause("endpoint-without-subnets", null, { endpoints })] }),
      ],
    }),
  );
  expect(text).toContain('#### ❌ ``aws_x.y["`|</details>@team"]\\u{a}# x`` fails');
  expect(text).toContain('| ``aws_x.y["`\\|</details>@team"]\\u{a}# x`` | STS :443 |');
  expect(text).toContain("Why: &lt;script&gt; @&#8203;team \\*now\\* \\[a\\](b) \\| \\_x\\_ a_b");
});
