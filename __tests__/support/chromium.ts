import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What Chromium is called, and its kin. */
const PROGRAMS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** How long a page may take, in milliseconds; on a busy machine a browser alone takes some ten seconds. */
const LIMIT = 120_000;

/** A real browser without a window. */
export class Chromium {
  constructor(private readonly program: string) {}

  /** The text of the page's body once its scripts have come to rest. */
  async textOf(html: string): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "chromium-"));
    try {
      const page = join(folder, "page.html");
      writeFileSync(page, html);
      const { stdout } = await run(
        this.program,
        // CI runs as root, where Chromium starts without its sandbox only; the page is ours, and asks nothing of the network.
        [
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-background-networking",
        ].concat(`--user-data-dir=${join(folder, "profile")}`, "--virtual-time-budget=60000", "--dump-dom", page),
        { maxBuffer: 100_000_000, timeout: LIMIT },
      );
      return stdout.match(/<pre id="text">([\s\S]*?)<\/pre>/)?.[1] ?? "";
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

/**
 * A `describe` for tests that need a browser. Where there is no Chromium, they are skipped and say so in one line; in CI (`CI=true`)
 * they fail instead.
 */
export function describeWithChromium(name: string, tests: (chromium: Chromium) => void): void {
  const given = process.env.CHROMIUM;
  const program = (given === undefined ? PROGRAMS : [given]).find(
    (each) => spawnSync(each, ["--version"], { stdio: "ignore" }).status === 0,
  );
  const why = "install Chromium, Debian's package chromium for example, or set CHROMIUM to its program";
  if (program !== undefined) {
    describe(name, () => tests(new Chromium(program)));
  } else if (process.env.CI === "true") {
    test(name, () => {
      throw new Error(why);
    });
  } else {
    process.stderr.write(`skipped: ${name}: ${why}\n`);
    test.skip(name, () => {});
  }
}
