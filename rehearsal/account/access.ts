/** Where AWS answers, and the Region to look in. */
export interface AccountAccess {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}
