// One line that differs where a byte of the synthesized stacks differs: node .ci/digest.cjs
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync, statSync } = require("node:fs");
const { join, sep } = require("node:path");

const stacks = join(__dirname, "..", "cdktf.out", "stacks");
const paths = readdirSync(stacks, { recursive: true }).filter((path) => statSync(join(stacks, path)).isFile());

const hash = createHash("sha256");
for (const path of paths.map((path) => path.replaceAll(sep, "/")).sort()) {
  hash
    .update(`${path}\0`)
    .update(readFileSync(join(stacks, path)))
    .update("\0");
}
console.log(hash.digest("hex"));
