import { type TerraformDataSource, TerraformIterator } from "cdktf";

/** The id that a data source of {@link eachOf} is for. */
export const EACH = `\${each.value}`;

/** Some ids: themselves, a reference to a list of them, or Terraform's expression of one. */
export type Ids = string[] | string;

/**
 * Reads a data source for each of some ids, which are known beforehand or found by other data sources: a plan knows them.
 *
 * @param source made with {@link EACH} where the id goes
 */
export function eachOf<Source extends TerraformDataSource>(ids: Ids, source: Source): Source {
  if (typeof ids === "string") source.addOverride("for_each", `\${toset(${ids})}`);
  else source.forEach = TerraformIterator.fromList(ids);
  return source;
}
