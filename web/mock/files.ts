// Documents to look at: a page and a picture, made here.
import { crc32, deflateSync } from 'node:zlib'

/** A page with one sentence on it. */
function pdf(words: string): Buffer {
  const content = `BT /F 28 Tf 60 720 Td (${words}) Tj ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
  ]
  const body = objects.map((one, place) => `${place + 1} 0 obj ${one} endobj\n`).join('')
  return Buffer.from(`%PDF-1.4\n${body}trailer<</Root 1 0 R/Size 5>>\n%%EOF`)
}

/** A picture of a box in evening light. */
function png(width = 480, height = 320): Buffer {
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const box = Math.abs(x - width / 2) < 120 && Math.abs(y - height / 2) < 80
      const colour = box ? [176 - y / 8, 128 - y / 8, 72] : [40 + x / 8, 60 + y / 6, 110]
      rows.set(colour.map(Math.round), y * (width * 3 + 1) + 1 + x * 3)
    }
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), data])
    const length = Buffer.alloc(4)
    const check = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, check])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const start = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

/** The file behind a made-up signed address. */
export function fileOf(name: string): Buffer {
  if (name.endsWith('.png')) return png()
  return name.endsWith('.txt') ? Buffer.from('The parcel was damp when it came.\nGrüße') : pdf(name)
}
