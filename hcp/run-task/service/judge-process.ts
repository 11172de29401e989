import { faultOf } from "../fault";
import { assess } from "../judging/assess";
import type { Material } from "../material/material";
import type { Assessment, AssessmentSettings } from "../result/assessment";

/** What the process of a judge is asked. */
export interface ToJudge {
  readonly material: Material;
  readonly settings: AssessmentSettings;
}

/** What it answers. A fault goes as a text, so that nothing of what was judged goes with it. */
export type FromJudge = { readonly assessment: Assessment } | { readonly fault: string };

process.on("message", async ({ material, settings }: ToJudge) => {
  process.send?.(await answerTo(material, settings));
});

// The service says when it is over. A terminal sends its interrupts to every process, and to stop gently is the service's.
process.on("disconnect", () => process.exit());
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});

async function answerTo(material: Material, settings: AssessmentSettings): Promise<FromJudge> {
  try {
    return { assessment: await assess(material, settings) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}
