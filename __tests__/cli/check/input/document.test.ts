import { collect, parseDocument } from "../../../../cli/check/input/document";

const EXPECTED =
  "Expected what `terraform show -json` prints for a plan or a state, a synthesized cdk.tf.json, or a saved plan.";

test.each([
  ["UTF-8", Buffer.from('{"a":"é"}')],
  ["UTF-8 with a byte order mark", Buffer.from('\ufeff{"a":"é"}')],
  ["UTF-16, as Windows PowerShell 5 writes it", Buffer.from('\ufeff{"a":"é"}', "utf16le")],
])("reads %s", (_, bytes) => {
  expect(parseDocument("plan.json", bytes)).toEqual({ a: "é" });
});

test.each([
  ["nothing", "", "plan.json is empty: e"],
  ["white space", " \n", "plan.json is empty: e"],
  ["half an object", '{"a": [1, ', "plan.json is not JSON: it ends in the middle, as if it were cut off. E"],
  ["half a string", '{"a": "hunter2', "plan.json is not JSON: it ends in the middle, as if it were cut off. E"],
  ["a wrong character", '{"a": hunter2}', "plan.json is not JSON: its syntax is wrong. E"],
  [
    "two documents",
    '{"a": 1}{"password": "hunter2"}',
    "plan.json is not JSON: text follows its JSON, from character 8 on. E",
  ],
  ["UTF-16 without a mark", Buffer.from('{"a": 1}', "utf16le"), "plan.json is not JSON: it is no text in UTF-8. E"],
  ["a compressed file", Buffer.from([0x1f, 0x8b, 8, 0]), "plan.json is not JSON: it is no text in UTF-8. E"],
  [
    "the log of terraform plan -json",
    '{"@level":"info","@message":"hunter2"}\n{"@level":"info"}',
    "plan.json is not JSON: it is the log of `terraform plan -json`: save the plan with -out=FILE and give what `terraform show -json FILE` prints. E",
  ],
  [
    "a plan for people",
    "\x1b[1mTerraform will perform the following actions:\x1b[0m\n",
    "plan.json is not JSON: it is output for people: save the plan with -out=FILE and give what `terraform show -json FILE` prints. E",
  ],
  [
    "a refresh for people",
    'aws_vpc.main["a"]: Refreshing state... [id=vpc-1]\n',
    "plan.json is not JSON: it is output for people: save the plan with -out=FILE and give what `terraform show -json FILE` prints. E",
  ],
  [
    "a GitHub Action's wrapper",
    '[command]/home/runner/terraform-bin show -json plan\n{"format_version":"1.2"}',
    "plan.json is not JSON: it starts with a line that the wrapper of hashicorp/setup-terraform adds: set `terraform_wrapper: false` there. E",
  ],
  [
    "HCL",
    'resource "aws_vpc" "main" {}\n',
    "plan.json is not JSON: it is Terraform configuration (HCL): give a plan of it. E",
  ],
])("%s: says what is wrong and what is expected, and quotes nothing", (_, text, message) => {
  const parse = () => parseDocument("plan.json", Buffer.from(text as string));
  expect(parse).toThrow(`${message}${EXPECTED.slice(1)}`);
  expect(parse).not.toThrow("hunter2");
});

test("what has no end is given up", async () => {
  const endless = async function* () {
    const chunk = Buffer.alloc(64_000_000);
    for (;;) yield chunk;
  };
  await expect(collect("standard input", endless())).rejects.toThrow(
    /^standard input is at least 576 MB: at most 536 MB can be read\. /,
  );
});
