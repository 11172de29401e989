/** A host and its token. */
interface Credentials {
  readonly hostname: string;
  readonly token: string;
}

/**
 * The credentials in one of Terraform's configuration files, which are JSON or blocks. Where a file cannot be read as either, it holds
 * none: Terraform itself is what complains of it.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#credentials
 */
export function credentialsIn(text: string): readonly Credentials[] {
  return text.trimStart().startsWith("{") ? inJson(text) : inBlocks(text);
}

function inJson(text: string): readonly Credentials[] {
  try {
    const { credentials = {} } = JSON.parse(text);
    return Object.entries(credentials as Record<string, unknown>).flatMap(([hostname, block]) => {
      const token = (block as { token?: unknown } | null)?.token;
      return typeof token === "string" ? [{ hostname, token }] : [];
    });
  } catch {
    return [];
  }
}

const COMMENT = /^\s*(?:#|\/\/).*$|\/\*[\s\S]*?\*\//gm;
const BLOCK = /\bcredentials\s+"([^"]+)"\s*\{([^}]*)\}/g;
const TOKEN = /(?:^|\s)"?token"?\s*=\s*"([^"]*)"/;

function inBlocks(text: string): readonly Credentials[] {
  return [...text.replace(COMMENT, "").matchAll(BLOCK)].flatMap(([, hostname = "", body = ""]) => {
    const [, token] = TOKEN.exec(body) ?? [];
    return token === undefined ? [] : [{ hostname, token }];
  });
}
