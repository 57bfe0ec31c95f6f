/**
 * localeCompare in the root locale (CLDR), for Latin-1 text. Text is compared by letters first, then by accents, then by case and
 * other variants: three rounds over the collation elements of both strings.
 */

/** Characters that differ by more than accent and case, in order; anything else that counts is a variant of one of these. */
const PLACES =
  '\t\n\v\f\r\u0085 _-,;:!¡?¿.·\'"«»()[]{}§¶@*/\\&#%`´^¯¨¸°©®+±÷×<=>¬|¦~¤¢$£¥⁄0123456789abcdefghijklmnopqrstuvwxyzþµ';

/** Variants: the character, what it is a variant of, and its accent or variant. */
const ACCENTED =
  'áa1àa2âa3åa4äa5ãa6çc7ðd9ée1èe2êe3ëe5íi1ìi2îi3ïi5ñn6óo1òo2ôo3öo5õo6øo8úu1ùu2ûu3üu5ýy1ÿy5';
/** Small raised ones and the like: only their form differs. */
const RAISED = 'ªaºo¹1²2³3\xa0 ';
/** Letters and fractions that count as several characters. */
const EXPANDED = 'æaeßss';
const FRACTIONS = '¼1⁄4½1⁄2¾3⁄4';

/** The elements of a string, as three lists of weights. */
class Elements {
  places: number[] = [];
  accents: number[] = [];
  forms: number[] = [];
  private count = 0;

  /** One element; place 0 is an accent on what stands before it. */
  add(place: number, accent: number, form: number): void {
    if (place > 0) this.places[this.places.length] = place;
    this.accents[this.count] = accent;
    this.forms[this.count] = form;
    this.count++;
  }
}

function placeOf(character: string): number {
  return $stringIndexOf(PLACES, character) + 1;
}

function elementsOf(text: string): Elements {
  const elements = new Elements();
  const length = text.length;
  for (let i = 0; i < length; i++) {
    const original = $stringCharAt(text, i);
    if ($stringCharCodeAt(original, 0) > 255) {
      throw new RangeError('String.prototype.localeCompare is limited to Latin-1 text');
    }
    const character = $stringToLowerCase(original);
    const form = character === original ? 1 : 4;
    let index = $stringIndexOf(ACCENTED, character);
    // Elsewhere than at the start of an entry it is not the character that the entry is about.
    if (index !== -1 && index % 3 === 0) {
      elements.add(placeOf($stringCharAt(ACCENTED, index + 1)), 1, form);
      elements.add(0, $stringCharCodeAt(ACCENTED, index + 2), 1);
      continue;
    }
    index = $stringIndexOf(RAISED, character);
    if (index !== -1 && index % 2 === 0) {
      elements.add(placeOf($stringCharAt(RAISED, index + 1)), 1, 6);
      continue;
    }
    index = $stringIndexOf(EXPANDED, character);
    if (index !== -1 && index % 3 === 0) {
      elements.add(placeOf($stringCharAt(EXPANDED, index + 1)), 1, form + 1);
      elements.add(0, 100, 2);
      elements.add(placeOf($stringCharAt(EXPANDED, index + 2)), 1, form + 1);
      continue;
    }
    index = $stringIndexOf(FRACTIONS, character);
    if (index !== -1 && index % 4 === 0) {
      for (let k = 1; k < 4; k++) elements.add(placeOf($stringCharAt(FRACTIONS, index + k)), 1, 7);
      continue;
    }
    // Others, control characters mostly, do not count.
    const place = placeOf(character);
    if (place > 0) elements.add(place, 1, form);
  }
  return elements;
}

function compareWeights(a: number[], b: number[]): number {
  const common = a.length < b.length ? a.length : b.length;
  for (let i = 0; i < common; i++) {
    if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

/** -1, 0 or 1. RangeError for text beyond Latin-1. */
export function compareLatin1(a: string, b: string): number {
  if (a === b) return 0;
  const left = elementsOf(a);
  const right = elementsOf(b);
  const byPlace = compareWeights(left.places, right.places);
  if (byPlace !== 0) return byPlace;
  const byAccent = compareWeights(left.accents, right.accents);
  return byAccent !== 0 ? byAccent : compareWeights(left.forms, right.forms);
}
