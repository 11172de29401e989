/** Prints one paragraph of ours among Terraform's. */
export function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
