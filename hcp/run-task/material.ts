/** What there is to judge, as it was downloaded. */
export interface Material {
  /** The plan as `terraform show -json` prints it; null before there is one. */
  readonly plan: Uint8Array | null;
  /** The configuration's archive; null where there is none, or where it could not be had. */
  readonly archive: Uint8Array | null;
  /** The folder of the archive that Terraform runs in; "" for its root. */
  readonly workingDirectory: string;
  /** Why there is no archive, as a sentence; null where there is one. */
  readonly withoutArchive: string | null;
}
