// The natives of the core, for the build of the guest library. Their rows stand in files that are AssemblyScript
// otherwise, which `asc` checks and TypeScript cannot: natives.d.mts says what this file gives.

export { nativeTable } from '../../assembly/natives/table';
