// Long lines and text in every script.
export function main() {
  console.log('x'.repeat(2000).length, 'äöü 世界 😀'); // expect json: "2000 \u00e4\u00f6\u00fc \u4e16\u754c \ud83d\ude00"
  console.log('tab\there'); // expect json: "tab\there"
  console.log('line\nbreak'); // expect json: "line\nbreak"
  console.log('\u0000\u001f'); // expect json: "\u0000\u001f"
}
