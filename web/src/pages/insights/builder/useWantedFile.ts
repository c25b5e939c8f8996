import { useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import type { FileFormat } from '../../../api/insights'

/** What figures are saved as. */
export const FORMATS: readonly FileFormat[] = ['xlsx', 'csv', 'json']

/** The letter of a scheduled report leads to its file (`?file=xlsx`): it is saved once, as soon as the figures of what was saved are there. */
export function useWantedFile(figures: string | undefined, save: (id: string, format: FileFormat) => void) {
  const [address, setAddress] = useSearchParams()
  const wanted = FORMATS.find((one) => one === address.get('file'))
  const done = useRef(false)
  useEffect(() => {
    if (!wanted || !figures || done.current) return
    done.current = true
    save(figures, wanted)
    setAddress(
      (before) => {
        const next = new URLSearchParams(before)
        next.delete('file')
        return next
      },
      { replace: true },
    )
  }, [wanted, figures, save, setAddress])
}
