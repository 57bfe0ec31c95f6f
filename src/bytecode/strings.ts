/** Texts as strings of the machine hold them (assembly/heap/flat-strings.ts). */

/** Does the text have a unit that needs 16 bits? */
export function isWide(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0xff) return true;
  }
  return false;
}

/** FNV-1a over the 16-bit units; never 0, which means "not computed". */
export function hashOfString(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash === 0 ? 1 : hash >>> 0;
}
