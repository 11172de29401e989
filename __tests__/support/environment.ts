/** Sets environment variables for each test of a file, and puts the former ones back. Undefined unsets. */
export function setEnvironment(variables: () => Readonly<Record<string, string | undefined>>): void {
  let former: Readonly<Record<string, string | undefined>>;
  beforeEach(() => {
    const wanted = variables();
    former = Object.fromEntries(Object.keys(wanted).map((name) => [name, process.env[name]]));
    assign(wanted);
  });
  afterEach(() => assign(former));
}

function assign(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** What an AWS SDK client needs to send its requests here instead of to AWS. */
export function awsEnvironment(
  service: "SECRETS_MANAGER" | "EC2" | "LAMBDA" | "S3",
  url: string,
): Record<string, string> {
  return {
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "throwaway",
    AWS_SECRET_ACCESS_KEY: "throwaway",
    [`AWS_ENDPOINT_URL_${service}`]: url,
  };
}
