/**
 * The message format: how a value is written when it crosses the boundary. The host imports this file.
 *
 *   message   u32 flags | u32 number of values | value                 (little-endian throughout, nothing aligned)
 *   value     u8 tag | payload
 *   length    LEB128 of a u32
 *   text      length (2 × units + wide) | bytes: one per unit, or two when wide = 1
 *
 *   tag            payload
 *   UNDEFINED NULL FALSE TRUE
 *   HOLE           an absent element; only inside an array
 *   INT8 INT32     1 or 4 bytes, signed
 *   FLOAT64        8 bytes; the only NaN is 0x7FF8000000000000
 *   STRING         text
 *   REFERENCE      length: number of an object seen before (objects are numbered from 0 in the order in which they begin)
 *   ARRAY          length: elements | values
 *   RECORD         length: number of a shape of this message | one value per key
 *   SHAPE          length: keys | text of each key | one value per key      a record whose keys become the next shape
 *   MAP            length: entries | key, value, key, value …
 *   SET            length: entries | values
 *   DATE           8 bytes: time value
 *   BYTES          length | bytes                                           a Uint8Array
 *   BIGINT         length (2 × bytes + negative) | magnitude, least significant byte first
 *   ERROR          u8 parts | name text | message text | [stack text, or frames: length | u32 code addresses] | length: own properties | their keys (text) | [cause value] | their values
 *   FOREIGN        length: number of a host object
 *
 * Numbered objects: ARRAY, RECORD, SHAPE, MAP, SET, DATE, BYTES, ERROR, FOREIGN. Every value counts one towards the number of values, holes and references too.
 */
export const enum Tag {
  UNDEFINED,
  NULL,
  FALSE,
  TRUE,
  HOLE,
  INT8,
  INT32,
  FLOAT64,
  STRING,
  REFERENCE,
  ARRAY,
  RECORD,
  SHAPE,
  MAP,
  SET,
  DATE,
  BYTES,
  BIGINT,
  ERROR,
  FOREIGN,
  COUNT,
}

/** Bytes before the first value. */
export const MESSAGE_HEADER: u32 = 8;
/** Flag of a message that holds a REFERENCE: only then need the reader keep its objects by number. */
export const MESSAGE_REFERENCES: u32 = 1;

/** Which optional parts an ERROR has. */
export const ERROR_STACK: u32 = 1;
export const ERROR_CAUSE: u32 = 2;
/** The stack as code addresses; the host finds their places in the source. */
export const ERROR_FRAMES: u32 = 4;
