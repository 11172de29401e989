/** Where the folders of further listeners are. */
export const listenersFolder = "lambda-src/listeners";

/** An entry of `listeners` in `cdktf.json`, as `npm run new:listener` writes it. */
export interface ListenerFiles {
  readonly name: string;
  readonly listenerCode: string;
  readonly listenerEnvironment: string;
  readonly listenerPolicyFile: string;
}

/** The entry of a listener that has a folder for its code, its variables and its permissions. */
export function entryOf(name: string): ListenerFiles {
  const folder = `${listenersFolder}/${name}`;
  return {
    name,
    listenerCode: `listeners/${name}`,
    listenerEnvironment: `${folder}/environment.json`,
    listenerPolicyFile: `${folder}/policy.json`,
  };
}
