import { readFileSync } from "node:fs";
import { regions } from "../../../modules/settings/regions";

/** The Regions in the table that the AWS SDK finds its endpoints with. The SDK exports look-ups in it, and not the table. */
function regionsOfTheSdk(): readonly string[] {
  const source = readFileSync(require.resolve("@aws-sdk/core/client"), "utf8");
  const table = source.slice(source.indexOf("const partitionsInfo = {"), source.indexOf("let selectedPartitionsInfo"));
  return [...table.matchAll(/"([a-z]{2,4}(?:-[a-z]+)+-\d)": \{/g)].map(([, name]) => name as string).sort();
}

test("the table has every Region that the installed AWS SDK knows, and no other", () => {
  expect(regions).toEqual(regionsOfTheSdk());
});
