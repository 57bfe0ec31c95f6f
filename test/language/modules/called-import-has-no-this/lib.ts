export function who() {
  return this;
}
