/** What has not been taken apart into facts yet: the sentences themselves. */
export interface Told {
  readonly told: { readonly explanation: string; readonly remedy: string };
}
