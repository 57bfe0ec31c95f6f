/** Units that use every kind of operand, extra word, handler and capture. */
import type { Unit } from '../../src/bytecode/unit';
import { assemble } from '../core/assemble';

export const sampleText = `
module main.ts
export global counter
global hidden
from ./lib.ts helper
export from ./lib.ts limit as LIMIT
star ./lib.ts
export function main(a, b) length=1
  .cells 2
  .try begin end caught r6 catch
  .try begin after finally r7 finally
  NEWCELL c0, a
  LOADS r8, uninitialised
  NEWCELL c1, r8
begin:
  CLOSURE r5, @inner
  CELLSET c1, b
  CELLGET r6, c0
  CELLGETC r6, c1, counter
  CELLSETC c1, r6, counter
  LOADG r8, #2
  LOADS r9, undefined
  LOADK r10, 1.5
  LOADK r11, "two words"
  CALL r8, r12, 2
end: JMP after
caught: THROWERR TypeError, "no"
after: NEWLIT r7, r9, 2, {x,y}
  RET r7
finally: RETHROW r7
function inner(x)
  .capture register cell r3
  .capture register value r2
  CAPCELLGET r2, 0
  CAPCELLGETC r2, 0, a
  CAPCELLSET r2, 0
  CAPGET r3, 1
  ADD r2, r2, r3
  CLOSURE r4, @innermost
  RET r4
function innermost() arrow
  .capture outer cell 0
  .capture outer value 1
  .capture register value r2
  CAPGET r1, 1
  CAPCELLSETC r1, 0, a
  RETU
export function loops(list) rest
  LOADI r3, -70000
  ITER r4, list
next: ITERNEXT r7, r4, done
  JIS r7, hole, next
  JNLTI r7, 10, next
  LOADB r8, Math
  MOVE r11, r8
  LOADI r12, 7
  CALLM r8, r9, 1, .abs
  GETE r8, list, r3
  SETE list, r3, r8
  GETLENGTH r8, list, .length
  LOOPLT r3, r8, next
  ITERCLOSE r4
done: NEWARR r9, r7, 0
  GETP r10, r9, .map
  SETP r9, r10, .counter
  IMPORT r11, db.query
  INITG r11, hidden
  RETU
export function later(promise) async slots=3
  .try begin end caught r4 finally
  ASYNC r2
begin: AWAIT r3, promise
end: ARETURN r3
caught: ITER r5, r4
  ITERCLOSETHROW r5
  RETHROW r4
export function Base(v) class slots=2
  SETP this, v, .v
  LOADS r2, undefined
  RETCTOR r2, this
export function Derived() derived rest
  LOADG r4, Derived
  MOVE r5, this
  MOVE r6, r1
  SUPERSPREAD this, r3
  LOADS r3, undefined
  RETCTOR r3, this
module ./lib.ts
export global limit
export function helper(f, x, y)
  JUNDEF f, none
  MOVE r5, f
  LOADS r6, undefined
  MOVE r7, x
  MOVE r8, y
  CALL r4, r4, 2
  GETSUPER r4, f, x
  RET x
none: LOADK r4, "ünï – 日本"
  IMPORT r5, log
  RET r4
`;

/** A fresh sample unit. */
export const sampleUnit = (): Unit => assemble(sampleText);
