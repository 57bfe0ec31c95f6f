/** What a browser downloads: each engine bundled and minified, with its Wasm, gzipped. */
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Part } from '../support/part';
import { at } from '../support/paths';
import { figure } from '../support/table';

interface Bundle {
  readonly name: string;
  readonly source: string;
  /** Wasm files that travel beside the bundle. */
  readonly wasm: readonly string[];
  readonly external?: readonly string[];
}

const bundles: readonly Bundle[] = [
  {
    name: 'raya-vm, the Wasm inlined in it',
    source: "export * from './dist/index.js';",
    wasm: [],
  },
  {
    name: 'quickjs-emscripten (release, sync)',
    source: `export { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
      export { default as variant } from '@jitl/quickjs-wasmfile-release-sync';`,
    wasm: ['node_modules/@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm'],
  },
  {
    name: 'quickjs-wasi',
    source: "export * from 'quickjs-wasi';",
    wasm: ['node_modules/quickjs-wasi/quickjs.wasm'],
  },
];

const gzipped = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length;

async function bundleSize(bundle: Bundle): Promise<{ raw: number; gzipped: number }> {
  const result = await build({
    stdin: { contents: bundle.source, resolveDir: at() },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['node:*', 'module', 'fs', 'path', 'url'],
    logLevel: 'silent',
  });
  const files = [
    ...result.outputFiles.map((file) => file.contents),
    ...bundle.wasm.map((file) => readFileSync(at(file))),
  ];
  return {
    raw: files.reduce((sum, file) => sum + file.length, 0),
    gzipped: files.reduce((sum, file) => sum + gzipped(file), 0),
  };
}

/** What dist/browser.js holds packed, in base64, longest first, and the code around it. */
function partsOfBundle(): [name: string, text: string][] {
  const code = readFileSync(at('dist/browser.js'), 'utf8');
  const packed = [...code.matchAll(/[A-Za-z0-9+/]{4000,}=*/g)].map(([text]) => text);
  const [core = '', library = ''] = packed.sort((a, b) => b.length - a.length);
  return [
    ['the core, packed', core],
    ['the library, packed', library],
    ['all else', code.replace(core, '').replace(library, '')],
  ];
}

export const sizePart: Part = {
  name: 'size',
  summary: 'what a browser downloads',
  async run(context) {
    const data: Record<string, unknown> = {};
    const rows: string[][] = [];
    const notes: string[] = [];
    const add = (name: string, raw: number, compressed: number) => {
      data[name] = { bytes: raw, gzippedBytes: compressed };
      rows.push([name, figure(raw / 1000), figure(compressed / 1000)]);
    };
    for (const bundle of bundles) {
      if (bundle.name.startsWith('raya-vm') && !context.hasRaya) continue;
      try {
        const size = await bundleSize(bundle);
        add(bundle.name, size.raw, size.gzipped);
      } catch (error) {
        notes.push(`${bundle.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    for (const file of ['build/core.wasm', 'dist/browser.js']) {
      if (!existsSync(at(file))) continue;
      const bytes = readFileSync(at(file));
      add(file, bytes.length, gzipped(bytes));
    }
    for (const [name, text] of context.hasRaya ? partsOfBundle() : []) {
      add(`dist/browser.js: ${name}`, text.length, gzipped(Buffer.from(text)));
    }
    return {
      tables: [
        {
          title: 'Size: bundled and minified by esbuild, with the Wasm, KB',
          columns: ['what', 'raw', 'gzipped'],
          rows,
          notes,
        },
      ],
      data,
    };
  },
};
