import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { NodeFunction } from "../functions/node-function";

/** The only thing that is asked for. */
const method = "POST";
const path = "/run-task";

/**
 * How many requests a second get through to the function, and how many at once beyond that: the API is on the internet, where anybody may
 * send what is refused. HCP Terraform asks again what was turned away.
 */
const throttling = { throttlingRateLimit: 20, throttlingBurstLimit: 100 };

interface HttpApiProps {
  readonly name: string;
  readonly answering: NodeFunction;
  /** What must be there before anybody reaches the function. */
  readonly needs: readonly ITerraformDependable[];
}

/**
 * An address on the internet that one function answers at: `POST /run-task` and nothing else. An HTTP API, for a function's own URL takes
 * a permission with a condition that version 5 of the AWS provider cannot write.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/44829
 */
export class HttpApi extends Construct {
  /** The whole address. */
  readonly url: string;

  constructor(scope: Construct, id: string, { name, answering: { function: answering }, needs }: HttpApiProps) {
    super(scope, id);
    const api = new Apigatewayv2Api(this, "api", {
      name,
      protocolType: "HTTP",
      description: "Where HCP Terraform asks for the run task",
    });
    const integration = new Apigatewayv2Integration(this, "integration", {
      apiId: api.id,
      integrationType: "AWS_PROXY",
      integrationMethod: "POST",
      integrationUri: answering.invokeArn,
      payloadFormatVersion: "2.0",
    });
    new Apigatewayv2Route(this, "route", {
      apiId: api.id,
      routeKey: `${method} ${path}`,
      target: `integrations/${integration.id}`,
    });
    const stage = new Apigatewayv2Stage(this, "stage", {
      apiId: api.id,
      // The stage whose name is no part of the address.
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: throttling,
    });
    new LambdaPermission(this, "permission", {
      functionName: answering.functionName,
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api.executionArn}/${stage.name}/${method}${path}`,
      dependsOn: [...needs],
    });
    this.url = `${api.apiEndpoint}${path}`;
  }
}
