import { jitless } from './jitless';
import type { Peer } from './peer';
import { quickjsEmscripten } from './quickjs-emscripten';
import { quickjsWasi } from './quickjs-wasi';
import { raya, rayaVm } from './raya';
import { v8 } from './v8';

/** What all others are measured against. */
export const baseline = quickjsEmscripten;

const rivals: readonly Peer[] = [quickjsEmscripten, quickjsWasi, jitless, v8];

export const allPeers: readonly Peer[] = [rayaVm, ...rivals];

/** The engines that can run here. Without a built raya-vm, the rivals and the reason. */
export async function availablePeers(): Promise<{ peers: Peer[]; missing?: string }> {
  try {
    await raya();
    return { peers: [...allPeers] };
  } catch (error) {
    return { peers: [...rivals], missing: error instanceof Error ? error.message : String(error) };
  }
}
