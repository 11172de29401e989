/** A module that `terraform init` installed, or that a saved plan holds. */
export interface InstalledModule {
  /** Path of its call, such as `network.subnets`; "" for the root. */
  readonly key: string;
  /** Its folder, from the root module's. */
  readonly folder: string;
}

/**
 * What `.terraform/modules/modules.json`, or `modules.json` in a saved plan, says. Entries that are none are left out.
 *
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/modsdir/manifest.go
 */
export function installedModules(text: string): readonly InstalledModule[] {
  const entries = listIn(text);
  return entries.flatMap((entry) => {
    const { Key: key, Dir: folder } = (typeof entry === "object" && entry !== null ? entry : {}) as Record<
      string,
      unknown
    >;
    return typeof key === "string" && typeof folder === "string" ? [{ key, folder }] : [];
  });
}

/** A folder's manifest is an object with a list; a saved plan's is the list. */
function listIn(text: string): readonly unknown[] {
  try {
    const json = JSON.parse(text);
    const list = Array.isArray(json) ? json : json?.Modules;
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
