// Characters that are escaped and those that are not.
export function main() {
  console.log(
    JSON.stringify('\b\f\n\r\t\v\0\x1f\x7f/'),
    JSON.stringify('é世😀'),
    JSON.stringify('\u2028') === '"\u2028"',
  ); // expect json: "\"\\b\\f\\n\\r\\t\\u000b\\u0000\\u001f\u007f/\" \"\u00e9\u4e16\ud83d\ude00\" true"
  console.log(
    JSON.stringify('\ud800'),
    JSON.stringify('\udc00x'),
    JSON.stringify('\ud83d\ude00') === '"😀"',
    JSON.stringify({ '"': 1, '\n': 2 }),
  ); // expect: "\ud800" "\udc00x" true {"\"":1,"\n":2}
}
