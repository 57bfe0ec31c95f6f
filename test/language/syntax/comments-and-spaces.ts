// Comments and white space of every kind between tokens.
export function main() {
// line
/* block */ const /* between */ a /* tokens */ = /* here
and over lines */ 1;
console.log(a /* after */, /* before */ 2); /**/ // expect: 1 2
console.log('not // a comment', "nor /* this */", `nor ${/* but this */ 3} // that`); // expect: not // a comment nor /* this */ nor 3 // that
}
