/** First bytes of a zip file's first entry: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7. */
const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];
const NAME_LENGTH_OFFSET = 26;
const NAME_OFFSET = 30;

/** How many of a file's bytes {@link isSavedPlan} needs. */
export const HEAD_LENGTH = 64;

export function isZip(head: Uint8Array): boolean {
  return ZIP_MAGIC.every((byte, index) => head[index] === byte);
}

/** A plan that `terraform plan -out` or `tofu plan -out` saved is a zip file whose first entry is `tfplan`. */
export function isSavedPlan(head: Uint8Array): boolean {
  if (!isZip(head) || head.length < NAME_OFFSET) return false;
  const length = (head[NAME_LENGTH_OFFSET] ?? 0) + ((head[NAME_LENGTH_OFFSET + 1] ?? 0) << 8);
  return String.fromCharCode(...head.subarray(NAME_OFFSET, NAME_OFFSET + Math.min(length, HEAD_LENGTH))) === "tfplan";
}

/** A `terraform.tfstate` as a backend stores it, rather than what `terraform show -json` prints for it. */
export function isStoredState(json: unknown): boolean {
  if (typeof json !== "object" || json === null) return false;
  return "version" in json && "lineage" in json && !("format_version" in json);
}
