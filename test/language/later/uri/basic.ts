// needs: uri
// encodeURIComponent and its family.
export function main() {
  const all: any = globalThis;
  console.log(
    all.encodeURIComponent('a b&c/é😀'),
    all.encodeURI('http://x/ä?a=b&c#d'),
    all.decodeURIComponent('%F0%9F%98%80%20'),
    all.decodeURI('%2F%41'),
  );
  for (const f of [
    () => all.encodeURIComponent('\ud800'),
    () => all.decodeURIComponent('%'),
    () => all.decodeURIComponent('%C0%80'),
  ]) {
    try {
      f();
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect json: "a%20b%26c%2F%C3%A9%F0%9F%98%80 http://x/%C3%A4?a=b&c#d \ud83d\ude00  %2FA"
  // expect: URIError
  // expect: URIError
  // expect: URIError
}
