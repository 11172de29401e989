import { type Verified, verify } from "../../../../hcp/run-task/index";
import { KEY, payload, signed, TEST_PAYLOAD } from "../../../support/hcp/run-task-payload";

const REQUIREMENTS = { key: KEY, hostname: "app.terraform.io" };

function verified(content: unknown, { hostname = "app.terraform.io", key = KEY } = {}): Verified {
  const body = typeof content === "string" ? content : JSON.stringify(content);
  return verify(Buffer.from(body), signed(body, key), { key: KEY, hostname });
}

test("a request is what HCP Terraform documents, with null where something is not offered", () => {
  expect(verified(payload())).toEqual({
    kind: "request",
    request: {
      stage: "post_plan",
      accessToken: "run-task-token",
      callbackUrl: "https://app.terraform.io/api/v2/task-results/taskrs-1/callback",
      resultId: "taskrs-1",
      enforcementLevel: "mandatory",
      organization: "acme",
      workspace: "orders",
      workingDirectory: "",
      runId: "run-1",
      takesOutcomes: true,
      planUrl: "https://app.terraform.io/api/v2/plans/plan-1/json-output",
      configurationUrl: "https://app.terraform.io/api/v2/configuration-versions/cv-1/download",
    },
  });
  const { plan_json_api_url: _, ...early } = payload({ stage: "pre_plan", configuration_version_download_url: null });
  expect(verified(early)).toMatchObject({ request: { stage: "pre_plan", planUrl: null, configurationUrl: null } });
});

test.each([
  [{ capabilities: { outcomes: true } }, true],
  [{ capabilities: undefined, capabilitites: { outcomes: true } }, true],
  [{ capabilities: { outcomes: false } }, false],
  [{ capabilities: {} }, false],
  [{ capabilities: null }, false],
  [{ capabilities: undefined }, false],
])("with %j, outcomes are taken: %p", (capabilities, takesOutcomes) => {
  expect(verified(payload(capabilities))).toMatchObject({ kind: "request", request: { takesOutcomes } });
});

test("the test that HCP Terraform makes of a new run task is one, with the right key only", () => {
  expect(verified(TEST_PAYLOAD)).toEqual({ kind: "test" });
  expect(verified(TEST_PAYLOAD, { key: "another" })).toMatchObject({ kind: "refused", status: 401 });
});

test("fields that are not known are ignored, and so is a stage that is not known yet", () => {
  expect(verified(payload({ stage: "mid_apply", something: { new: true } }))).toMatchObject({
    kind: "request",
    request: { stage: "mid_apply" },
  });
});

const WRONG =
  "The request is refused: its signature is missing or wrong: is the HMAC key of the run task this service's key?";

test.each([undefined, "", signed("another body")])("a body with the signature %p is not looked at", (signature) => {
  const refused = { kind: "refused", status: 401, why: WRONG };
  expect(verify(Buffer.from(JSON.stringify(payload())), signature, REQUIREMENTS)).toEqual(refused);
  expect(verify(Buffer.from("not even JSON"), signature, REQUIREMENTS)).toEqual(refused);
});

test.each([
  ["not JSON", "{", "its body is not JSON"],
  ["an empty body", "", "its body is not JSON"],
  ["a list", [], "not as HCP Terraform sends them: the whole body"],
  [
    "fields that are missing or of another type, all at once",
    payload({ task_result_id: undefined, access_token: 7, plan_json_api_url: { secret: "x" } }),
    "not as HCP Terraform sends them: access_token, task_result_id, plan_json_api_url",
  ],
  [
    "another version, which may mean something else",
    payload({ payload_version: 2 }),
    "not as HCP Terraform sends them: payload_version",
  ],
])("%s is refused by its fields' names", (_, content, why) => {
  expect(verified(content)).toEqual({ kind: "refused", status: 400, why: `The request is refused: ${why}` });
});

const REMEDY =
  "expected https://app.terraform.io. Start the service with --hostname where that is another installation";

test.each([
  ["http://app.terraform.io/api/v2/task-results/x/callback", "http://app.terraform.io"],
  ["https://app.terraform.io:8443/api/v2/x", "https://app.terraform.io:8443"],
  ["https://app.terraform.io.example.com/secret-path", "https://app.terraform.io.example.com"],
  ["https://app.terraform.io@169.254.169.254/latest/meta-data", "https://169.254.169.254"],
  ["https://user:password@app.terraform.io/api/v2/x", "https://app.terraform.io"],
  ["http://127.0.0.1:8080/", "http://127.0.0.1:8080"],
  ["file:///etc/passwd", "file://"],
  ["not a URL", "no URL"],
])("a token is not sent to %s", (url, shown) => {
  expect(verified(payload({ task_result_callback_url: url }))).toEqual({
    kind: "refused",
    status: 400,
    why: `The request is refused: task_result_callback_url leads to ${shown}: ${REMEDY}`,
  });
});

test("every URL is looked at", () => {
  const urls = { plan_json_api_url: "https://a.example/1", configuration_version_download_url: "https://b.example/2" };
  expect(verified(payload(urls))).toMatchObject({
    why: `The request is refused: plan_json_api_url leads to https://a.example, configuration_version_download_url leads to https://b.example: ${REMEDY}`,
  });
});

test("another installation is one by its name", () => {
  const callback = { task_result_callback_url: "https://tfe.acme.example/api/v2/task-results/taskrs-1/callback" };
  const own = payload({ ...callback, plan_json_api_url: null, configuration_version_download_url: null });
  expect(verified(own, { hostname: "tfe.acme.example" })).toMatchObject({ kind: "request" });
  expect(verified(own)).toMatchObject({ kind: "refused" });
});
