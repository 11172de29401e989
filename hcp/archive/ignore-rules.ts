/** What decides which of a folder's files are left out. */
export interface IgnoreRules {
  /** @param path with slashes, from the folder on */
  ignores(path: string): boolean;
}

/** A line of `.terraformignore` that means nothing: what it was to leave out would be sent. */
export class UnreadableRule extends Error {
  constructor(
    readonly line: number,
    readonly rule: string,
  ) {
    super(
      `line ${line} is ${JSON.stringify(rule)}, which is no pattern. See https://developer.hashicorp.com/terraform/cli/cloud/settings#excluding-files-from-upload-with-terraformignore`,
    );
  }
}

/** The parts of a pattern: all that is below, any folders, any characters, any character, one of some, as it stands, itself. */
const PARTS = /\*\*\/?$|\*\*\/?|\*|\?|\[\^?\]?[^\]]*\]|\\.|[\s\S]/gu;

/** What Terraform leaves out by itself. Rules of a file come after these, so that a negation may bring them back. */
const BY_ITSELF = ["**/.git/**", "**/.terraform/**", "!**/.terraform/modules/**"].map((rule) => compiled(rule));

/**
 * The rules of a `.terraformignore`, as Terraform's CLI takes them when it uploads a folder; the last one that matches decides. They
 * differ from those of `.gitignore`: a name without a slash at its end matches the entry of that name, and nothing in it.
 *
 * @param text undefined where there is no such file
 * @throws UnreadableRule
 * @see https://github.com/hashicorp/go-slug/blob/v0.16.4/internal/ignorefiles/terraformignore.go
 */
export function ignoreRules(text = ""): IgnoreRules {
  const own = text.split(/\r?\n/).flatMap((line, index) => {
    const rule = line.trim().normalize("NFC");
    if (rule === "" || rule === "!" || rule.startsWith("#")) return [];
    try {
      return [compiled(anchored(rule))];
    } catch {
      throw new UnreadableRule(index + 1, rule);
    }
  });
  const rules = [...BY_ITSELF, ...own];
  return {
    ignores: (path) => rules.findLast(({ pattern }) => pattern.test(path.normalize("NFC")))?.ignores ?? false,
  };
}

/** A slash at the end means all that is below; one at the beginning, this folder; otherwise it is meant at any depth. */
function anchored(rule: string): string {
  const [, negation = "", name = ""] = /^(!?)(.*)$/s.exec(rule) ?? [];
  const below = name.endsWith("/") ? `${name}**` : name;
  return `${negation}${below.startsWith("/") ? below.slice(1) : `**/${below}`}`;
}

function compiled(rule: string): { readonly ignores: boolean; readonly pattern: RegExp } {
  const ignores = !rule.startsWith("!");
  return { ignores, pattern: new RegExp(`^${expressionOf(ignores ? rule : rule.slice(1))}$`, "su") };
}

function expressionOf(pattern: string): string {
  return pattern.replace(PARTS, (part, offset: number) => {
    if (part.startsWith("**")) return offset + part.length === pattern.length ? ".*" : "(?:.*/)?";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    // A bracket that is not closed, or with nothing in it, is no pattern: it stays, and is refused.
    if (part.startsWith("[")) return part === "[]" ? "[" : part;
    const itself = part.length > 1 ? part.slice(1) : part;
    return /[\\^$.*+?()[\]{}|/]/.test(itself) ? `\\${itself}` : itself;
  });
}
