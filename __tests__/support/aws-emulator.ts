import type { IncomingMessage } from "node:http";
import { type Answer, answer, type Call } from "./aws-answers";
import { HttpEmulator } from "./http-emulator";

/**
 * As much of AWS as `terraform plan` asks before it plans one of the options in a fresh account: the look-ups of their data
 * sources, and who is asking. Everything else is refused, and kept in {@link AwsEmulator.refused}.
 */
export class AwsEmulator extends HttpEmulator {
  /** Calls that nothing answers: those of a data source that is new here. */
  readonly refused: string[] = [];

  /** The variables that send the AWS provider here. */
  get env(): NodeJS.ProcessEnv {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  protected answer(request: IncomingMessage, body: string): Answer {
    const call = readCall(request, body);
    const found = answer(call);
    if (found !== undefined) return found;
    this.refused.push(call.action);
    return refusal(call);
  }
}

/** The three protocols of the APIs: JSON with a target (Secrets Manager), query (EC2, STS), REST (Amazon MQ). */
function readCall(request: IncomingMessage, body: string): Call {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return { action: target, parameters: new URLSearchParams() };
  const form = new URLSearchParams(body);
  const action = form.get("Action");
  if (action !== null) return { action, parameters: form };
  const url = new URL(request.url ?? "/", "http://localhost");
  return { action: `${request.method} ${url.pathname}`, parameters: url.searchParams };
}

function refusal({ action }: Call): Answer {
  const error = `<Error><Code>InvalidAction</Code><Message>${action} is not emulated</Message></Error>`;
  return {
    status: 400,
    headers: { "content-type": "text/xml" },
    body: `<Response><Errors>${error}</Errors></Response>`,
  };
}
