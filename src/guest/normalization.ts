/** Unicode normalization of Latin-1 text. Other text needs tables that are not here yet. */

/** Each accented letter, its letter, its combining mark. */
const COMPOSED =
  'ÀA\u0300ÁA\u0301ÂA\u0302ÃA\u0303ÄA\u0308ÅA\u030aÇC\u0327ÈE\u0300ÉE\u0301ÊE\u0302ËE\u0308ÌI\u0300ÍI\u0301ÎI\u0302ÏI\u0308ÑN\u0303' +
  'ÒO\u0300ÓO\u0301ÔO\u0302ÕO\u0303ÖO\u0308ÙU\u0300ÚU\u0301ÛU\u0302ÜU\u0308ÝY\u0301' +
  'àa\u0300áa\u0301âa\u0302ãa\u0303äa\u0308åa\u030açc\u0327èe\u0300ée\u0301êe\u0302ëe\u0308ìi\u0300íi\u0301îi\u0302ïi\u0308ñn\u0303' +
  'òo\u0300óo\u0301ôo\u0302õo\u0303öo\u0308ùu\u0300úu\u0301ûu\u0302üu\u0308ýy\u0301ÿy\u0308';

/** Compatibility characters and their text. */
function compatible(character: string): string {
  switch (character) {
    case '\xa0':
      return ' ';
    case '¨':
      return ' \u0308';
    case 'ª':
      return 'a';
    case '¯':
      return ' \u0304';
    case '²':
      return '2';
    case '³':
      return '3';
    case '´':
      return ' \u0301';
    case 'µ':
      return 'μ';
    case '¸':
      return ' \u0327';
    case '¹':
      return '1';
    case 'º':
      return 'o';
    case '¼':
      return '1⁄4';
    case '½':
      return '1⁄2';
    case '¾':
      return '3⁄4';
    default:
      return character;
  }
}

/** `form` is NFC, NFD, NFKC or NFKD. RangeError for text beyond Latin-1. */
export function normalizeLatin1(text: string, form: string): string {
  const decomposes = form === 'NFD' || form === 'NFKD';
  const folds = form === 'NFKC' || form === 'NFKD';
  let result = '';
  const length = text.length;
  let copied = 0;
  for (let i = 0; i < length; i++) {
    const unit = $stringCharCodeAt(text, i);
    if (unit < 0xa0) continue;
    if (unit > 255) throw new RangeError('String.prototype.normalize is limited to Latin-1 text');
    const character = $stringCharAt(text, i);
    let mapped = folds ? compatible(character) : character;
    if (decomposes) {
      const index = $stringIndexOf(COMPOSED, character);
      if (index !== -1) mapped = $stringSlice(COMPOSED, index + 1, index + 3);
    }
    if (mapped === character) continue;
    result += $stringSlice(text, copied, i) + mapped;
    copied = i + 1;
  }
  return copied === 0 ? text : result + $stringSlice(text, copied, length);
}
