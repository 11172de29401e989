import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Ignored by git. What is lost with it is a hint. */
const file = ".cache/state-places.json";

/** Places outside this machine where this clone has found state, or put some. */
export function rememberedPlaces(): readonly string[] {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

export function rememberPlace(place: string): void {
  write([...rememberedPlaces().filter((other) => other !== place), place]);
}

export function forgetPlace(place: string): void {
  if (rememberedPlaces().includes(place)) write(rememberedPlaces().filter((other) => other !== place));
}

function write(places: readonly string[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify([...places].sort(), null, 2)}\n`);
}
