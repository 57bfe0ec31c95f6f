/** Loads a module into a Vm that runs, one that makes the most trouble: its constants are the very strings that the guest uses as keys. */
import type { Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { R_INTERN } from '../../assembly/memory-map.ts';
import { TAG_INTERNAL, TAG_STRING } from '../../assembly/value.ts';
import { RegionReader } from '../../src/vm/region-reader.ts';
import { engineOf } from '../../src/vm/vm.ts';

const compiler = new Compiler({ check: 'off' });
/** Longer ones do not matter here. */
const MAX_LENGTH = 1000;

/** The Vm is at rest, and has a program loaded. */
export function grow(vm: Vm, name: string): void {
  const words = internedStrings(vm).map((text) => JSON.stringify(text));
  const { bytecode } = compiler.compileString(`export const words = [${words.join(', ')}];`);
  vm.loadModule(name, bytecode);
  // As a call does, without an entry whose steps would count.
  engineOf(vm).prepare();
}

/** Strings made at run time that are keys, or were. */
export function internedStrings(vm: Vm): string[] {
  const lease = engineOf(vm).resident();
  if (lease === undefined) return [];
  const reader = RegionReader.ofLease(lease);
  const table = reader.object(R_INTERN, TAG_INTERNAL);
  const strings: string[] = [];
  for (let entry = table + 16; entry < table + reader.size(table); entry += 8) {
    const string = reader.object(entry, TAG_STRING);
    const length = reader.u32(string + 8);
    if (string === 0 || length > MAX_LENGTH) continue;
    const wide = (reader.u32(string + 4) & 1) !== 0;
    let text = '';
    for (let index = 0; index < length; index++) {
      const at = string + 16 + (wide ? 2 * index : index);
      text += String.fromCharCode(wide ? lease.view.getUint16(at, true) : lease.view.getUint8(at));
    }
    strings.push(text);
  }
  return strings;
}
