import { readSettings, SETTINGS, variableOf } from "../../../cli/run-task/settings";

test("by default it is for HCP Terraform, listens here only, and unknown has not passed", () => {
  expect(readSettings({}, {})).toMatchObject({
    hostname: "app.terraform.io",
    address: "127.0.0.1",
    port: 8080,
    unknown: "fail",
    assume: [],
    patience: 480,
  });
});

test("each setting has an environment variable, and what the command line says goes before", () => {
  const env = { MQESM_RUN_TASK_PORT: "9000", MQESM_RUN_TASK_UNKNOWN: "pass", MQESM_RUN_TASK_ASSUME: "a:b\nc:d\n" };
  expect(readSettings({}, env)).toMatchObject({ port: 9000, unknown: "pass", assume: ["a:b", "c:d"] });
  expect(readSettings({ port: "9001", assume: ["e:f"] }, env)).toMatchObject({ port: 9001, assume: ["e:f"] });
  expect(variableOf("largest-archive")).toBe("MQESM_RUN_TASK_LARGEST_ARCHIVE");
});

test.each([
  ["tfe.example.com", "tfe.example.com"],
  ["TFE.example.com", "tfe.example.com"],
  ["tfe.example.com:8443", "tfe.example.com:8443"],
  ["tfe.example.com:443", "tfe.example.com"],
  ["https://tfe.example.com", undefined],
  ["tfe.example.com/", undefined],
  ["user@tfe.example.com", undefined],
  ["", undefined],
])("the host %p is %p", (text, expected) => {
  expect(SETTINGS.hostname.read([text])).toBe(expected);
});

test.each([
  ["port", ["0", "65535"], ["-1", "65536", "8080.5", " 1", ""]],
  ["concurrency", ["1", "64"], ["0", "65"]],
  ["judges", ["1", "64"], ["0", "65"]],
  ["queue", ["0", "10000"], ["10001"]],
  ["largestPlan", ["1", "500"], ["0", "501"]],
  ["largestArchive", ["1", "256"], ["0", "257"]],
  ["memory", ["64", "16384"], ["63", "16385"]],
  ["patience", ["1", "570"], ["0", "571"]],
  ["grace", ["0", "600"], ["601"]],
] as const)("%s is a number within its bounds", (name, right, wrong) => {
  expect(right.map((text) => SETTINGS[name].read([text]))).toEqual(right.map(Number));
  expect(wrong.map((text) => SETTINGS[name].read([text]))).toEqual(wrong.map(() => undefined));
});
