/**
 * How modules find each other: `./lib`, `./lib.ts` and `lib` are the same name.
 */
const extension = /\.(?:[cm]?[jt]sx?|rbc)$/;

/** Drops the extension and resolves `.` and `..`; a `..` that leads out of the root stays. */
export function normaliseModuleName(name: string): string {
  const parts: string[] = [];
  for (const part of name.replace(extension, '').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** The normalised name that `specifier` means in the module `importer`: relative to its folder when it starts with a dot. */
export function resolveSpecifier(importer: string, specifier: string): string {
  const relative = /^\.\.?(?:\/|$)/.test(specifier);
  if (!relative) return normaliseModuleName(specifier);
  const folder = importer.includes('/') ? importer.slice(0, importer.lastIndexOf('/') + 1) : '';
  return normaliseModuleName(folder + specifier);
}
