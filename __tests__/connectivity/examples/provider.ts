/** The provider, with made-up credentials: what it plans it does not ask AWS about. */
export function provider(region: string, alias?: string): string {
  return `provider "aws" {
${alias === undefined ? "" : `  alias                       = "${alias}"\n`}  region                      = "${region}"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
`;
}
