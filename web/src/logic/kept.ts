/** An answer as it was read, under the tag that names it. */
export interface Kept {
  tag: string
  text: string
}

/** Keeps the last answers by who asked for what; the oldest goes first. Nothing outlives the window. */
export class KeptAnswers {
  readonly #by = new Map<string, Kept>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  of(key: string): Kept | undefined {
    return this.#by.get(key)
  }

  keep(key: string, answer: Kept): void {
    this.#by.delete(key)
    this.#by.set(key, answer)
    const oldest = this.#by.keys().next().value
    if (this.#by.size > this.#most && oldest !== undefined) this.#by.delete(oldest)
  }
}
