// An error in the catch block goes outward.
export function main() {
  try {
    try {
      throw new Error('one');
    } catch (e: any) {
      e.missing.property;
    }
  } catch (e) {
    console.log((e as Error).name); // expect: TypeError
  }
}
