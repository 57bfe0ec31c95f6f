// @check: off
// import() of a name that is known only at run time is out.
// expect compile error: import
export async function main() {
  const name = ['./', 'lib'].join('');
  const lib = await import(name);
  console.log(lib.x);
}
