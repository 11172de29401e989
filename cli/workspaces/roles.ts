import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { field, isObject } from "../../connectivity/index";
import type { Roles } from "../../hcp/workspaces/index";
import { Mistake } from "../mistake";

const OUTPUTS = { plan: "plan_role_arns", apply: "apply_role_arns" } as const;
const ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/**
 * The roles of workspaces, from the outputs of the stack `hcp-access` as Terraform prints them.
 *
 * @throws Mistake where the file is another one, or lacks a workspace
 */
export function readRoles(file: string, workspaces: readonly string[], cwd: string): ReadonlyMap<string, Roles> {
  const outputs = parsed(file, cwd);
  const arns = (task: keyof typeof OUTPUTS): unknown => {
    const output = field(outputs, OUTPUTS[task]);
    return field(output, "value") ?? output;
  };
  const [plan, apply] = [arns("plan"), arns("apply")];
  if (!isObject(plan) || !isObject(apply)) {
    throw new Mistake([
      `${file} holds no ${OUTPUTS.plan} and ${OUTPUTS.apply}: expected what \`npm run --silent outputs -- hcp-access -json\` prints.`,
    ]);
  }
  const problems: string[] = [];
  const roles = new Map<string, Roles>();
  for (const workspace of workspaces) {
    const of = { plan: field(plan, workspace), apply: field(apply, workspace) };
    if (of.plan === undefined || of.apply === undefined) {
      problems.push(
        `${file} has no roles for ${workspace}: deploy hcp-access with the same settings, and write its outputs again.`,
      );
    } else if (isArn(of.plan) && isArn(of.apply)) {
      roles.set(workspace, { plan: of.plan, apply: of.apply });
    } else {
      problems.push(`${file}: the roles of ${workspace} are no ARNs of IAM roles.`);
    }
  }
  if (problems.length > 0) throw new Mistake(problems);
  return roles;
}

function isArn(value: unknown): value is string {
  return typeof value === "string" && ARN.test(value);
}

function parsed(file: string, cwd: string): unknown {
  try {
    return JSON.parse(readFileSync(resolve(cwd, file), "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Mistake([
      code === undefined
        ? `${file} is no JSON: expected what \`npm run --silent outputs -- hcp-access -json\` prints.`
        : `${file} cannot be read: ${code}.`,
    ]);
  }
}
