/** Name of the artifact of one stack's plan: its digest and its review, and never the plan, for everybody may read an artifact. */
export function artifactOf(environment: string, stackId: string): string {
  return `plan.${environment}.${stackId}`;
}

/** The stack whose plan an artifact is of; undefined where it is of none, or of another environment. */
export function stackOf(environment: string, artifact: string): string | undefined {
  const start = artifactOf(environment, "");
  return artifact.startsWith(start) ? artifact.slice(start.length) : undefined;
}
