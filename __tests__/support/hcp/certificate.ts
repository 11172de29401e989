import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Certificate } from "./server";

/** A certificate for `localhost`, and the file that makes a program trust it. */
export interface LocalhostCertificate extends Certificate {
  /** For `SSL_CERT_FILE`: the certificate is its own authority. */
  readonly file: string;
}

/** Makes a certificate that is trusted by nobody who does not name it. Needs OpenSSL's command. */
export function localhostCertificate(folder: string): LocalhostCertificate {
  const [file, key] = [join(folder, "localhost.pem"), join(folder, "localhost.key")];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...names, "-keyout", key, "-out", file], { stdio: "ignore" });
  return { file, cert: readFileSync(file, "utf8"), key: readFileSync(key, "utf8") };
}
