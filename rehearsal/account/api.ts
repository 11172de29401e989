/** Calls APIs of the account in the rehearsal's own name. The service and the Region are in a signature that nobody checks. */
export class AccountApi {
  /** @param url where the account answers */
  constructor(private readonly url: string) {}

  /** A service whose requests are paths, such as Lambda and Amazon MQ. @returns undefined where there is no such thing */
  async rest<T>(service: string, region: string, method: string, path: string, body?: object): Promise<T | undefined> {
    return this.#send<T>(service, region, path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** A service whose requests name an action in a header, such as CloudWatch Logs. @param target such as `Logs_20140328.PutLogEvents` */
  async json<T>(service: string, region: string, target: string, body: object): Promise<T | undefined> {
    const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" };
    return this.#send<T>(service, region, "/", { method: "POST", headers, body: JSON.stringify(body) });
  }

  /** A service whose requests are forms and whose answers are XML, such as EC2. @returns the XML */
  async form(service: string, region: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const response = await fetch(this.url, {
      method: "POST",
      headers: { authorization: signature(service, region) },
      body: new URLSearchParams(fields),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} answers ${response.status}: ${text}`);
    return text;
  }

  async #send<T>(service: string, region: string, path: string, request: RequestInit): Promise<T | undefined> {
    const headers = { authorization: signature(service, region), ...request.headers };
    const response = await fetch(`${this.url}${path}`, { ...request, headers });
    const text = await response.text();
    if (
      response.status === 404 ||
      (/ResourceNotFoundException/.test(response.headers.get("x-amzn-errortype") ?? text.slice(0, 200)) && !response.ok)
    )
      return undefined;
    if (!response.ok) throw new Error(`${service} answers ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}

function signature(service: string, region: string): string {
  return `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}
