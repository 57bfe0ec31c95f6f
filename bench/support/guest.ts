/** Guest programs in the two forms that engines take: TypeScript modules, or one script. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { build, type Plugin } from 'esbuild';
import { at, root } from './paths';

export interface GuestProgram {
  readonly name: string;
  /** The TypeScript files by their names, such as `./cd.ts`; `entry` is one of them. */
  readonly modules: Record<string, string>;
  readonly entry: string;
  /**
   * The same as one classic script of JavaScript, types erased and nothing else transformed. It
   * sets `globalThis.guest` to the entry's exports; `host:` imports read `globalThis.host`.
   */
  readonly script: string;
}

/** What `host:` provides where there are no modules: the global object `host`. */
const hostImports: Plugin = {
  name: 'host-imports',
  setup(context) {
    context.onResolve({ filter: /^host:$/ }, () => ({ path: 'host:', namespace: 'host' }));
    context.onLoad({ filter: /.*/, namespace: 'host' }, () => ({
      contents: 'module.exports = globalThis.host;',
    }));
  },
};

/** Reads and bundles a guest program; `file` is relative to the root. */
export async function loadGuest(file: string): Promise<GuestProgram> {
  const bundle = await build({
    entryPoints: [at(file)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: 'iife',
    globalName: 'guest',
    footer: { js: 'globalThis.guest = guest;' },
    target: 'es2022',
    plugins: [hostImports],
    logLevel: 'warning',
  });
  const folder = dirname(file);
  const modules: Record<string, string> = {};
  for (const input of Object.keys(bundle.metafile.inputs)) {
    if (existsSync(at(input))) modules[moduleName(folder, input)] = readFileSync(at(input), 'utf8');
  }
  return {
    name: file.replace(/^.*\//, '').replace(/\.ts$/, ''),
    modules,
    entry: moduleName(folder, file),
    script: bundle.outputFiles[0]?.text ?? '',
  };
}

/** A guest program given as text; it imports nothing but `host:`. */
export async function guestFromSource(name: string, source: string): Promise<GuestProgram> {
  const bundle = await build({
    stdin: { contents: source, loader: 'ts', sourcefile: `${name}.ts` },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'guest',
    footer: { js: 'globalThis.guest = guest;' },
    target: 'es2022',
    plugins: [hostImports],
    logLevel: 'warning',
  });
  const entry = `./${name}.ts`;
  return { name, modules: { [entry]: source }, entry, script: bundle.outputFiles[0]?.text ?? '' };
}

function moduleName(folder: string, file: string): string {
  const path = relative(folder, file);
  return path.startsWith('.') ? path : `./${join(path)}`;
}
