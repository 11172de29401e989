/** Adds to the list that a map holds for a key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, ...items: readonly V[]): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [...items]);
  else list.push(...items);
}
