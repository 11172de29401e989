import {
  check,
  field,
  type Input,
  inWords,
  isObject,
  type Report,
  UnusableInputError,
} from "../../../connectivity/index";
import { ArchiveError, type ReadArchive, readArchive } from "../material/archive";
import type { Material } from "../material/material";
import type { Assessment, AssessmentSettings } from "../result/assessment";
import { messageOf, resultOf } from "../result/message";
import { outcomesOf } from "../result/outcomes";

/** Most problems of an input are told in its first ones. */
const MOST_PROBLEMS = 3;

/**
 * Judges what was downloaded, as `mqesm check` judges it from files: a plan with the configuration that it was made from, or a
 * configuration by itself. Never throws for what is in it: what cannot be judged has not passed.
 */
export async function assess(material: Material, settings: AssessmentSettings): Promise<Assessment> {
  try {
    const { input, notes } = await inputOf(material);
    const report = check([input], { assume: settings.assume });
    return assessmentOf(report, settings, [...notes, ...lostIn(report, notes)]);
  } catch (error) {
    if (error instanceof NotJudgeable) return notJudged(error.message);
    if (error instanceof UnusableInputError) return notJudged(problemsIn(error));
    throw error;
  }
}

/** The result where there is something to judge, and it could not be judged. */
export function notJudged(why: string): Assessment {
  const sentences = [`NOT JUDGED: ${why}`, "Failed, for nothing is known to work that was not judged."];
  return { status: "failed", verdict: "not-judged", message: messageOf(sentences), outcomes: [] };
}

/** Why something cannot be judged, as a sentence. Quotes nothing of it: it may hold secrets. */
class NotJudgeable extends Error {}

interface Judgeable {
  readonly input: Input;
  readonly notes: readonly string[];
}

async function inputOf({ plan, archive, workingDirectory, withoutArchive }: Material): Promise<Judgeable> {
  if (plan === null) {
    if (archive === null)
      throw new NotJudgeable(withoutArchive ?? "HCP Terraform offered neither a plan nor a configuration.");
    return { input: await configurationIn(archive, workingDirectory), notes: [] };
  }
  const input = { name: "the plan", json: planIn(plan) };
  if (archive === null) return { input, notes: withoutArchive === null ? [] : [withoutArchive] };
  try {
    const { source } = await readArchive(archive, workingDirectory);
    return {
      input: source === null ? input : { ...input, source },
      notes: source === null ? [noConfiguration(workingDirectory)] : [],
    };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return { input, notes: [`The configuration could not be read: ${error.message}`] };
  }
}

async function configurationIn(archive: Uint8Array, workingDirectory: string): Promise<Input> {
  const { synthesized, source } = await readOrRefuse(archive, workingDirectory);
  const stack = synthesized === null ? null : parsed(synthesized, "cdk.tf.json");
  if (source === null) throw new NotJudgeable(noConfiguration(workingDirectory));
  // What other files and modules hold is part of the configuration too.
  const isAll = source.files(source.root)?.length === 1 && field(stack, "module") === undefined;
  if (stack !== null && isAll) return { name: "cdk.tf.json", json: stack };
  return { name: "the configuration", source };
}

async function readOrRefuse(archive: Uint8Array, workingDirectory: string): Promise<ReadArchive> {
  try {
    return await readArchive(archive, workingDirectory);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new NotJudgeable(`The configuration could not be read: ${error.message}`);
  }
}

function noConfiguration(workingDirectory: string): string {
  const where = workingDirectory === "" ? "at its root" : `in the workspace's working directory ${workingDirectory}`;
  return `The configuration's archive holds no Terraform configuration ${where}.`;
}

/** Whatever else the check reads, at this stage it would be something that holds no mapping. */
function planIn(bytes: Uint8Array): unknown {
  const json = parsed(bytes, "The plan");
  const isWhole = ["planned_values", "configuration"].every((name) => isObject(field(json, name)));
  if (!isWhole)
    throw new NotJudgeable("What was downloaded as the plan is not what `terraform show -json` prints for a plan.");
  return json;
}

function parsed(bytes: Uint8Array, name: string): unknown {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's message quotes the text, so only its kind is taken from it.
    const isCutOff = /Unexpected end|Unterminated/.test((error as Error).message);
    throw new NotJudgeable(`${name} is ${isCutOff || text === "" ? "cut off: it ends in the middle" : "not JSON"}.`);
  }
}

function problemsIn({ problems }: UnusableInputError): string {
  const told = problems
    .slice(0, MOST_PROBLEMS)
    .map(({ input, found, expected }) => `${input} is ${found}; expected ${expected}.`);
  const more = problems.length - told.length;
  return [...told, ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
}

function assessmentOf(report: Report, settings: AssessmentSettings, notes: readonly string[]): Assessment {
  // Facts are asserted for every workspace that is judged here: that a plan needs none of them is no fault of it.
  const findings = report.findings.filter(({ rule }) => rule !== "assumption-unused");
  const told = inWords({ ...report, findings });
  return { ...resultOf(told, settings, notes), outcomes: outcomesOf(told) };
}

/** Where a plan's JSON has lost what decides, and nothing has said yet why it was all there was. */
function lostIn({ isDecidedBySource }: Report, notes: readonly string[]): readonly string[] {
  return isDecidedBySource === true && notes.length === 0
    ? ["The configuration, which was not offered, would decide what the plan's JSON has lost."]
    : [];
}
