import { defect, noMapping, type Part, works } from "../expectation";

/** Where the lack of a permission can be mended. */
const listenersRights = /^listener\/(role|policy|policy-document)$/;
const listenersTrust = /^listener\/(role|assume-role-policy)$/;

/** Roles and policies: the listener's are the mapping's, the other functions' are not. */
export const permissions: readonly Part[] = [
  {
    type: "aws_iam_role",
    role: /^listener\/role$/,
    purposes: [
      [/^removed$/, noMapping, "There is no function without role, and no mapping without function"],
      [/^assume_role_policy to refer to .*\/(assume-role|sts)-policy$/, works, "It says the same"],
      [
        /^assume_role_policy to refer to /,
        defect(/^listener\/role$|\/policy-document$|^interface-endpoints\/\w+-policy$/),
        "It lets nobody assume the role",
      ],
    ],
  },
  {
    type: "aws_iam_policy_document",
    role: /^listener\/assume-role-policy$/,
    purposes: [
      [/^removed$/, noMapping, "There is no role without it, no function without role"],
      [/^statement\(0\)\.actions\(sts:AssumeRole\) to all of the service$/, works, "That is sts:AssumeRole too"],
      [/^statement/, defect(listenersTrust), "Lambda has to assume the role"],
    ],
  },
  {
    type: "aws_iam_role_policy",
    role: /^listener\/policy$/,
    purposes: [
      [/^(removed|role .*)$/, defect(/^listener\/role$/), "The listener's role may do nothing"],
      [
        /^policy to refer to /,
        defect(/^listener\/(role|policy)$|\/(policy-document|assume-role-policy)$|^interface-endpoints\/\w+-policy$/),
        "No other policy allows what a mapping needs",
      ],
    ],
  },
  {
    type: "aws_iam_policy_document",
    role: /^listener\/policy-document$/,
    purposes: [
      [/^removed$/, defect(/^listener\/role$/), "The policy goes with it"],
      [/WriteLog/, works, "The listener's log is not the mapping's business"],
      [/to (all of the service|everything)$/, works, "It allows what is needed too"],
      [/^statement/, defect(listenersRights), "The pollers need it"],
    ],
  },
  {
    type: "aws_lambda_function",
    role: /^(topology\/function|publisher|interface-waiter\/function)\/function$/,
    purposes: [[/^removed$/, works, "It is not the mapping's function"]],
  },
  {
    type: "aws_lambda_invocation",
    role: /^(topology|interface-waiter)\//,
    purposes: [[/^removed$/, works, "What is in the broker, and when something is destroyed, is out of view"]],
  },
  ...["aws_iam_role", "aws_iam_role_policy", "aws_iam_policy_document"].map(
    (type): Part => ({
      type,
      role: /^(topology\/function|publisher|interface-waiter\/function)\//,
      purposes: [[/^removed$/, works, "The other functions' permissions are not the mapping's"]],
    }),
  ),
];
