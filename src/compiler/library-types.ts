/**
 * What the checker knows of the guest's library: the text of our lib.d.ts. It declares what a Vm has, and nothing else,
 * so that a use of anything that is missing is an error with a place.
 */
import { collectionTypes } from './library-types-collections';
import { coreTypes } from './library-types-core';
import { utilityTypes } from './library-types-utility';

/** The text of the library's declarations. */
export const libraryTypes: string = coreTypes + collectionTypes + utilityTypes;
