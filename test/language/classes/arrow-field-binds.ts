// A field that is an arrow belongs to each instance and keeps its this.
class Button {
  clicks = 0;
  click = () => ++this.clicks;
}

export function main() {
  const a = new Button();
  const b = new Button();
  const click = a.click;
  click();
  click();
  console.log(a.clicks, b.clicks, a.click === b.click); // expect: 2 0 false
}
