import type { Picture } from './decode'

/** Reads what a bar code in a picture says. */
export type Reader = (picture: ImageData) => Promise<string | undefined>

interface Detector {
  detect(source: ImageData): Promise<{ rawValue: string }[]>
}
declare global {
  interface Window {
    BarcodeDetector?: { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> }
  }
}

const FORMAT = 'code_128'

/** The browser's own reader, where it has one; else a library, which is loaded now. */
export async function barcodeReader(): Promise<Reader> {
  const Own = window.BarcodeDetector
  if (Own && (await Own.getSupportedFormats().catch((): string[] => [])).includes(FORMAT)) {
    const detector = new Own({ formats: [FORMAT] })
    return async (picture) => (await detector.detect(picture))[0]?.rawValue
  }
  const { decode } = await import('./decode')
  return async (picture: Picture) => decode(picture)
}

/** The camera at the back, where there are several. Rejects with the browser's reason. */
export const openCamera = (): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: 1280 } } })

/** Whether pages may ask for a camera here: only over HTTPS, or from this machine. */
export const mayAsk = (): boolean => window.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia)

/** Its lamp; undefined where it has none. */
export function torchOf(stream: MediaStream): ((on: boolean) => Promise<void>) | undefined {
  const track = stream.getVideoTracks()[0]
  const capabilities = track?.getCapabilities?.() as { torch?: boolean } | undefined
  if (!track || !capabilities?.torch) return undefined
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
}

/** Between two looks, in ms: quick for a hand that trembles, and easy on the battery. */
const PAUSE = 120

/** Looks at what the camera shows until it is told to stop; tells each code that it reads. */
export function watch(video: HTMLVideoElement, read: Reader, onCode: (text: string) => void): () => void {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  let stopped = false
  const look = async () => {
    if (stopped || !context) return
    if (video.videoWidth > 0) {
      canvas.width = video.videoWidth
      canvas.height = video.videoHeight
      context.drawImage(video, 0, 0)
      const code = await read(context.getImageData(0, 0, canvas.width, canvas.height)).catch(() => undefined)
      if (code && !stopped) onCode(code)
    }
    if (!stopped) setTimeout(() => void look(), PAUSE)
  }
  void look()
  return () => {
    stopped = true
  }
}
