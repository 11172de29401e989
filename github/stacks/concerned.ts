/** What no stack is made of: whatever changes there, Terraform's JSON and the functions stay the same. All else is looked at. */
const NOT_SYNTHESIZED =
  /^(__tests__|bench|cli|connectivity|deploy|docs|examples|github|hcp|plan-review|rehearsal|\.ci|\.github)\/|(^|\/)[^/]+\.md$|^(LICENSE|biome\.json|jest\.config\.cjs|\.editorconfig|\.gitattributes|\.gitignore|tsconfig\.json|mqesm\.json)$/;

/**
 * The stacks that may differ after a change: those whose own file changes and, where something changes that stacks share, all of them.
 *
 * @param stackIds all of them, whether they are deployed or not
 * @param changed paths from the project's folder
 */
export function concerned(stackIds: readonly string[], changed: readonly string[]): readonly string[] {
  const made = changed.filter((path) => !NOT_SYNTHESIZED.test(path));
  const own = new Map(stackIds.map((id) => [`stacks/${id}.ts`, id]));
  return made.some((path) => !own.has(path)) ? stackIds : stackIds.filter((id) => made.includes(`stacks/${id}.ts`));
}
