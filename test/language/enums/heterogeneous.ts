// An enum may mix numbers and strings.
enum Mixed {
  No = 0,
  Yes = 'YES',
}

export function main() {
  console.log(Mixed.No, Mixed.Yes, Object.keys(Mixed).join(), Mixed[0]); // expect: 0 YES 0,No,Yes No
}
