/** HCP Terraform itself, where nobody names an installation of their own. */
export const HCP_HOST = "app.terraform.io";
