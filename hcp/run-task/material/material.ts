/** What there is to judge, as it was downloaded. */
export interface Material {
  /** The plan as `terraform show -json` prints it; null before there is one. */
  readonly plan: Uint8Array | null;
  /** The configuration's archive; null where none was offered, or where it could not be had. */
  readonly archive: Uint8Array | null;
  /** The folder of the archive that Terraform runs in; "" for its root. */
  readonly workingDirectory: string;
  /** Why the archive that was offered could not be had, as a sentence; null where it could, or none was offered. */
  readonly withoutArchive: string | null;
}
