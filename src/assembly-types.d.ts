// The host imports the tables of assembly/ (memory map, opcodes, names, natives) as they are. These
// are the names of AssemblyScript in them, as far as TypeScript must know them; `asc` is what
// checks the core. Nothing of this exists at run time outside of the core.

type i8 = number;
type u8 = number;
type i16 = number;
type u16 = number;
type i32 = number;
type u32 = number;
type usize = number;
type f32 = number;
type f64 = number;
type bool = boolean;

// For the files whose constants the host takes although they hold functions of the core too (value.ts, protocol.ts).
type u64 = any;
type i64 = any;
declare function load<T>(address: number, offset?: number): T;
declare function store<T>(address: number, value: T, offset?: number): void;
declare function reinterpret<T>(value: any): T;
