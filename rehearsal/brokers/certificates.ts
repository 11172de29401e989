import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
const DAYS = "2";

/** Files of a server, in PEM form. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority that nobody trusts who is not told to. What it signs is good for two days. */
export class Authority {
  /** What clients must trust, in PEM form. */
  readonly file: string;

  private constructor(private readonly folder: string) {
    this.file = join(folder, "authority.pem");
  }

  /** Makes a new one, in a folder of its own. */
  static make(folder: string): Authority {
    mkdirSync(folder, { recursive: true });
    openssl(
      folder,
      "req",
      "-x509",
      ...NEW_KEY,
      "-days",
      DAYS,
      "-subj",
      "/CN=Throwaway authority",
      ...[...["-keyout", "authority.key", "-out", "authority.pem"]],
    );
    return new Authority(folder);
  }

  get pem(): string {
    return readFileSync(this.file, "utf8");
  }

  /**
   * Makes a server's certificate.
   *
   * @param names for which it is good, such as `DNS:localhost` and `IP:127.0.0.2`
   */
  issue(folder: string, names: readonly string[]): ServerCertificate {
    const file = (name: string) => join(folder, name);
    writeFileSync(file("server.ext"), `subjectAltName = ${names.join(", ")}\n`);
    openssl(folder, "req", ...NEW_KEY, "-subj", "/CN=broker", "-keyout", "server.key", "-out", "server.csr");
    openssl(
      folder,
      ...["x509", "-req", "-in", "server.csr", "-days", DAYS, "-extfile", "server.ext", "-out", "server.pem"],
      ...["-CA", this.file, "-CAkey", join(this.folder, "authority.key"), "-CAcreateserial"],
      ...["-CAserial", file("server.srl")],
    );
    // The server may run as a user of its own.
    chmodSync(file("server.key"), 0o644);
    return { certificate: file("server.pem"), key: file("server.key") };
  }
}

function openssl(folder: string, ...args: readonly string[]): void {
  execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
}
