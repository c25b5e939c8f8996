/** The words of a language: every key of the English ones, each with a sentence. What is missing or too much does not compile. */
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

/** One part of the words about each thing: the names of metrics, or what they mean. */
export const told = <Code extends string, Part extends string>(words: Readonly<Record<Code, Readonly<Record<Part, string>>>>, part: Part) =>
  Object.fromEntries(Object.entries<Readonly<Record<Part, string>>>(words).map(([code, said]) => [code, said[part]])) as Record<
    Code,
    string
  >
