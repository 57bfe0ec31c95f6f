/** What every object of the heap begins with: +0 u32 size | kind, +4 u32 second word. Bytes. */
/** No pointers. */
export const KIND_RAW: u32 = 0;
/** Slots up to the end. */
export const KIND_SLOTS: u32 = 1;
/** Slots as far as the second word says, in bytes with the header. */
export const KIND_STACK: u32 = 2;
/** An intern table: its pointers are weak. */
export const KIND_TABLE: u32 = 3;
/** A gap. */
export const KIND_FREE: u32 = 4;
/** Bits of the first word that are the kind. */
export const KIND_MASK: u32 = 7;
export const HEADER_SIZE: u32 = 8;
/** Largest single object, header included: 512 MiB - 8. */
export const MAX_OBJECT_BYTES: u32 = 0x1ffffff8;
/** No heap ends above this address. */
export const MAX_HEAP_TOP: u32 = 0xfffffff8;
