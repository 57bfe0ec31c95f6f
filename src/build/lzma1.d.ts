/** What the build uses of lzma1. Its own types are its sources, which do not pass this project's checks. */
export function compress(bytes: Uint8Array, mode: number): Uint8Array;
