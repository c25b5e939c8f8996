/** 97.5 as "97.5%", in the reader's number format. */
export function formatPercent(percent: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1, style: 'percent' }).format(percent / 100)
}
