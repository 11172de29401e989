import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProjectFile, readSettings, SettingsError } from "../../../modules/settings";

const folder = mkdtempSync(join(tmpdir(), "cdktf-json-"));
const path = join(folder, "cdktf.json");
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  writeFileSync(path, text);
  return readProjectFile(path);
}

test("the context is what the app gets", () => {
  expect(read('{ "app": "run", "context": { "settings": { "region": "eu-west-1" }, "ours": 1 } }')).toEqual({
    context: { settings: { region: "eu-west-1" }, ours: 1 },
    violations: [],
  });
});

test.each([["{}"], ['\uFEFF{ "context": {} }']])("no settings at all, as in %j", (text) => {
  expect(read(text)).toEqual({ context: {}, violations: [] });
});

describe("a file that is no JSON", () => {
  test.each([
    ['{\n  "context": {},\n}', 2, 16, "JSON does not support trailing commas"],
    ['{\n  "app": "run"\n  "context": {}\n}', 3, 3, 'Expected "," in JSON but found "\\"context\\""'],
    ['{ "context": {} // ours\n}', 1, 17, "JSON does not support comments"],
    ["{ 'context': {} }", 1, 3, "JSON strings must use double quotes"],
    ['{ "context": {', 1, 15, "Expected string in JSON but found end of file"],
    ["", 1, 1, "Unexpected end of file in JSON"],
  ])("%j", (text, line, column, reason) => {
    expect(read(text)).toEqual({
      context: {},
      violations: [
        `cdktf.json is no JSON at line ${line}, column ${column}: ${reason}. Correct it there; nothing in the file counts until then.`,
      ],
    });
  });
});

test.each([
  ["[]", "cdktf.json is []: it must be an object. Restore it."],
  ["null", "cdktf.json is null: it must be an object. Restore it."],
  [
    '{ "context": ["settings"] }',
    'context in cdktf.json is ["settings"]: it must be an object. Write "context": { "settings": {} }.',
  ],
  ['{ "settings": {} }', "settings (top of cdktf.json) has no effect there: move it into context."],
  ['{ "region": "eu-west-1" }', "region (top of cdktf.json) has no effect there: move it into context.settings."],
  ['{ "contxt": {} }', "contxt (top of cdktf.json) has no effect: rename it to context."],
])("%s", (text, violation) => {
  expect(read(text)).toEqual({ context: {}, violations: [violation] });
});

test("a file that is not there", () => {
  expect(readProjectFile(join(folder, "gone.json")).violations).toEqual([
    expect.stringMatching(/^cdktf\.json cannot be read \(ENOENT: .+\): run this where it lies, or restore it\.$/),
  ]);
});

test("a broken file and broken variables are told at once, and nothing that the file might have set is missed", () => {
  const { context, violations } = read("{");
  const environment = { MQESM_QUEUE: "a b", MQESM_STATE_BACKEND: "s3" };
  expect(() => readSettings(environment, context.settings, context, violations)).toThrow(
    new SettingsError([
      "cdktf.json is no JSON at line 1, column 2: Expected string in JSON but found end of file. Correct it there; nothing in the file counts until then.",
      'queue (MQESM_QUEUE) is "a b": it must be 1 to 200 letters, digits and `_.:-`, not beginning with `amq.`, not `.` or `..`. ' +
        'Correct it or leave it unset for "messages". See https://www.rabbitmq.com/docs/queues#names',
    ]),
  );
});
