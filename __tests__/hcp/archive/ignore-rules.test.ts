import fc from "fast-check";
import { ignoreRules } from "../../../hcp/archive/ignore-rules";

describe("without a file, as Terraform does", () => {
  test.each([
    [".git/config", true],
    ["module/.git/config", true],
    [".gitignore", false],
    [".github/workflows/ci.yml", false],
    [".terraform/providers/aws", true],
    [".terraform/modules/modules.json", false],
    ["deep/.terraform/modules/a/main.tf", false],
    ["deep/.terraform/plugins", true],
    [".terraform.lock.hcl", false],
    ["cdk.tf.json", false],
  ])("%s: %s", (path, ignored) => {
    expect(ignoreRules().ignores(path)).toBe(ignored);
  });
});

describe("a rule", () => {
  test.each([
    ["of a name matches it at any depth", "secret.txt", "a/b/secret.txt", true],
    ["of a name matches the whole name", "secret.txt", "not-secret.txt", false],
    ["of a name matches no file in a folder of that name", "secrets", "secrets/key", false],
    ["with a slash at its end matches all that is below", "secrets/", "a/secrets/deep/key", true],
    ["with a slash at its end matches no file of that name", "secrets/", "secrets", false],
    ["with a slash at its beginning matches in the folder itself", "/secrets/", "secrets/key", true],
    ["with a slash at its beginning matches nowhere else", "/secrets/", "a/secrets/key", false],
    ["with a star stays in one folder", "/a/*.txt", "a/b/c.txt", false],
    ["with a star matches nothing too", "/a/*.txt", "a/.txt", true],
    ["with a question mark wants one character", "/a?c", "abc", true],
    ["with a question mark does not take a slash", "/a?c", "a/c", false],
    ["with two stars matches any folders", "/a/**/z.txt", "a/b/c/z.txt", true],
    ["with two stars matches no folder", "/a/**/z.txt", "a/z.txt", true],
    ["with two stars at its end matches all that is below", "/a/**", "a/b/c", true],
    ["with a range", "/key-[a-c].txt", "key-b.txt", true],
    ["with a range that it is not in", "/key-[a-c].txt", "key-d.txt", false],
    ["with a dot means a dot", "/a.txt", "abtxt", false],
    ["with a character of regular expressions means that one", "/a+(1).txt", "a+(1).txt", true],
    ["with a backslash means the next character", "/a\\*.txt", "a*.txt", true],
    ["with a backslash means no other", "/a\\*.txt", "ab.txt", false],
    ["may stand between spaces", "  /a.txt  ", "a.txt", true],
    ["may end as lines do on Windows", "/a.txt\r\n/b.txt\r\n", "b.txt", true],
    ["is compared in one form of Unicode", "/caf\u00e9", "cafe\u0301", true],
  ])("%s", (_, rule, path, ignored) => {
    expect(ignoreRules(rule).ignores(path)).toBe(ignored);
  });

  test("the last one that matches decides", () => {
    const rules = ignoreRules("# all but one\n*.txt\n\n   \n!keep.txt\n!\n");
    expect([rules.ignores("a.txt"), rules.ignores("b/keep.txt")]).toEqual([true, false]);
  });

  test("may bring back what is left out by itself", () => {
    expect(ignoreRules("!.git/").ignores(".git/config")).toBe(false);
  });

  test.each(["/[z-a]", "a[", "[]"])("that is none is refused, with its line: %s", (rule) => {
    expect(() => ignoreRules(`ok\n${rule}\n`)).toThrow(
      `line 2 is ${JSON.stringify(rule)}, which is no pattern. See https://developer.hashicorp.com/terraform/cli/cloud/settings#excluding-files-from-upload-with-terraformignore`,
    );
  });
});

/** Whether a pattern takes a whole path: read character by character, without a regular expression. */
function takes(pattern: string, path: string): boolean {
  if (pattern === "") return path === "";
  if (pattern.startsWith("**")) {
    const rest = pattern.slice(pattern[2] === "/" ? 3 : 2);
    if (rest === "") return true;
    const starts = [0, ...[...path].flatMap((character, index) => (character === "/" ? [index + 1] : []))];
    return starts.some((start) => takes(rest, path.slice(start)));
  }
  const [first = "", rest] = [pattern[0], pattern.slice(1)];
  if (first === "*") {
    const end = path.indexOf("/");
    const longest = end < 0 ? path.length : end;
    return Array.from({ length: longest + 1 }, (_, taken) => taken).some((taken) => takes(rest, path.slice(taken)));
  }
  return path !== "" && (first === "?" ? path[0] !== "/" : path[0] === first) && takes(rest, path.slice(1));
}

test("rules say what reading them character by character says", () => {
  const piece = fc.constantFrom("a", "b", ".", "/", "*", "**", "**/", "?", "+");
  const pattern = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(""));
  const path = fc
    .array(fc.stringMatching(/^[ab.+]{1,3}$/), { minLength: 1, maxLength: 4 })
    .map((names) => names.join("/"));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), pattern), { maxLength: 4 }), path, (given, name) => {
      const text = given.map(([negated, rule]) => `${negated ? "!" : ""}${rule}`).join("\n");
      let ignored = false;
      for (const [negated, rule] of given) {
        const below = rule.endsWith("/") ? `${rule}**` : rule;
        if (takes(below.startsWith("/") ? below.slice(1) : `**/${below}`, name)) ignored = !negated;
      }
      expect(ignoreRules(text).ignores(name)).toBe(ignored);
    }),
    { numRuns: 2_000 },
  );
});
