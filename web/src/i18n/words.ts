/** The words of a language: every key of the English ones, each with a sentence. What is missing or too much does not compile. */
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> }
