import { useCallback, useEffect, useState } from 'react'
import { useNavigationType, useSearchParams } from 'react-router'

/**
 * What somebody looks for on a page, kept in its address, so that it is there after a reload, on the way back and for whoever gets the address. It
 * is held here as well: the address changes a moment after the field that is typed in.
 */
export function useInAddress(name: string): [string, (next: string) => void] {
  const [address, setAddress] = useSearchParams()
  const way = useNavigationType()
  const [value, setValue] = useState(() => address.get(name) ?? '')
  // Somebody has gone to another address of the page, or back to one; what is typed here only takes the place of its own.
  useEffect(() => {
    if (way !== 'REPLACE') setValue(address.get(name) ?? '')
  }, [way, address, name])
  const change = useCallback(
    (next: string) => {
      setValue(next)
      setAddress(
        (before) => {
          const after = new URLSearchParams(before)
          if (next) after.set(name, next)
          else after.delete(name)
          return after
        },
        { replace: true },
      )
    },
    [name, setAddress],
  )
  return [value, change]
}
