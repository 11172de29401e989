/** The API of HCP Terraform: one way to ask it, for all that do. */

export {
  Api,
  type ApiOptions,
  type Asking,
  type Document,
  type Downloading,
  type Reference,
  type Resource,
} from "./api";
export { findToken, NoToken } from "./credentials/token";
export { HcpError, HcpRefusal, HcpTooLarge, HcpUnavailable, mayBeDone } from "./error";
export { HCP_HOST } from "./hcp-host";
export { type Outside, theOutside } from "./outside";
