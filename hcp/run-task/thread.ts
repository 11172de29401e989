import { parentPort } from "node:worker_threads";
import { assess } from "./assess";
import type { Assessment, AssessmentSettings } from "./assessment";
import { faultOf } from "./fault";
import type { Material } from "./material";

/** What a thread is asked. */
export interface ToThread {
  readonly material: Material;
  readonly settings: AssessmentSettings;
}

/** What a thread answers. A fault goes as a text, so that nothing of what was judged goes with it. */
export type FromThread = { readonly assessment: Assessment } | { readonly fault: string };

parentPort?.on("message", async ({ material, settings }: ToThread) => {
  parentPort?.postMessage(await answerTo(material, settings));
});

async function answerTo(material: Material, settings: AssessmentSettings): Promise<FromThread> {
  try {
    return { assessment: await assess(material, settings) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}
