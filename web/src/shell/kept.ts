/** What one device keeps for the person who uses it. A browser that keeps nothing works all the same, without the memory. */
export function recall(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** Keeps a word; the empty word is forgotten. False where the browser does not keep it. */
export function keep(key: string, value: string): boolean {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
