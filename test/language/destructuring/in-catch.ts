// A catch variable may be a pattern.
export function main() {
  try {
    throw { code: 7, detail: { text: 'why' } };
  } catch ({ code, detail: { text } }: any) {
    console.log(code, text); // expect: 7 why
  }
}
