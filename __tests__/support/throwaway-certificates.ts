import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files in PEM form. */
export interface Certificates {
  /** What clients must trust. */
  readonly authority: string;
  /** For `localhost` and no other name or address. */
  readonly certificate: string;
  readonly key: string;
}

/** Makes an authority that nobody trusts, and a server certificate signed by it, both good for one day. */
export function makeCertificates(folder: string): Certificates {
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

  writeFileSync(file("server.ext"), "subjectAltName = DNS:localhost\n");
  openssl(
    ...["req", "-x509", ...newKey, "-days", "1", "-subj", "/CN=Throwaway authority"],
    ...["-keyout", "authority.key", "-out", "authority.pem"],
  );
  openssl("req", ...newKey, "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr");
  openssl(
    ...["x509", "-req", "-in", "server.csr", "-days", "1", "-extfile", "server.ext", "-out", "server.pem"],
    ...["-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial"],
  );
  return { authority: file("authority.pem"), certificate: file("server.pem"), key: file("server.key") };
}
