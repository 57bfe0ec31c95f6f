/** `raya-vm`: a stand-in until the host is here. */
export { coreWasmBytes, coreWasmHash } from './generated/core-wasm';
