// The host imports assembly/memory-map.ts and assembly/opcodes.ts as they are. These are the names
// of AssemblyScript's types in them, seen from TypeScript; 64-bit integers stay in the core.

type i32 = number;
type u32 = number;
type f64 = number;
type u8 = number;
type u16 = number;
type bool = boolean;
