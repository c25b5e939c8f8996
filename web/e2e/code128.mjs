// Code 128 as pictures, for tests: what a label bears, drawn by its table.
const WIDTHS =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'.split(
    ' ',
  )
const START_B = 104
const STOP = 106

/** The bars of a text in code set B, as a row of modules: true is black. With the quiet zone of ten modules at each end. */
export function modules(text) {
  const values = [...text].map((one) => one.charCodeAt(0) - 32)
  const check = values.reduce((sum, value, place) => sum + value * (place + 1), START_B) % 103
  const bars = [START_B, ...values, check, STOP].map((value) => WIDTHS[value]).join('')
  const quiet = Array.from({ length: 10 }, () => false)
  return [...quiet, ...[...bars].flatMap((width, place) => Array.from({ length: Number(width) }, () => place % 2 === 0)), ...quiet]
}

/** The code in the middle of a white picture: grey values, row by row. */
export function picture(text, { width = 640, height = 240, module = 3 } = {}) {
  const row = modules(text)
  const grey = new Uint8Array(width * height).fill(255)
  const left = Math.floor((width - row.length * module) / 2)
  for (let y = Math.floor(height / 4); y < (height * 3) / 4; y++)
    for (const [place, black] of row.entries())
      if (black) grey.fill(0, y * width + left + place * module, y * width + left + (place + 1) * module)
  return { grey, width, height }
}

/** A film of one picture that Chromium takes for its camera's (YUV4MPEG2). */
export function film(text) {
  const { grey, width, height } = picture(text, { width: 640, height: 480 })
  const colourless = Buffer.alloc((width * height) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey), colourless])
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: 10 }, () => frame)])
}
