export interface Grey {
  grey: Uint8Array
  width: number
  height: number
}
export function modules(text: string): boolean[]
export function picture(text: string, size?: { width?: number; height?: number; module?: number }): Grey
export function film(text: string): Uint8Array
