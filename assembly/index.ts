/** A stand-in until the core is here: the size of the memory in pages. */
export function pages(): i32 {
  return memory.size();
}
