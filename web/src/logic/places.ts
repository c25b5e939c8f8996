/** A place as people call it, with its code behind: "London (GBLALA)"; its code alone where nobody knows the town. */
export const placeWords = (code: string, town: string | undefined): string => (town ? `${town} (${code})` : code)
