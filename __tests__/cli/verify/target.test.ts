import { parseVerifyArguments } from "../../../cli/verify/arguments";
import type { Clients } from "../../../cli/verify/clients";
import { findTarget } from "../../../cli/verify/target";

const names = [
  "shop-dev-option-4-isolated-listener",
  "shop-dev-option-4-isolated-listener-orders",
  "shop-dev-option-4-isolated-topology-orders",
  "shop-prod-option-4-isolated-listener",
  "shop-prod-option-4-isolated-listener-orders",
];

const functionArn = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;

/** An account in which each listener has a mapping on a queue of its own name. */
class Account {
  readonly config = {};
  async send(command: { readonly constructor: { readonly name: string }; readonly input: { FunctionName?: string } }) {
    const name = command.input.FunctionName ?? "";
    return command.constructor.name === "ListFunctionsCommand"
      ? { Functions: names.map((FunctionName) => ({ FunctionName })) }
      : {
          EventSourceMappings: [
            {
              UUID: "u",
              FunctionArn: functionArn(name),
              EventSourceArn: "arn:aws:mq:eu:1:broker:b:b-1",
              Queues: [name],
            },
          ],
        };
  }
}

// Paginators of the SDK ask for an instance of its client.
jest.mock("@aws-sdk/client-lambda", () => {
  const real = jest.requireActual("@aws-sdk/client-lambda");
  return {
    ...real,
    paginateListFunctions: async function* ({ client }: { client: Account }) {
      yield client.send(new real.ListFunctionsCommand({}));
    },
    paginateListEventSourceMappings: async function* ({ client }: { client: Account }, input: object) {
      yield client.send(new real.ListEventSourceMappingsCommand(input));
    },
  };
});

const find = (...argv: string[]) =>
  findTarget(
    { region: "eu-central-1", lambda: new Account(), logs: undefined } as unknown as Clients,
    parseVerifyArguments(argv),
  );

test.each([
  [["option-4-isolated", "--environment=dev"], "shop-dev-option-4-isolated-listener"],
  [["option-4-isolated", "--environment=prod", "--listener=orders"], "shop-prod-option-4-isolated-listener-orders"],
])("%j is the mapping of %s", async (argv, name) => {
  await expect(find(...argv)).resolves.toMatchObject({ functionArn: functionArn(name) });
});

test("a listener that is not deployed is told by what its function would be called", async () => {
  await expect(find("option-4-isolated", "--listener=audit")).rejects.toMatchObject({
    problems: [
      "no function in eu-central-1 has a name that ends in -option-4-isolated-listener-audit: is option-4-isolated deployed there? Or give the mapping's UUID.",
    ],
  });
});

test("in two environments, either is meant", async () => {
  await expect(find("option-4-isolated", "--listener=orders")).rejects.toMatchObject({
    problems: [
      "option-4-isolated is deployed more than once: shop-dev-option-4-isolated-listener-orders, shop-prod-option-4-isolated-listener-orders. Give --environment, or the mapping's UUID.",
    ],
  });
});
