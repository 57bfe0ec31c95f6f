// Variables captured before a throw stay alive.
let peek = () => 'nothing';
function work() {
  let state = 'started';
  peek = () => state;
  state = 'half done';
  throw new Error('stop');
}

export function main() {
  try {
    work();
  } catch {
    console.log(peek()); // expect: half done
  }
}
