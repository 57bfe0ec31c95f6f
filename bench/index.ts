/** `npm run bench [-- PART… --rounds N --quick --only NAME]`: measures, prints, writes. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { boundaryPart } from './parts/boundary';
import { codecPart } from './parts/codec';
import { coldPart } from './parts/cold';
import { churnChild, collectorChild, collectorPart } from './parts/collector';
import { compilePart } from './parts/compile';
import { laterPart } from './parts/later';
import { lifeChild, lifePart } from './parts/life';
import { hostileChild, limitsPart, waitChild } from './parts/limits';
import { memoryChild, memoryPart } from './parts/memory';
import { microPart } from './parts/micro';
import { programsPart } from './parts/programs';
import { recordingPart } from './parts/recording';
import { sizePart } from './parts/size';
import { snapshotPart } from './parts/snapshot';
import { valuesPart } from './parts/values';
import { availablePeers } from './peers/index';
import type { BenchContext, Part } from './support/part';
import { at } from './support/paths';
import { renderTable } from './support/table';

const parts: readonly Part[] = [
  programsPart,
  microPart,
  valuesPart,
  boundaryPart,
  lifePart,
  memoryPart,
  laterPart,
  limitsPart,
  collectorPart,
  compilePart,
  coldPart,
  codecPart,
  snapshotPart,
  recordingPart,
  sizePart,
];

/** What the bench runs in processes of their own: see support/child.ts. */
const children: Record<string, (...args: string[]) => Promise<unknown>> = {
  life: lifeChild,
  memory: memoryChild,
  hostile: hostileChild,
  wait: waitChild,
  collector: collectorChild,
  churn: churnChild,
};

const USAGE = `usage: npm run bench -- [PART…] [--rounds N] [--quick] [--only NAME] [--peers-only]

parts (all of them when none is named):
${parts.map((part) => `  ${part.name.padEnd(10)} ${part.summary}`).join('\n')}

--rounds N     samples of each measurement; default 9, with --quick 3
--quick        the short form for continuous integration
--only NAME    only the measurements whose name contains NAME
--peers-only   leave raya-vm out`;

function fail(message: string): never {
  console.error(`${message}\n\n${USAGE}`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        'peers-only': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const unknown = positionals.find((name) => !parts.some((part) => part.name === name));
  if (unknown !== undefined) fail(`there is no part '${unknown}'`);
  const quick = values.quick;
  const rounds = Number(values.rounds ?? (quick ? 3 : 9));
  if (!Number.isInteger(rounds) || rounds < 1) fail('--rounds takes a whole number above zero');

  const available = await availablePeers();
  const peers = values['peers-only']
    ? available.peers.filter((peer) => peer.name !== 'raya-vm')
    : available.peers;
  if (available.missing !== undefined) {
    console.error(`raya-vm is not measured: ${available.missing}`);
  }
  const context: BenchContext = {
    options: { rounds, quick, only: values.only },
    peers,
    hasRaya: peers.some((peer) => peer.name === 'raya-vm'),
    progress: (what) => console.error(`  … ${what}`),
  };
  const chosen = parts.filter(
    (part) => positionals.length === 0 || positionals.includes(part.name),
  );
  const machine = {
    node: process.version,
    processor: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    engines: Object.fromEntries(peers.map((peer) => [peer.name, peer.version])),
  };
  console.log(`Node ${machine.node}, ${machine.processor}\n`);
  const results = readEarlierResults();
  for (const part of chosen) {
    console.error(`${part.name}: ${part.summary}`);
    const result = await part.run(context);
    const text = result.tables.map(renderTable).join('\n');
    console.log(text);
    const measured = new Date().toISOString();
    results[part.name] = { machine, rounds, quick, measured, ...result.data };
    const where = `Node ${machine.node}, ${machine.processor}, ${rounds} rounds, ${measured.slice(0, 10)}.`;
    // A part of a part, or a quick look, is no result to keep.
    if (quick || values.only !== undefined) continue;
    writeResults(results, { ...result.plots, [`${part.name}.md`]: `${where}\n\n${text}` });
  }
}

type Results = Record<string, unknown>;

/** A run of one part keeps what earlier runs wrote of the others. */
function readEarlierResults(): Results {
  try {
    return JSON.parse(readFileSync(at('bench/results/latest.json'), 'utf8')) as Results;
  } catch {
    return {};
  }
}

function writeResults(results: Results, files: Readonly<Record<string, string>>): void {
  mkdirSync(at('bench/results'), { recursive: true });
  writeFileSync(
    at('bench/results/latest.json'),
    `${JSON.stringify(results, null, 2)}
`,
  );
  for (const [name, text] of Object.entries(files)) writeFileSync(at('bench/results', name), text);
}

const [flag, child, ...childArguments] = process.argv.slice(2);
if (flag === '--child') {
  const measure = children[child ?? ''];
  if (measure === undefined) fail(`there is no child '${child}'`);
  console.log(JSON.stringify(await measure(...childArguments)));
  process.exit(0);
}
await main();
