import { AwsLocations } from "../../../../connectivity/aws/iam/aws-location";
import type { Term } from "../../../../connectivity/aws/iam/document";
import { arnSubject } from "../../../../connectivity/aws/iam/role-subject";
import { matchTerm } from "../../../../connectivity/aws/iam/subject";
import { instanceAt, modelOf, planned } from "./plan-builder";

const account = "data.aws_caller_identity.this";
const partition = "data.aws_partition.this";
const elsewhere = "data.aws_region.this";

const model = modelOf(
  planned("aws_iam_role.listener", { name: "shop-listener", path: "/" }),
  planned("aws_iam_role.known", { name: "shop-listener", arn: "arn:aws:iam::123456789012:role/shop-listener" }),
  ...[account, partition, elsewhere].map((address) => planned(address)),
);

const text = (shown: string): Term => ({ kind: "text", text: shown });
const attribute = (address: string, name: string): Term => ({
  kind: "pointer",
  pointer: { kind: "pointer", targets: [{ instance: instanceAt(model, address), attribute: name }], selection: "one" },
});

/** `arn:${partition}:iam::${account}:role/<end>`, as configurations write it before anything is looked up. */
const ownRole = (end: string): Term => ({
  kind: "template",
  parts: [
    text("arn:"),
    attribute(partition, "partition"),
    text(":iam::"),
    attribute(account, "account_id"),
    text(`:role/${end}`),
  ],
});

function answer(term: Term, role = "aws_iam_role.listener") {
  const locations = new AwsLocations(modelOf(planned("aws_iam_role.listener", { name: "shop-listener", path: "/" })));
  const subject = arnSubject(instanceAt(model, role), locations);
  const missing: unknown[] = [];
  const verdict = matchTerm(term, subject, { wildcards: true, ignoreCase: false }, (fact) => missing.push(fact));
  return { verdict, facts: missing.length };
}

test.each([
  ["shop-listener", "yes"],
  ["shop-*", "yes"],
  ["shop-topology", "no"],
  ["shop-listener-*", "no"],
])("a role of the own account, whose id nobody has looked up yet, against role/%s: %s", (end, expected) => {
  expect(answer(ownRole(end))).toEqual({ verdict: expected, facts: 0 });
});

test("whether an account that is seen is the own one, nobody knows", () => {
  expect(answer(ownRole("shop-*"), "aws_iam_role.known")).toEqual({ verdict: "unknown", facts: 1 });
  expect(answer(ownRole("other-*"), "aws_iam_role.known").verdict).toBe("no");
});

test("another attribute says nothing of the account", () => {
  const strange: Term = {
    kind: "template",
    parts: [text("arn:aws:iam::"), attribute(elsewhere, "id"), text(":role/shop-*")],
  };
  expect(answer(strange)).toEqual({ verdict: "unknown", facts: 1 });
});
