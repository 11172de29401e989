import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AssetType, type ITerraformDependable, TerraformAsset, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ownArn } from "../arn";
import type { Names } from "../names";
import type { NetworkLocation } from "../network/location";
import type { Settings } from "../settings";
import { lambdaAssumeRolePolicy } from "./assume-role-policy";
import { type Bundle, bundleOf, isFurtherListener } from "./bundle";
import { vpcStatements } from "./vpc-statements";

export interface NodeFunctionProps {
  readonly names: Names;
  readonly settings: Settings;
  /** Folder of `lambda-src`. */
  readonly source: string;
  /** Last part of the names. @default the folder */
  readonly name?: string;
  readonly description: string;
  /** Seconds, 1-900. */
  readonly timeout: number;
  /** Megabytes, 128-10,240. @default 256 */
  readonly memorySize?: number;
  readonly environment?: Record<string, string>;
  /** What the function may do beyond writing its log and, in a VPC, having its interfaces handled. */
  readonly statements: readonly DataAwsIamPolicyDocumentStatement[];
  /** Where the function itself runs. @default outside any VPC of ours */
  readonly location?: NetworkLocation;
}

/** A function from `lambda-src` with its role, its policy and its log group. */
export class NodeFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: IamRole;
  readonly logGroup: CloudwatchLogGroup;
  /** What must exist before the role may do what its function needs: without it the first call fails. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    const name = props.names.function(props.name ?? props.source);
    const bundle = bundleOf(props.source);

    this.logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/lambda/${name}`,
      retentionInDays: props.settings.logRetentionDays,
    });
    this.role = new IamRole(this, "role", {
      name,
      description: props.description,
      assumeRolePolicy: lambdaAssumeRolePolicy(this, "assume-role-policy").json,
    });
    const document = new DataAwsIamPolicyDocument(this, "policy-document", {
      statement: [
        {
          sid: "WriteLog",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${this.logGroup.arn}:*`],
        },
        ...(props.location === undefined ? [] : vpcStatements(ownFunctionArn(this, props.settings, name))),
        ...props.statements,
      ],
    });
    const policy = new IamRolePolicy(this, "policy", { name, role: this.role.id, policy: document.json });
    this.policy = policy;

    const asset = codeAsset(this, props.source, bundle);
    this.function = new LambdaFunction(this, "function", {
      functionName: name,
      description: props.description,
      role: this.role.arn,
      runtime: "nodejs22.x",
      handler: "index.handler",
      filename: asset.path,
      sourceCodeHash: bundle.sourceCodeHash,
      timeout: props.timeout,
      memorySize: props.memorySize ?? 256,
      ...(props.environment === undefined ? {} : { environment: { variables: props.environment } }),
      ...(props.location === undefined ? {} : { vpcConfig: { ...props.location } }),
      // Lambda makes a function's interfaces with its role, and would make the log group itself, without retention.
      dependsOn: [policy, this.logGroup],
    });
  }
}

function ownFunctionArn(scope: Construct, { region }: Settings, name: string): string {
  return ownArn(scope, { service: "lambda", region, resource: `function:${name}` });
}

/** What is in a stack's folder of each source already: listeners with the same code share it. */
const assets = new WeakMap<TerraformStack, Map<string, TerraformAsset>>();

/** A function's code in its stack's folder. Code of further listeners is nobody's own, so that it stays when one of them goes. */
function codeAsset(scope: Construct, source: string, { path, sourceCodeHash }: Bundle): TerraformAsset {
  const stack = TerraformStack.of(scope);
  const known = assets.get(stack) ?? new Map<string, TerraformAsset>();
  assets.set(stack, known);
  const isFurther = isFurtherListener(source);
  const asset =
    known.get(source) ??
    new TerraformAsset(isFurther ? stack : scope, isFurther ? `code-${source.replace("/", "-")}` : "code", {
      path,
      type: AssetType.FILE,
      assetHash: Buffer.from(sourceCodeHash, "base64").toString("hex").slice(0, 16),
    });
  known.set(source, asset);
  return asset;
}
