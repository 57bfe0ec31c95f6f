/** `npm run soak [-- --seconds 60 --vms 1000 --tasks 10 --seed 1]` */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Compiler } from 'raya-vm/compiler';
import { type Figures, soak } from './soak';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    vms: { type: 'string', default: '1000' },
    tasks: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});
const source = readFileSync(new URL('./guest/work.ts', import.meta.url), 'utf8');
const program = new Compiler({ check: 'off' }).compileString(source, { fileName: 'work.ts' });

const count = (value: number) => value.toLocaleString('en-US');
const report = ({ runs, snapshots, snapshotBytes, revived, rewound }: Figures) =>
  console.log(
    `${count(runs)} runs, ${count(snapshots)} snapshots of ${count(Math.round(snapshotBytes / snapshots / 1024))} KB, ` +
      `${count(revived)} Vms revived, ${count(rewound)} put back`,
  );

const seed = Number(values.seed);
console.log(`${values.vms} Vms with ${values.tasks} Tasks each, ${values.seconds} s, seed ${seed}`);
report(
  await soak({
    program,
    seed,
    vms: Number(values.vms),
    tasks: Number(values.tasks),
    seconds: Number(values.seconds),
    report,
  }),
);
console.log('every run came to what it comes to undisturbed');
