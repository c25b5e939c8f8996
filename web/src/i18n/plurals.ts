interface Tree {
  readonly [key: string]: string | Tree
}

/**
 * French and Spanish have a plural of their own for whole millions ("many"), which no count of these pages needs to be told apart:
 * it says what "other" says. Without it, i18next would look for an English sentence.
 */
export function inEveryNumber<T>(words: T): T {
  const more = (tree: Tree): Tree =>
    Object.fromEntries(
      Object.entries(tree).flatMap(([key, value]): [string, string | Tree][] => {
        if (typeof value !== 'string') return [[key, more(value)]]
        const itself: [string, string] = [key, value]
        return key.endsWith('_other') ? [itself, [key.replace(/_other$/, '_many'), value]] : [itself]
      }),
    )
  return more(words as Tree) as T
}
