/** `raya-vm/compiler`: a stand-in until the compiler is here. */
export const placeholder = true;
