/** A local value that is known after apply only. */
export function later(name: string, value: string): string {
  return `
resource "terraform_data" "${name}" {
  input            = ${value}
  triggers_replace = timestamp()
}

locals {
  ${name} = terraform_data.${name}.output
}
`;
}
