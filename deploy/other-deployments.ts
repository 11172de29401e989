import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { localStateFolder } from "../modules/remote-state";
import type { Deployment } from "./deployment";
import { rememberedPlaces } from "./remembered-places";
import { isEmpty, readState } from "./state";

/**
 * What else is deployed as far as this clone and its bucket know, in lines. A renamed project, a changed option id or a forgotten
 * setting shows itself here: what was meant is in the list.
 */
export async function otherDeployments({ settings, place }: Deployment): Promise<readonly string[]> {
  const { stateBackend, stateBucket, stateBucketRegion, region } = settings;
  const inBucket =
    stateBackend === "s3" && stateBucket !== undefined
      ? await statesInBucket(stateBucket, stateBucketRegion ?? region)
      : [];
  const others = [...new Set([...localStates(), ...inBucket, ...rememberedPlaces()])].filter(
    (other) => other !== place,
  );
  return others.length === 0
    ? ["This clone knows of no other deployment."]
    : ["Other deployments that this clone knows of:", ...others.map((other) => `  ${other}`)];
}

function localStates(): string[] {
  if (!existsSync(localStateFolder)) return [];
  return readdirSync(localStateFolder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tfstate"))
    .map((name) => join(localStateFolder, name).replaceAll("\\", "/"))
    .filter((path) => !isEmpty(readState(readFileSync(path, "utf8"))))
    .sort();
}

/** Of more states than this in a bucket, the first ones are looked at. */
const most = 50;

/** What a bucket holds; or why that is not known, which is no reason not to go on. */
async function statesInBucket(bucket: string, region: string): Promise<string[]> {
  // Which Node somebody deploys with is not for the SDK to comment on, in the middle of a plan.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const client = new S3Client({ region });
  try {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    const keys = Contents.map(({ Key = "" }) => Key).filter((key) => key.endsWith(".tfstate"));
    const states = await Promise.all(
      keys.slice(0, most).map(async (key) => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return isEmpty(readState((await Body?.transformToString()) ?? "")) ? [] : [`s3://${bucket}/${key}`];
      }),
    );
    return states.flat().sort();
  } catch (error) {
    return [`(what s3://${bucket} holds is not known: ${(error as Error).message})`];
  } finally {
    client.destroy();
  }
}
