/** A text built one character at a time, and read at its end. */
export function main(n: number): number {
  let text = '';
  for (let i = 0; i < n; i++) text += i % 10 === 0 ? '\n' : 'x';
  let lines = 0;
  for (let i = 0; i < n; i++) if (text.charCodeAt(i) === 10) lines++;
  return lines;
}
