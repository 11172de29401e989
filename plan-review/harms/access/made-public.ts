import type { HarmRule } from "../harm";

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"] as const;

/** What can be reached from the internet, and could not before. */
export const madePublic: HarmRule = {
  code: "made-public",
  kind: "access",
  title: "Something becomes public",
  meaning: "It has a public endpoint after the apply, or loses what kept the public out.",
  source: "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html",
  check(change) {
    const { address, type } = change;
    if (
      change.after("publicly_accessible") === true &&
      (change.creates || (change.action === "update" && change.sets("publicly_accessible")))
    )
      return { explanation: `${address} has a public endpoint: whoever knows the login can log in from anywhere.` };
    if (
      type === "aws_lambda_function_url" &&
      change.sets("authorization_type") &&
      change.after("authorization_type") === "NONE"
    )
      return { explanation: `${address} lets anyone invoke its function by HTTP.` };
    if (type !== "aws_s3_bucket_public_access_block") return undefined;
    const gone = change.action === "delete" || BLOCKS.some((name) => change.sets(name) && change.after(name) === false);
    return gone
      ? { explanation: `${address} keeps the public out of its bucket no more, or less than before.` }
      : undefined;
  },
};
