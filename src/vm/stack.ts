/** The guest's stack as text, read from the frames of a region at rest. */
import { FRAME_LINK, H_FP, H_HEAP_BASE, H_PC } from '../../assembly/memory-map';
import type { CodeImage } from '../bytecode/code-image';
import type { Lease } from '../runtime/leases';

const MAX_FRAMES = 100;

/** `    at function (file:line:column)` for a code address; undefined for the guest library. */
export function stackLine(image: CodeImage, address: number): string | undefined {
  const place = image.resolveLocation(address);
  if (place === undefined || place.library) return undefined;
  const name = place.functionName === '' ? '<anonymous>' : place.functionName;
  // A function in which nothing can throw has no line table.
  const line = place.line === 0 ? '' : `:${place.line}:${place.column}`;
  return `    at ${name} (${place.file}${line})`;
}

/** One `    at function (file:line:column)` a line, innermost first; frames of the guest library are left out. */
export function guestStack(lease: Lease, image: CodeImage): string {
  const { u32 } = lease;
  const lines: string[] = [];
  let pc = u32[H_PC >>> 2]!;
  let frame = u32[H_FP >>> 2]!;
  const least = u32[H_HEAP_BASE >>> 2]!;
  // Each frame names its caller below it: a damaged chain ends, since addresses only fall.
  while (lines.length < MAX_FRAMES && frame >= least && frame + 16 <= lease.bytes.length) {
    const line = stackLine(image, pc);
    if (line !== undefined) lines.push(line);
    const link = (frame + FRAME_LINK) >>> 2;
    // The return address follows the call.
    pc = u32[link]! - 8;
    const down = ((u32[link + 1]! >>> 16) & 0x1fff) * 8;
    if (down === 0) break;
    frame -= down;
  }
  return lines.join('\n');
}
