import { BinaryBitmap, Code128Reader, DecodeHintType, HybridBinarizer, RGBLuminanceSource } from '@zxing/library'

/** A picture as a canvas gives it: four bytes a pixel, row by row. */
export type Picture = Pick<ImageData, 'data' | 'width' | 'height'>

const HINTS = new Map([[DecodeHintType.TRY_HARDER, true]])

/** What a Code 128 in a picture says; undefined where none can be read. */
export function decode({ data, width, height }: Picture): string | undefined {
  const grey = new Uint8ClampedArray(width * height)
  for (let at = 0; at < grey.length; at++) grey[at] = ((data[4 * at] ?? 0) + 2 * (data[4 * at + 1] ?? 0) + (data[4 * at + 2] ?? 0)) >> 2
  try {
    const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)))
    return new Code128Reader().decode(bitmap, HINTS).getText()
  } catch {
    return undefined // the library says so for every picture without a code
  }
}
