// @check: off
// A return in finally replaces the value or the error before it.
export function main() {
  const a = () => {
    try {
      return 'try';
    } finally {
      return 'finally';
    }
  };
  const b = () => {
    try {
      throw new Error('lost');
    } finally {
      return 'kept';
    }
  };
  const c = () => {
    try {
      return 'try';
    } finally {
      throw new Error('from finally');
    }
  };
  console.log(a(), b()); // expect: finally kept
  try {
    c();
  } catch (error) {
    console.log(error.message); // expect: from finally
  }
}
